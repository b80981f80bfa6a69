"""From the words of the command line to a rubric, its facts, an agency, an indicator, a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import typer

from shuheng.assessment.demo import DEMO_NAME, demo_sheet, has_demo
from shuheng.cli.console import show_problems
from shuheng.cli.database import work_of
from shuheng.engines.rubric import (
    Agency,
    FactSheet,
    Indicator,
    Rubric,
    did_you_mean,
    load_rubric,
    passages,
)
from shuheng.reports.document_text import read_document
from shuheng.reports.facts_io import SUFFIXES, read_agencies, read_facts
from shuheng.reports.library import default_facts, facts_names, facts_path, rubric_folder, rubric_ids

LEDGER = "ledger:"
Passages = Mapping[str, Mapping[str, str]]


def find_folder(name: str) -> Path:
    """The folder of a rubric named by id or path."""
    folder = rubric_folder(name)
    if folder is None:
        raise _unknown("细则", name, rubric_ids(), "也可以写含有 rubric.yaml 的文件夹路径。")
    return folder


def find_rubric(name: str) -> Rubric:
    """The rubric named by id or path, loaded and checked."""
    return load_rubric(find_folder(name))


def find_facts(
    rubric_name: str, rubric: Rubric, facts: str | None, agencies: Path | None = None
) -> FactSheet:
    """The facts named: a file, a name of facts shipped with the rubric, ``ledger:PERIOD[:KIND]``, or by default the shipped.

    With a list of ``agencies`` the file may hold no other.
    """
    if facts is not None and facts.startswith(LEDGER):
        found: FactSheet = work_of("ledger_work").sheet(rubric, facts.removeprefix(LEDGER).strip())
        return found
    folder = find_folder(rubric_name)
    path = _facts_file(folder, rubric, facts)
    if path is None:
        return demo_sheet(rubric)
    known = read_agencies(rubric, agencies) if agencies is not None else ()
    read = read_facts(rubric, path, agencies=known)
    show_problems(read.notices)
    return read.sheet


def _facts_file(folder: Path, rubric: Rubric, facts: str | None) -> Path | None:
    names = facts_names(folder)
    if facts is None:
        path = None if has_demo(rubric) else default_facts(folder)
        if path is None and not has_demo(rubric):
            known = "、".join((*names, DEMO_NAME))
            hint = f"可用：{known}（{DEMO_NAME} 是演示数据），或用 shuheng facts template 生成并填好的文件。"
            raise typer.BadParameter(f"“{rubric.id}”没有默认的指标值，请用 --facts 指定。{hint}")
        return path
    if facts in names:
        return facts_path(folder, facts)
    if facts == DEMO_NAME:
        return None
    path = Path(facts)
    if not path.is_file():
        hint = (
            f"也可以写文件路径（{'、'.join(SUFFIXES)}），或 {LEDGER}周期，如 {LEDGER}2023，取台账里的指标值。"
        )
        raise _unknown("指标值文件", facts, names, hint)
    return path


def find_agency(sheet: FactSheet, name: str | None) -> Agency:
    """An agency by code or name; the only one there is needs no name."""
    if name is None:
        if len(sheet.agencies) == 1:
            return sheet.agencies[0]
        raise typer.BadParameter(f"请写明单位。可用：{'、'.join(agency.code for agency in sheet.agencies)}。")
    for agency in sheet.agencies:
        if name in (agency.code, agency.name):
            return agency
    words = [word for agency in sheet.agencies for word in (agency.code, agency.name)]
    raise _unknown("单位", name, [agency.code for agency in sheet.agencies], did_you_mean(name, words))


def find_indicator(rubric: Rubric, name: str) -> Indicator:
    """An indicator by code or title."""
    for code, indicator in rubric.indicators.items():
        if name in (code, indicator.title):
            return indicator
    raise _unknown(
        "指标", name, (), did_you_mean(name, rubric.indicators) or "用 shuheng score 查看全部指标。"
    )


def find_metric(rubric: Rubric, name: str) -> str:
    """The title of a metric given by title or code; an unknown word is left for the engine to refuse."""
    by_code = {metric.code: title for title, metric in rubric.metrics.items()}
    return by_code.get(name, name)


def find_passages(rubric: Rubric, document: Path | None) -> Passages:
    """The passages of a document the user brought, by indicator and part; none without a document."""
    return passages(rubric, read_document(document)) if document is not None else {}


def _unknown(what: str, name: str, allowed: Iterable[str], hint: str = "") -> typer.BadParameter:
    names = tuple(allowed)
    text = f"没有{what}“{name}”。"
    if names:
        text += f"可用：{'、'.join(names)}。{did_you_mean(name, names)}"
    return typer.BadParameter(text + hint)
