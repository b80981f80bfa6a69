"""``shuheng explain``: why an agency has its points, clause by clause."""

from __future__ import annotations

from typing import Annotated

import typer

from shuheng.cli.console import emit_json, stdout
from shuheng.cli.help_pages import ChineseCommand
from shuheng.cli.options import AgencyName, DocumentFile, FactsName, OutputFormat, RubricName
from shuheng.cli.reason_tree import reason_tree
from shuheng.cli.sources import find_agency, find_facts, find_indicator, find_passages, find_rubric
from shuheng.cli.tables import demo_mark
from shuheng.engines.rubric import explain
from shuheng.reports.json_reasons import explanation_document

IndicatorName = Annotated[
    str | None, typer.Argument(metavar="[指标]", help="指标编号或名称；不写即从总分讲起", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("explain", cls=ChineseCommand)(explain_agency)


def explain_agency(
    rubric_name: RubricName,
    agency_name: AgencyName = None,
    indicator_name: IndicatorName = None,
    facts: FactsName = None,
    output: OutputFormat = "table",
    document: DocumentFile = None,
) -> None:
    """说明得分的理由：条款、所用指标值、算式。"""
    rubric = find_rubric(rubric_name)
    sheet = find_facts(rubric_name, rubric, facts)
    agency = find_agency(sheet, agency_name)
    code = find_indicator(rubric, indicator_name).code if indicator_name else None
    reason = explain(rubric, sheet, agency.code, code)
    passages = find_passages(rubric, document)
    if output == "json":
        emit_json(explanation_document(rubric, sheet, agency, reason, passages))
    else:
        title = f"{demo_mark(demo=sheet.demo)}{agency.name}（{rubric.title}）"
        stdout.print(reason_tree(reason, title, passages))
