"""Rows at the end that are no data: totals, notes, the source, who made the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shuheng.engines.tables.cells import SPACE, extent, filled, kind

HELD = 20
_NOTE = re.compile(
    r"(?:注|备注|附注|说明|注释|数据来源|资料来源|来源|制表人?|填表人|填报人|填报单位|审核人|打印时间|导出时间|统计时间"
    r"|notes?|sources?|remarks?)\s*(?:\d+\s*)?[:：.、．]|\*{1,3}\s*\S|[注※]\d",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|共\s*计|总\s*和|小\s*计|grand total|totals?)\s*[:：]?", re.IGNORECASE
)
LONG = 8


def footer_rows(rows: Sequence[Sequence[str | None]], width: int) -> int:
    """How many of the last rows are no data; ``width`` is that of the table.

    A total counts only behind two columns at least. A note starts with one of the usual words, or is a line of
    text in the first column alone that stands under such a note or reads on from it.
    """
    count = 0
    for at in range(len(rows) - 1, -1, -1):
        if not _is_footer(rows[at], width):
            break
        count = len(rows) - at
    tail = rows[len(rows) - count :]
    while tail and not _opens(tail[0], width):  # a lone text is a note only below something that says so
        tail = tail[1:]
    return len(tail)


def _is_footer(cells: Sequence[str | None], width: int) -> bool:
    return _opens(cells, width) or _alone(cells, width)


def _opens(cells: Sequence[str | None], width: int) -> bool:
    first = _first(cells)
    if _TOTAL.fullmatch(first):
        return width >= 2
    return bool(_NOTE.match(first)) and filled(cells) <= max(1, width // 3)


def _alone(cells: Sequence[str | None], width: int) -> bool:
    """One long text in the first column of a table of three columns and more."""
    first = _first(cells)
    return width >= 3 and extent(cells) == 1 and len(first) >= LONG and kind(first) == "text"


def _first(cells: Sequence[str | None]) -> str:
    return next((text for cell in cells if (text := (cell or "").strip(SPACE))), "")
