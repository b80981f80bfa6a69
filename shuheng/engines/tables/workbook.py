"""A workbook held open for its sheets: guarded first, then read by calamine, every cell as the text a person sees."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from shuheng.engines.tables import sheet_cells
from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.limits import Limits
from shuheng.engines.tables.sheet_cells import Range
from shuheng.engines.tables.workbook_guard import guard_ods, guard_xlsx
from shuheng.files.xlsx_scan import SheetScan

PATIENCE = 150


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet as text, row by row from the first; merged ranges; places not to be trusted."""

    name: str
    hidden: bool
    rows: list[list[str | None]]
    merged: tuple[Range, ...]
    long_numbers: tuple[tuple[int, int], ...]
    untrusted: tuple[tuple[int, int], ...] = ()


class Workbook:
    """``sheets`` lists name and whether hidden, of every sheet that holds cells."""

    def __init__(self, content: bytes, kind: str, name: str, limits: Limits) -> None:
        self.name = name
        self._scans: dict[str, SheetScan] = {}
        self._read: dict[str, Sheet] = {}
        self._book: CalamineWorkbook | None = None
        if kind == "xls":
            self._read = {sheet.name: sheet for sheet in _apart(content, name)}
            self.sheets = tuple((sheet.name, sheet.hidden) for sheet in self._read.values() if _holds(sheet))
            return
        if kind == "xlsx":
            self._scans = guard_xlsx(content, name, limits)
        else:
            guard_ods(content, name, limits)
        with _told(name):
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            listed = sheet_cells.sheets(self._book)
        self.sheets = tuple((sheet, hidden) for sheet, hidden in listed if self._filled(sheet))

    def _filled(self, sheet: str) -> bool:
        scan = self._scans.get(sheet)
        return (scan is None or scan.rows > 0) and _holds(self.sheet(sheet))

    def sheet(self, name: str) -> Sheet:
        """All cells of a sheet; an empty cell is None. Only the sheet read last is kept."""
        if self._book is not None and name not in self._read:
            with _told(self.name):
                rows, merged, long = sheet_cells.cells(self._book, name)
            scan = self._scans.get(name, SheetScan())
            untrusted = tuple(sorted({*scan.errors, *scan.stale}))
            self._read = {name: Sheet(name, False, rows, tuple(merged), tuple(long), untrusted)}
        return self._read[name]


def _holds(sheet: Sheet) -> bool:
    return any(cell is not None for row in sheet.rows for cell in row)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """The reader's own faults in our words; a panic inside it is no exception of Python's usual family."""
    try:
        yield
    except PasswordError as error:
        raise fault("tables-workbook-password", name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise fault("tables-workbook-broken", name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise fault("tables-workbook-broken", name) from error


def _apart(content: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of an old workbook, read in a process that may die of it."""
    try:
        done = subprocess.run(  # noqa: S603 the program is our own file
            [sys.executable, "-I", sheet_cells.__file__], input=content, capture_output=True, timeout=PATIENCE, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise fault("tables-workbook-broken", name, f"{PATIENCE} 秒没有读完") from error
    if done.returncode == sheet_cells.PASSWORD:
        raise fault("tables-workbook-password", name)
    if done.returncode:
        raise fault("tables-workbook-broken", name)
    for sheet, hidden, rows, merged, long in json.loads(done.stdout):
        ranges = tuple(((top, left), (bottom, right)) for (top, left), (bottom, right) in merged)
        yield Sheet(sheet, hidden, rows, ranges, tuple((row, column) for row, column in long))
