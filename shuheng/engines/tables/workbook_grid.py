"""One sheet of a workbook as a grid."""

from __future__ import annotations

from shuheng.engines.tables.codes import SHOWN, notice
from shuheng.engines.tables.grid import Grid
from shuheng.engines.tables.sheet_cells import Range
from shuheng.engines.tables.workbook import Workbook
from shuheng.files import column_letters


def workbook_grid(book: Workbook, sheet: str, *, hidden: bool) -> Grid:
    """The rows of a sheet; what cannot be trusted in them is remarked with its places."""
    found = book.sheet(sheet)
    remarks = [
        ("tables-hidden", hidden, ""),
        ("tables-cell-error", found.untrusted, _places(found.untrusted)),
        ("tables-number-long", found.long_numbers, _places(found.long_numbers)),
    ]
    notices = [notice(code, book.name, detail, sheet=sheet) for code, present, detail in remarks if present]
    return Grid(lambda: iter(found.rows), merged=found.merged, notices=notices)


def merged_below(merged: tuple[Range, ...], body: int) -> str:
    """The merged areas that reach into the data, for a message; ``body`` counts from 0."""
    areas = [
        f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        for (top, left), (bottom, right) in sorted(merged)
        if top >= body
    ]
    return "、".join(areas[:SHOWN]) + (f"等 {len(areas)} 处" if len(areas) > SHOWN else "")


def _places(cells: tuple[tuple[int, int], ...]) -> str:
    shown = "、".join(f"{column_letters(column - 1)}{row}" for row, column in cells[:SHOWN])
    return f"{shown}等 {len(cells)} 格" if len(cells) > SHOWN else shown
