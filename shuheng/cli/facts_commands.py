"""``shuheng facts``: the Excel form that agencies fill in, and the facts of the ledger as a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from shuheng.assessment.demo import has_demo
from shuheng.cli.console import say
from shuheng.cli.database import work_of
from shuheng.cli.harvest_command import day
from shuheng.cli.help_pages import ChineseCommand, ChineseGroup
from shuheng.cli.options import AgenciesFile, RubricName
from shuheng.cli.score_command import write_file
from shuheng.cli.sources import find_folder, find_rubric
from shuheng.engines.rubric import Agency, Rubric
from shuheng.reports.facts_io import read_agencies, read_facts, template_workbook
from shuheng.reports.library import default_facts

app = typer.Typer(cls=ChineseGroup, help="指标值：生成填报表，汇集、导出台账", no_args_is_help=True)


def excel_file(text: str) -> Path:
    """A file name for a workbook in a folder that is there."""
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"填报表要写成 .xlsx 文件，不是“{text}”。")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"没有文件夹“{path.parent}”。请先建立，或换一个位置。")
    return path


def yaml_file(text: str) -> Path:
    """A file name for facts in a folder that is there."""
    path = Path(text)
    if path.suffix.lower() != ".yaml":
        raise typer.BadParameter(f"指标值要写成 .yaml 文件，不是“{text}”。")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"没有文件夹“{path.parent}”。请先建立，或换一个位置。")
    return path


@app.command("export", cls=ChineseCommand)
def export(
    rubric_name: RubricName,
    period: Annotated[str, typer.Option("--period", metavar="周期", help="台账的哪个周期，如 2023")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", parser=yaml_file, help="写入的 .yaml 文件")
    ],
    title: Annotated[str, typer.Option("--title", metavar="名称", help="这份指标值的名称")] = "",
) -> None:
    """把台账里一个周期的指标值写成文件，可以用 shuheng score --facts 评分。"""
    rubric = find_rubric(rubric_name)
    text, sheet = work_of("ledger_work").exported(rubric, period, output.stem, title)
    write_file(output, text.encode())
    say(f"已写入 {output}：{len(sheet.agencies)} 个单位，{len(sheet.facts)} 个指标值。")


@app.command("gather", cls=ChineseCommand)
def gather(
    period: Annotated[str, typer.Option("--period", metavar="周期", help="指标值记在哪个周期，如 2021")],
    agency: Annotated[
        list[str], typer.Option("--agency", metavar="单位", help="被评估的单位（代码），可重复")
    ],
    start: Annotated[
        dt.date | None,
        typer.Option("--from", metavar="日期", parser=day, help="开始日期；周期是年份时不用写"),
    ] = None,
    end: Annotated[
        dt.date | None, typer.Option("--to", metavar="日期", parser=day, help="结束日期；周期是年份时不用写")
    ] = None,
) -> None:
    """从台账、表计量、探测、清洗和抽查汇集指标值，记入台账。"""
    work_of("ledger_work").gathered(period, tuple(agency), start, end)


@app.command("template", cls=ChineseCommand)
def template(
    rubric_name: RubricName,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", parser=excel_file, help="写入的 .xlsx 文件")
    ],
    agencies: AgenciesFile = None,
) -> None:
    """生成 Excel 填报表：计量单位、可填内容、评分要点和下拉选项。"""
    rubric = find_rubric(rubric_name)
    columns = read_agencies(rubric, agencies) if agencies else _shipped_agencies(rubric_name, rubric)
    write_file(output, template_workbook(rubric, columns))
    agencies_words = f"{len(columns)} 个单位" if columns else "单位待填"
    say(f"已写入 {output}：{len(rubric.metrics)} 个指标，{agencies_words}。")


def _shipped_agencies(rubric_name: str, rubric: Rubric) -> tuple[Agency, ...]:
    """Without a list of agencies: those of the shipped facts, else none, and the form leaves columns open."""
    path = None if has_demo(rubric) else default_facts(find_folder(rubric_name))
    return read_facts(rubric, path).sheet.agencies if path else ()
