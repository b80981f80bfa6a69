"""What may be taken away of a cleaning: the changes, the rows set apart, the cleaned table; CSV of any length, or Excel."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shuheng.engines.measure.repair import KINDS
from shuheng.files.csv_out import BOM, csv_line
from shuheng.files.excel_out import TextBook
from shuheng.quality.cleaning.codes import refused
from shuheng.quality.cleaning.records import lines
from shuheng.quality.models import Cleaning
from shuheng.quality.tables.stored import trusted

MOST_EXCEL_ROWS = 200_000
LONGEST_WIDTH = 24
SETS_APART = frozenset({"check", "listed", "deduplicate"})


@dataclass(frozen=True)
class Download:
    """One kind of list: its name, the file it stands in, its heads, and how a row is written."""

    title: str
    file: str
    heads: Callable[[Cleaning], list[str]]
    row: Callable[[tuple[Any, ...]], list[str]]
    count: Callable[[Cleaning], int]


def words(cell: str | None) -> str:
    """A cell as it is written; nothing there becomes the empty text."""
    return cell or ""


def title_of(kind: str) -> str:
    return KINDS[kind].title


DOWNLOADS: dict[str, Download] = {
    "cleaned": Download(
        "清洗后数据",
        "repaired",
        lambda cleaning: list(cleaning.before.columns),
        lambda row: [words(cell) for cell in row],
        lambda cleaning: cleaning.rows_out or 0,
    ),
    "changes": Download(
        "改动记录",
        "changes",
        lambda _: ["行", "列", "改动前", "改动后", "第几条规则", "规则"],
        lambda row: [str(row[0]), row[1], words(row[2]), words(row[3]), str(row[4]), title_of(row[5])],
        lambda cleaning: sum(one.count for one in cleaning.counts.all() if one.kind not in SETS_APART),
    ),
    "apart": Download(
        "移出的行",
        "apart",
        lambda cleaning: ["行", "列", "第几条规则", "规则", "原因", *cleaning.before.columns],
        lambda row: [str(row[0]), row[1], str(row[2]), title_of(row[3]), row[4], *map(words, row[5])],
        lambda cleaning: sum(one.count for one in cleaning.counts.all() if one.kind in SETS_APART),
    ),
}


def csv_pieces(cleaning: Cleaning, which: Download) -> Iterator[str]:
    """The list as CSV, line by line; what looks like a formula is marked as text."""
    path = trusted(cleaning.files[which.file])
    yield BOM + csv_line(which.heads(cleaning))
    for row in lines(path):
        yield csv_line(which.row(row))


def workbook(cleaning: Cleaning, which: Download) -> bytes:
    """The list as a workbook. ProblemsError `cleaning-too-long` beyond MOST_EXCEL_ROWS."""
    count = which.count(cleaning)
    if count > MOST_EXCEL_ROWS:
        raise refused("cleaning-too-long", f"{count:,} 行，Excel 下载最多 {MOST_EXCEL_ROWS:,} 行")
    heads = which.heads(cleaning)
    book = TextBook(f"{cleaning.table.title} {which.title}", by_rows=True)
    sheet = book.sheet(which.title)
    book.heads(sheet, 0, heads, [min(max(len(head) * 2, 8), LONGEST_WIDTH) for head in heads])
    for at, row in enumerate(lines(trusted(cleaning.files[which.file])), 1):
        for column, text in enumerate(which.row(row)):
            book.text(sheet, at, column, text)
    return book.to_bytes()
