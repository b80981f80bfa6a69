"""Excel files for the tests, made cell by cell; a broken one is easier to read as code than as bytes."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it ships no types

__all__ = ["Workbook", "Worksheet", "long_form", "repacked", "sheet_xml"]

HEAD = ("单位代码", "单位名称", "分组", "指标", "取值")
Cell = str | float | bool | None


def long_form(
    path: Path, *rows: Sequence[Cell], more: Callable[[Workbook, Worksheet], Any] | None = None
) -> Path:
    """A workbook in the long form; ``more`` adds what is wrong with it."""
    with Workbook(path) as book:
        sheet = book.add_worksheet("事实")
        for number, row in enumerate((HEAD, *rows)):
            sheet.write_row(number, 0, row)
        if more is not None:
            more(book, sheet)
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same workbook with the members that ``change`` alters."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(member.filename, change(member.filename, source.read(member)))
    path.write_bytes(packed.getvalue())
    return path


def sheet_xml(replace: bytes, by: bytes) -> Callable[[str, bytes], bytes]:
    """A change of the first sheet's XML."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        assert replace in content
        return content.replace(replace, by)

    return change
