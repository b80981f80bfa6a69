"""A workbook held open for its sheets: guarded first, then read by calamine, every cell as the text a person sees."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.limits import Limits
from shuheng.engines.tables.workbook_guard import guard_ods, guard_xlsx
from shuheng.files.xlsx_scan import SheetScan

Range = tuple[tuple[int, int], tuple[int, int]]
DIGITS_KEPT = 15


@dataclass(slots=True)
class Sheet:
    """The cells of one sheet as text, row by row from the first; merged ranges and places not to be trusted."""

    rows: list[list[str | None]]
    merged: tuple[Range, ...]
    untrusted: tuple[tuple[int, int], ...]
    long_numbers: list[tuple[int, int]] = field(default_factory=list)


class Workbook:
    """``sheets`` lists name and whether hidden, of every sheet that holds cells."""

    def __init__(self, content: bytes, kind: str, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self._scans: dict[str, SheetScan] = {}
        if kind == "xlsx":
            self._scans = guard_xlsx(content, name, limits)
        elif kind == "ods":
            guard_ods(content, name, limits)
        self._book = self._opened(content)
        self.sheets = tuple(self._list())

    def _opened(self, content: bytes) -> CalamineWorkbook:
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(content))
        except PasswordError as error:
            raise fault("tables-workbook-password", self.name) from error
        except (CalamineError, ValueError, OSError) as error:
            raise fault("tables-workbook-broken", self.name) from error

    def _list(self) -> Iterator[tuple[str, bool]]:
        for sheet in self._book.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet and self._holds(sheet.name):
                yield sheet.name, sheet.visible is not SheetVisibleEnum.Visible

    def _holds(self, sheet: str) -> bool:
        scan = self._scans.get(sheet)
        if scan is not None and not scan.rows:
            return False
        return any(value != "" for row in self._raw(sheet) for value in row)

    def _raw(self, sheet: str) -> Iterator[list[object]]:
        try:
            found = self._book.get_sheet_by_name(sheet)
            for row in found.to_python(skip_empty_area=False):
                yield list(row)
        except (CalamineError, ValueError, OSError) as error:
            raise fault("tables-workbook-broken", self.name, sheet=sheet) from error

    def sheet(self, name: str) -> Sheet:
        """All cells of a sheet; an empty cell is None."""
        long_numbers: list[tuple[int, int]] = []
        rows: list[list[str | None]] = []
        for number, row in enumerate(self._raw(name), 1):
            rows.append([cell_text(value) for value in row])
            long_numbers += [(number, column) for column, value in enumerate(row, 1) if _too_long(value)]
        merged = tuple(self._book.get_sheet_by_name(name).merged_cell_ranges or ())
        scan = self._scans.get(name, SheetScan())
        return Sheet(rows, merged, tuple(sorted({*scan.errors, *scan.stale})), long_numbers)


def _too_long(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**DIGITS_KEPT


def cell_text(value: object) -> str | None:
    """What Excel shows in a cell of general format, with at most 15 digits of a number; None for an empty cell."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return None if value is None else str(value)


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    return format(Decimal(f"{value:.{DIGITS_KEPT}g}"), "f")
