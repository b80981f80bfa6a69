"""``shuheng advise``: the smallest changes that gain most points."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from shuheng.cli import tables
from shuheng.cli.console import emit_json, stdout
from shuheng.cli.help_pages import ChineseCommand
from shuheng.cli.options import AgencyName, FactsName, OutputFormat, RubricName
from shuheng.cli.sources import find_agency, find_facts, find_rubric
from shuheng.engines.rubric import advise
from shuheng.reports.json_reasons import advice_document

Limit = Annotated[str, typer.Option("--limit", metavar="条数", help="最多几条，默认 10")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("advise", cls=ChineseCommand)(show_advice)


def show_advice(
    rubric_name: RubricName,
    agency_name: AgencyName = None,
    facts: FactsName = None,
    limit: Limit = "10",
    output: OutputFormat = "table",
) -> None:
    """建议：改动最小、得分最多的几件事。"""
    if not limit.isdecimal() or int(limit) == 0:
        raise typer.BadParameter(f"条数“{limit}”不是正整数。")
    rubric = find_rubric(rubric_name)
    sheet = find_facts(rubric_name, rubric, facts)
    agency = find_agency(sheet, agency_name)
    advice = advise(rubric, sheet, agency.code, int(limit))
    if output == "json":
        emit_json(advice_document(rubric, sheet, agency, advice))
    elif advice:
        stdout.print(tables.advice_table(agency.name, advice, demo=sheet.demo))
    else:
        stdout.print(Text(f"{agency.name}：没有可以提高得分的改动。"))
