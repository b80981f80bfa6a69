"""``shuheng harvest``: lists of entries, from files, folders or an address, into the catalogue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from shuheng.cli.database import work_of
from shuheng.cli.help_pages import ChineseCommand
from shuheng.cli.options import OutputFormat

HIDDEN = "."


@dataclass(frozen=True)
class Order:
    """What the command line asks for. `per_file` names the agency of a source by the source's code."""

    origins: tuple[str, ...]
    agency: str
    per_file: dict[str, str]
    load: tuple[str, ...]
    code: str
    title: str
    as_of: dt.date | None
    mapping: Path | None
    accept: bool
    dry: bool
    partial: bool
    allow_vanish: bool


def day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"“{text}”不是日期。写法如 2023-06-28。") from error


def pairs(text: str) -> dict[str, str]:
    """``guangxi_nanning=450100,guangxi_liuzhou=450200``."""
    found = {}
    for part in filter(None, text.replace("，", ",").split(",")):
        code, sign, agency = part.partition("=")
        if not sign or not code.strip() or not agency.strip():
            raise typer.BadParameter(f"“{part}”的写法不对。写法如 guangxi_nanning=450100。")
        found[code.strip()] = agency.strip()
    return found


def is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def origins_of(texts: list[str]) -> tuple[str, ...]:
    """Addresses and files as given; a folder stands for the files in it."""
    found: list[str] = []
    for text in texts:
        path = Path(text)
        if not is_address(text) and path.is_dir():
            files = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith(HIDDEN))
            if not files:
                raise typer.BadParameter(f"文件夹“{text}”里没有文件。")
            found += map(str, files)
        elif is_address(text) or path.is_file():
            found.append(text)
        else:
            raise typer.BadParameter(
                f"没有文件“{text}”。请检查文件名和路径，网址要以 http:// 或 https:// 开头。"
            )
    return tuple(found)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("harvest", cls=ChineseCommand)(harvest)


def harvest(  # noqa: PLR0913  # each is one option of the command line
    origins: Annotated[
        list[str], typer.Argument(metavar="文件或网址…", help="目录清单：文件、文件夹或网址，可写多个")
    ],
    *,
    agency: Annotated[
        str, typer.Option("--agency", metavar="单位", help="目录属于哪个单位（代码或名称）")
    ] = "",
    per_file: Annotated[
        str, typer.Option("--agency-per-file", metavar="来源=单位,…", help="多个文件各属哪个单位")
    ] = "",
    load: Annotated[
        list[str] | None,
        typer.Option(
            "--load-agencies", metavar="名单", help="先载入随附的单位名单，如 guangxi-cities，可重复"
        ),
    ] = None,
    source: Annotated[
        str, typer.Option("--source", metavar="编号", help="来源编号，默认取自文件名；再次采集靠它对上")
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="名称", help="来源名称，默认同编号")] = "",
    as_of: Annotated[
        dt.date | None, typer.Option("--as-of", metavar="日期", parser=day, help="清单的截止日期，默认今天")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping", metavar="文件", help="字段对应（YAML）；文件还不存在时，把建议的对应写到这里"
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="没见过的清单，直接采用建议的字段对应")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="只试运行，看会有什么变化，不写入目录")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="清单损坏时收下可读的部分，不标记消失")] = False,
    allow_vanish: Annotated[bool, typer.Option("--allow-vanish", help="允许半数以上的目录消失")] = False,
    output: OutputFormat = "table",
) -> int:
    """采集目录清单：新增、变更、未变、消失、拒收各多少，逐条有交代。"""
    found = origins_of(origins)
    if len(found) > 1 and (source or title):
        raise typer.BadParameter("有多个文件时不能写 --source 和 --title，来源编号取自各文件名。")
    order = Order(
        found, agency, pairs(per_file), tuple(load or ()), source, title, as_of, mapping, accept, dry, partial,
        allow_vanish,
    )  # fmt: skip
    return int(work_of("harvest_work").run(order, output))
