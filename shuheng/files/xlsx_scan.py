"""What an Excel file holds before the fast reader opens it: size unpacked, extent, errors, stale formulas.

The fast reader lays a sheet out as a full rectangle, so one cell at XFD1048576 would ask for all
memory; and it gives an empty text for #DIV/0! and for a formula that was never computed, which
would make a mistake look like an unknown fact. Both are found here, in the raw XML.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from shuheng.files.guards import fail
from shuheng.files.table import column_index
from shuheng.problems import ProblemsError

MAX_UNPACKED = 100_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
MAX_MEMBERS = 2_000

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    KeyError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_PART = re.compile(
    rb"<(?:\w+:)?c(?P<cell>(?:\s[^>]*)?/?)>|</(?:\w+:)?f>\s*(?P<stale><v\s*/>|<v>\s*</v>|</(?:\w+:)?c>)"
    rb"|<(?:\w+:)?row(?P<row>(?:\s[^>]*)?/?)>"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"']([0-9]{1,7})[\"']")
_ERROR_TYPE = re.compile(rb"\bt\s*=\s*[\"']e[\"']")


@dataclass(slots=True)
class SheetScan:
    """Extent of a sheet (counts from 1) and the cells whose value cannot be trusted."""

    rows: int = 0
    columns: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)
    stale: list[tuple[int, int]] = field(default_factory=list)


def scan_workbook(content: bytes, label: str) -> dict[str, SheetScan]:
    """A scan per sheet name; refuses what is broken, unpacks too large, or reaches too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bound(archive, label)
            names = sheet_files(archive)
            scans = {name: scan_sheet(archive.read(member)) for name, member in names.items()}
    except _BROKEN as error:
        raise _broken(label) from error
    for name, scan in scans.items():
        too_far = scan.rows > MAX_ROWS or scan.columns > MAX_COLUMNS or scan.rows * scan.columns > MAX_CELLS
        if too_far:
            used = f"工作表“{name}”用到第 {scan.rows} 行、第 {scan.columns} 列"
            message = f"{used}，超过上限 {MAX_ROWS} 行、{MAX_COLUMNS} 列。"
            hint = "多半是远处有空白或多余的单元格，请删除多余的行列后保存。"
            raise fail("excel-extent", message, label, hint=hint)
    return scans


def scan_sheet(xml: bytes) -> SheetScan:
    """Extent, error cells and uncomputed formulas of one sheet's XML."""
    scan = SheetScan()
    row = column = 0
    for match in _PART.finditer(xml):
        if match["stale"] is not None:
            scan.stale.append((row, column))
            continue
        attributes = match["cell"]
        if attributes is None:
            number = _ROW_NUMBER.search(match["row"])
            row, column = (int(number[1]) if number else row + 1), 0
        else:
            place = _REFERENCE.search(attributes)
            row, column = (int(place[2]), column_index(place[1].decode()) + 1) if place else (row, column + 1)
            if _ERROR_TYPE.search(attributes):
                scan.errors.append((row, column))
        scan.rows, scan.columns = max(scan.rows, row), max(scan.columns, column)
    return scan


def _bound(archive: zipfile.ZipFile, label: str) -> None:
    """Unpack piece by piece and stop at the bound: the sizes a zip declares of itself may lie."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_UNPACKED:
        message = f"工作簿解压后超过 {MAX_UNPACKED // 1_000_000} MB，不是正常的填报表。"
        raise fail("excel-bomb", message, label, hint="请新建工作簿，只粘贴数值后再提交。")
    for member in members:
        with archive.open(member) as stream:
            while stream.read(1_000_000):
                pass


def sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> member of the archive."""
    book = archive.read("xl/workbook.xml").decode("utf-8")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    targets = {}
    for match in _RELATION.finditer(relations):
        target = _attribute(match[0], "Target")
        targets[_attribute(match[0], "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    files = {}
    for match in _SHEET.finditer(book):
        member = targets.get(_attribute(match[0], r"\w+:id"), "")
        if "worksheets/" in member:
            files[html.unescape(_attribute(match[0], "name"))] = member
    return files


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (match[1] or match[2] or "") if match else ""


def _broken(label: str) -> ProblemsError:
    hint = "请用 Excel 或 WPS 打开并另存为新的 .xlsx 再提交。"
    return fail("excel-broken", "不是完好的 Excel 工作簿。", label, hint=hint)
