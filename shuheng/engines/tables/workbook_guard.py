"""Bounds on a workbook before the fast reader lays it out as a full rectangle in memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.limits import Limits
from shuheng.files.xlsx_scan import SheetScan, scan_sheet, sheet_files

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_ODS = re.compile(
    rb"<table:table\s[^>]*>|<table:table-row(?P<row>[^>]*)>|<table:(?:covered-)?table-cell(?P<cell>[^>]*?)(?P<end>/?)>"
)
_ROWS = re.compile(rb"number-rows-repeated=\"(\d+)\"")
_COLUMNS = re.compile(rb"number-columns-repeated=\"(\d+)\"")


def guard_xlsx(content: bytes, name: str, limits: Limits) -> dict[str, SheetScan]:
    """A scan per sheet; refuses what is broken, unpacks too large, or reaches too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bound(archive, name, limits)
            scans = {
                sheet: scan_sheet(archive.read(member)) for sheet, member in sheet_files(archive).items()
            }
    except _BROKEN as error:
        raise fault("tables-workbook-broken", name) from error
    for sheet, scan in scans.items():
        if scan.rows * scan.columns > limits.sheet_cells:
            reach = f"用到第 {scan.rows} 行、第 {scan.columns} 列"
            raise fault("tables-workbook-extent", name, reach, sheet=sheet)
    return scans


def guard_ods(content: bytes, name: str, limits: Limits) -> None:
    """Refuses an ODS whose repeated cells would fill memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bound(archive, name, limits)
            xml = archive.read("content.xml")
    except _BROKEN as error:
        raise fault("tables-workbook-broken", name) from error
    rows, columns = _ods_extent(xml)
    if rows * columns > limits.sheet_cells:
        raise fault("tables-workbook-extent", name, f"用到第 {rows} 行、第 {columns} 列")


def _ods_extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns up to the last cell with content, of the widest and longest sheets together."""
    row = column = repeat = 0
    rows = columns = 0
    for match in _ODS.finditer(xml):
        if match["row"] is not None:
            row += repeat
            repeat, column = _count(_ROWS, match["row"]), 0
        elif match["cell"] is None:
            row = column = repeat = 0
        else:
            column += _count(_COLUMNS, match["cell"])
            if not match["end"] or b"value" in match["cell"]:
                rows, columns = max(rows, row + repeat), max(columns, column)
    return rows, columns


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _bound(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """Unpack piece by piece and stop at the bound: the sizes a zip declares of itself may lie."""
    total = 0
    for member in archive.infolist():
        with archive.open(member) as stream:
            while piece := stream.read(1_000_000):
                total += len(piece)
                if total > limits.workbook_unpacked:
                    raise fault("tables-bomb", name, f"工作簿解开后超过 {limits.workbook_unpacked} 字节")
