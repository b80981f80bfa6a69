"""One door for fact files: YAML, CSV or Excel in, a checked fact sheet or all mistakes at once out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shuheng.engines.rubric import (
    Agency,
    FactRow,
    FactSheet,
    Problem,
    ProblemsError,
    Rubric,
    build_sheet,
    did_you_mean,
    read_facts_yaml,
)
from shuheng.files.csv_table import read_csv
from shuheng.files.guards import kind_of, read_bytes
from shuheng.files.table import Table
from shuheng.files.xlsx_table import read_workbook
from shuheng.reports.facts_io.long_form import LongForm, read_long
from shuheng.reports.facts_io.template_form import Mark, find_mark, read_form
from shuheng.reports.facts_io.template_layout import FORM_SHEET, GUIDE_SHEET


@dataclass(frozen=True, slots=True)
class FactsFile:
    """A fact sheet that was read, and what the reader wants said about it (never errors)."""

    sheet: FactSheet
    notices: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    facts: list[FactRow]
    problems: list[Problem]
    forms: dict[str, LongForm]
    notices: tuple[Problem, ...] = ()


def read_facts(
    rubric: Rubric, path: Path, *, label: str | None = None, agencies: Sequence[Agency] = ()
) -> FactsFile:
    """Read the facts of ``rubric`` from a file; ``label`` is the name a message gives it (an upload's own).

    Where ``agencies`` are given, no other is allowed; else the file introduces them.
    Raises ProblemsError with every mistake of the file; nothing is half-loaded.
    """
    name = label or path.name
    content = read_bytes(path, name)
    kind = kind_of(Path(name), content, name)
    if kind == "yaml":
        sheet = read_facts_yaml(rubric, path)
        _refuse_strangers(sheet, agencies, name)
        return FactsFile(sheet, ())
    rows = _csv(rubric, content, name) if kind == "csv" else _excel(rubric, content, name)
    return FactsFile(_build(rubric, rows, name, agencies), rows.notices)


def _refuse_strangers(sheet: FactSheet, agencies: Sequence[Agency], name: str) -> None:
    known = {agency.code for agency in agencies}
    strangers = [agency for agency in sheet.agencies if known and agency.code not in known]
    if strangers:
        raise ProblemsError(
            Problem(
                "agency-unknown",
                f"没有单位“{agency.code}”。",
                file=name,
                hint=did_you_mean(agency.code, known),
            )
            for agency in strangers
        )


def _csv(rubric: Rubric, content: bytes, name: str) -> _Rows:
    table, notices = read_csv(content, name)
    form = read_long(table, rubric.metrics)
    return _Rows(form.facts, form.problems, {table.sheet: form}, notices)


def _excel(rubric: Rubric, content: bytes, name: str) -> _Rows:
    tables, problems = read_workbook(content, name)
    by_name = {table.sheet: table for table in tables}
    mark = find_mark(by_name)
    if mark is None:
        return _long_sheets(rubric, tables, list(problems), name)
    notices, wrong = _held_against(mark, rubric, name)
    by_code = {metric.code: metric for metric in rubric.metrics.values()}
    facts, mistakes = ([], []) if wrong else read_form(by_name[FORM_SHEET], by_code, mark.period)
    relevant = [problem for problem in problems if problem.sheet == FORM_SHEET]
    return _Rows(facts, wrong + relevant + mistakes, {}, notices)


def _long_sheets(rubric: Rubric, tables: Sequence[Table], problems: list[Problem], name: str) -> _Rows:
    """Every sheet that holds something is read, except a guide sheet, which is for people."""
    used = [table for table in tables if table.sheet != GUIDE_SHEET and any(table.filled())]
    if not used:
        problems.append(Problem("file-empty", "工作簿里没有内容。", file=name))
    forms = {table.sheet: read_long(table, rubric.metrics) for table in used}
    facts = [fact for form in forms.values() for fact in form.facts]
    problems += [problem for form in forms.values() for problem in form.problems]
    return _Rows(facts, problems, forms)


def _held_against(mark: Mark, rubric: Rubric, name: str) -> tuple[tuple[Problem, ...], list[Problem]]:
    if mark.rubric != rubric.id:
        message = f"这是“{mark.rubric}”的填报表，不是“{rubric.id}”的。"
        return (), [Problem("facts-form-other-rubric", message, file=name, sheet=GUIDE_SHEET)]
    if mark.hash != rubric.hash:
        message = "填报表是按细则的另一个版本生成的，指标可能有增减；已按代码逐项核对。"
        return (Problem("facts-form-other-version", message, "warning", file=name, sheet=GUIDE_SHEET),), []
    return (), []


def _build(rubric: Rubric, rows: _Rows, name: str, agencies: Sequence[Agency]) -> FactSheet:
    """The engine judges values; its mistakes join those of form, in the order of the file."""
    problems = list(rows.problems)
    sheet: FactSheet | None = None
    try:
        if rows.facts or not problems:
            sheet = build_sheet(rubric, rows.facts, sheet_id=Path(name).stem, title=name, agencies=agencies)
    except ProblemsError as error:
        found = [replace(problem, file=problem.file or name) for problem in error.problems]
        problems += [rows.forms[p.sheet].placed(p) if p.sheet in rows.forms else p for p in found]
    if problems or sheet is None:
        raise ProblemsError(sorted(problems, key=lambda p: (p.sheet, p.row, p.line, p.column)))
    return sheet
