"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast, get_args

import typer

Format = Literal["table", "json"]


def read_format(text: str) -> Format:
    """``table`` for people, ``json`` for programs."""
    for known in get_args(Format):
        if text == known:
            return cast("Format", known)
    raise typer.BadParameter(f"没有输出形式“{text}”。可用：table、json。")


def existing_file(text: str) -> Path:
    """A file that is there."""
    path = Path(text)
    if not path.is_file():
        raise typer.BadParameter(f"没有文件“{text}”。请检查文件名和路径。")
    return path


RubricName = Annotated[str, typer.Argument(metavar="细则", help="细则编号，或含有 rubric.yaml 的文件夹")]
SomeRubrics = Annotated[
    list[str] | None, typer.Argument(metavar="细则", help="细则编号或文件夹；不写即全部", show_default=False)
]
AgencyName = Annotated[
    str | None,
    typer.Argument(metavar="[单位]", help="单位代码或名称；只有一个单位时可不写", show_default=False),
]
FactsName = Annotated[
    str | None,
    typer.Option(
        "--facts",
        metavar="文件",
        help="指标值：文件（YAML、CSV、Excel），或随细则提供的名称；demo 为演示数据，"
        "ledger:周期 取台账，后面可加 :city、:county 或 :department 只取一类单位",
    ),
]
OutputFormat = Annotated[
    str, typer.Option("--format", metavar="table|json", parser=read_format, help="输出形式，默认 table")
]
AgenciesFile = Annotated[
    Path | None,
    typer.Option(
        "--agencies",
        metavar="文件",
        parser=existing_file,
        help="单位名单（CSV 或 Excel：单位代码、单位名称、分组）",
    ),
]
DocumentFile = Annotated[
    Path | None,
    typer.Option(
        "--document", metavar="文件", parser=existing_file, help="原文（纯文本），条款旁显示原文段落"
    ),
]
