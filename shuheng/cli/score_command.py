"""``shuheng score``: facts in, points and ranks out, as a table or into files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from shuheng.cli import tables
from shuheng.cli.console import emit_json, say, stdout
from shuheng.cli.help_pages import ChineseCommand
from shuheng.cli.options import AgenciesFile, DocumentFile, FactsName, OutputFormat, RubricName
from shuheng.cli.sources import find_facts, find_passages, find_rubric
from shuheng.engines.rubric import score
from shuheng.reports.content import Report
from shuheng.reports.excel.workbook import result_workbook
from shuheng.reports.html_page import result_page
from shuheng.reports.json_documents import result_document, result_json
from shuheng.reports.pdf.forms import result_pdf
from shuheng.reports.word.forms import result_form

WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".json": result_json,
    ".xlsx": result_workbook,
    ".docx": result_form,
    ".pdf": result_pdf,
    ".html": result_page,
}


def writable(text: str) -> Path:
    """A file name whose suffix says which report is wanted."""
    path = Path(text)
    if path.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"不认识的输出文件“{text}”。可用的扩展名：{'、'.join(WRITERS)}。")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"没有文件夹“{path.parent}”。请先建立，或换一个位置。")
    return path


OutputFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="文件",
        parser=writable,
        help="写入 .json、.xlsx、.docx、.pdf 或 .html，可重复",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("score", cls=ChineseCommand)(score_rubric)


def score_rubric(
    rubric_name: RubricName,
    facts: FactsName = None,
    output: OutputFormat = "table",
    files: OutputFiles = None,
    document: DocumentFile = None,
    agencies: AgenciesFile = None,
) -> None:
    """按细则评分，给出得分、上下限、等次和排名。"""
    rubric = find_rubric(rubric_name)
    sheet = find_facts(rubric_name, rubric, facts, agencies)
    report = Report(rubric, sheet, score(rubric, sheet), find_passages(rubric, document))
    for path in files or ():
        write_file(path, WRITERS[path.suffix.lower()](report))
        say(f"已写入 {path}")
    if output == "json":
        emit_json(result_document(report))
    else:
        stdout.print(tables.result_table(report))


def write_file(path: Path, content: bytes) -> None:
    """Write the whole file or say why not."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"“{path}”写不进去：{error.strerror}。") from error
