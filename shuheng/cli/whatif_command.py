"""``shuheng whatif``: change facts or the rubric, see points and ranks move."""

from __future__ import annotations

from typing import Annotated

import typer

from shuheng.cli import tables
from shuheng.cli.console import emit_json, stdout
from shuheng.cli.help_pages import ChineseCommand
from shuheng.cli.options import FactsName, OutputFormat, RubricName
from shuheng.cli.sources import find_agency, find_facts, find_metric, find_rubric
from shuheng.engines.rubric import FactSheet, Rubric, what_if
from shuheng.reports.json_reasons import what_if_document

Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="单位:指标=值", help="改动一个指标值，可重复；值留空即改为未知"),
]
OtherRubric = Annotated[
    str | None, typer.Option("--with", metavar="细则", help="改用另一份细则评同样的指标值")
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("whatif", cls=ChineseCommand)(show_what_if)


def show_what_if(
    rubric_name: RubricName,
    changes: Changes = None,
    other: OtherRubric = None,
    facts: FactsName = None,
    output: OutputFormat = "table",
) -> None:
    """试算：改动指标值或换一份细则，得分和名次怎样变。"""
    if not changes and other is None:
        raise typer.BadParameter("没有写要改什么。写法：--set 单位:指标=值，或 --with 另一份细则。")
    rubric = find_rubric(rubric_name)
    sheet = find_facts(rubric_name, rubric, facts)
    wanted = dict(read_change(rubric, sheet, text) for text in changes or ())
    found = what_if(rubric, sheet, wanted, find_rubric(other) if other else None)
    if output == "json":
        emit_json(what_if_document(rubric, sheet, wanted, found))
    else:
        stdout.print(tables.move_table(found))


def read_change(rubric: Rubric, sheet: FactSheet, text: str) -> tuple[tuple[str, str], str]:
    """``单位:指标=值`` -> ((agency code, metric title), value); full-width signs are allowed."""
    place, equals, value = text.replace("＝", "=").partition("=")
    agency, colon, metric = place.replace("：", ":").partition(":")
    if not (equals and colon and agency.strip() and metric.strip()):
        raise typer.BadParameter(f"“{text}”不是一处改动。写法：单位:指标=值。")
    return (find_agency(sheet, agency.strip()).code, find_metric(rubric, metric.strip())), value.strip()
