"""The header of a table: which row it is, and the names of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from shuheng.engines.harvest.read.limits import notice
from shuheng.engines.harvest.values.text import clean_text
from shuheng.problems import Problem

LOOKED_AT = 20


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The place from 0 of the header among the first rows: the first that fills most of the table's width.

    Titles and remarks above a table fill one or two cells. None where no row has two cells.
    """
    filled = [len({cell.strip() for cell in row if cell.strip()}) for row in rows[:LOOKED_AT]]
    widest = max(filled, default=0)
    return next((at for at, count in enumerate(filled) if count > 1 and count * 10 >= widest * 6), None)


def column_names(cells: Sequence[str], file: str) -> tuple[tuple[str, ...], list[Problem]]:
    """A name per column: a doubled name gets a number, an absent one its place."""
    names: list[str] = []
    problems = []
    for place, cell in enumerate(cells, 1):
        name = clean_text(cell)[0] or f"第{place}列"
        if name in names:
            count = sum(1 for other in names if other == name or other.startswith(f"{name}#")) + 1
            problems.append(notice("header-doubled", f"第 {place} 列“{name}”改称“{name}#{count}”。", file))
            name = f"{name}#{count}"
        names.append(name)
    return tuple(names), problems
