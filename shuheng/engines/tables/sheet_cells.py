"""Cells of a sheet as text; run as a program it reads an old workbook (.xls) from its input, apart from the house.

The reader of the old binary format can be made to abort its process by a broken file (it asks for memory that a
damaged length names). So it runs in one of its own, bounded in memory and time, that may die. Hence this file stands
alone: it imports nothing of the house.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import sys
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

Range = tuple[tuple[int, int], tuple[int, int]]
DIGITS_KEPT = 15
PASSWORD, BROKEN = 3, 4
MEMORY, SECONDS = 3_000_000_000, 120


def sheets(book: CalamineWorkbook) -> list[tuple[str, bool]]:
    """Name of each sheet that is a table, and whether it is hidden."""
    return [
        (sheet.name, sheet.visible is not SheetVisibleEnum.Visible)
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def cells(
    book: CalamineWorkbook, name: str
) -> tuple[list[list[str | None]], list[Range], list[tuple[int, int]]]:
    """Rows of a sheet from its first row and column (None for an empty cell), merged ranges, numbers too long to keep.

    Places of long numbers are row and column from 1; merged ranges count from 0.
    """
    sheet = book.get_sheet_by_name(name)
    rows: list[list[str | None]] = []
    long: list[tuple[int, int]] = []
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        rows.append([cell_text(value) for value in row])
        long += [(number, column) for column, value in enumerate(row, 1) if _too_long(value)]
    return rows, list(sheet.merged_cell_ranges or ()), long


def cell_text(value: object) -> str | None:
    """What Excel shows in a cell of general format, with at most 15 digits of a number; None for an empty cell."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(f"{value:.{DIGITS_KEPT}g}"), "f")
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return None if value is None else str(value)


def _too_long(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**DIGITS_KEPT


def main() -> int:
    """Read the workbook on standard input, write its sheets as JSON; the exit code tells what is wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        found = [(name, hidden, *cells(book, name)) for name, hidden in sheets(book)]
    except PasswordError:
        return PASSWORD
    except (CalamineError, ValueError, OSError, MemoryError):
        return BROKEN
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
