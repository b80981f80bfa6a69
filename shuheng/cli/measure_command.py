"""``shuheng measure``: the catalogue's figures, agency by agency, and the facts they give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from shuheng.assessment.facts import END_OF_2020
from shuheng.cli.database import work_of
from shuheng.cli.harvest_command import day
from shuheng.cli.help_pages import ChineseCommand
from shuheng.cli.options import OutputFormat

SOURCE = "source"


@dataclass(frozen=True)
class Wish:
    """What the command line asks for; `as_of` is None for the day of each agency's own lists."""

    period: str
    as_of: dt.date | None
    baseline: dt.date
    agencies: tuple[str, ...]


def day_or_source(text: str) -> dt.date | str:
    """A date, or ``source``: each agency as of the day of its own harvested lists."""
    return SOURCE if text == SOURCE else day(text)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("measure", cls=ChineseCommand)(measure)


def measure(
    as_of: Annotated[
        Any,
        typer.Option(
            "--as-of",
            metavar="日期|source",
            parser=day_or_source,
            help="计量日期；source 为各单位清单的截止日期",
        ),
    ],
    period: Annotated[str, typer.Option("--period", metavar="周期", help="指标值记在哪个周期，如 2023")],
    agency: Annotated[
        list[str] | None, typer.Option("--agency", metavar="单位", help="只计量这个单位（代码），可重复")
    ] = None,
    baseline: Annotated[
        dt.date | None,
        typer.Option("--baseline", metavar="日期", parser=day, help="增长从哪天起算，默认 2020-12-31"),
    ] = None,
    output: OutputFormat = "table",
) -> int:
    """计量目录：逐条计算各项指标，结果连同明细冻结保存，实测的指标值记入台账。"""
    chosen = as_of if isinstance(as_of, dt.date) else None
    wish = Wish(period.strip(), chosen, baseline or END_OF_2020, tuple(agency or ()))
    return int(work_of("measure_work").run(wish, output))
