"""Writing workbooks safely: text stays text, whatever it looks like; one look for all our sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it ships no types

__all__ = ["FONT", "GROUP_FILL", "HEAD", "LIKE_FORMULA", "XLSX", "TextBook", "Worksheet"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "宋体"
HEAD = {"bold": True, "bg_color": "#E8EDF3", "align": "center", "text_wrap": True}
GROUP_FILL = "#F5F7FA"
MOST_CHARACTERS = 32_767
CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the same content gives the same bytes; Office knows no zones
LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class TextBook:
    """A workbook with the formats that all our sheets share.

    With `by_rows` cells are written out row by row, top to bottom, in little memory: for long lists.
    """

    def __init__(self, title: str, *, by_rows: bool = False) -> None:
        self._buffer = io.BytesIO()
        options = {
            "constant_memory" if by_rows else "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.workbook = Workbook(self._buffer, options)
        self.workbook.set_properties({"title": title, "author": "数衡", "created": CREATED})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **properties: object) -> Format:
        """A format by its properties; asked twice, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def cell_format(self, **properties: object) -> Format:
        """A bordered format for the body of a table."""
        return self.format(border=1, border_color="#B8C0CC", **properties)

    def sheet(self, name: str, *, landscape: bool = True) -> Worksheet:
        """A new sheet that prints on A4, one page wide."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def text(self, sheet: Worksheet, row: int, column: int, text: str | None, **properties: object) -> None:
        """Write text as text; what begins like a formula is also quoted, so that editing keeps it text."""
        words = text or ""
        if not words:
            sheet.write_blank(row, column, None, self.cell_format(**properties))
            return
        if words.startswith(LIKE_FORMULA):
            properties["quote_prefix"] = True
        sheet.write_string(row, column, words[:MOST_CHARACTERS], self.cell_format(**properties))

    def heads(self, sheet: Worksheet, row: int, heads: Sequence[str], widths: Sequence[float]) -> None:
        """A head row, its widths, and its repetition on every printed page."""
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            self.text(sheet, row, column, head, **HEAD)
            sheet.set_column(column, column, width)
        sheet.repeat_rows(row)

    def to_bytes(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._buffer.getvalue()
