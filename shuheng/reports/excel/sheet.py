"""Writing cells safely: text stays text, numbers are numbers, unknowns are words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it ships no types

from shuheng.reports.numbers import excel_number
from shuheng.reports.reproducible import MOMENT

__all__ = ["GROUP_FILL", "HEAD", "Book", "Worksheet"]

FONT = "宋体"
HEAD = {"bold": True, "bg_color": "#E8EDF3", "align": "center", "text_wrap": True}
LINE_POINTS, MOST_POINTS = 14, 400
GROUP_FILL = "#F5F7FA"
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Book:
    """A workbook in memory with the formats that all our sheets share."""

    def __init__(self, title: str) -> None:
        self._buffer = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.workbook = Workbook(self._buffer, options)
        self.workbook.set_properties(
            {"title": title, "author": "数衡", "created": MOMENT.replace(tzinfo=None)}
        )
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
        if words.startswith(_LIKE_FORMULA):
            properties["quote_prefix"] = True
        sheet.write_string(row, column, words[:32_767], self.cell_format(**properties))

    def points(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        points: Fraction | None,
        digits: int,
        words: str = "未知",
    ) -> None:
        """Write points as a number, or ``words`` where they are unknown."""
        if points is None:
            sheet.write_string(row, column, words, self.cell_format(align="right", font_color="#8A6D00"))
        else:
            shown = self.cell_format(num_format=f"0.{'0' * digits}" if digits else "0")
            sheet.write_number(row, column, excel_number(points, digits), shown)

    def heads(self, sheet: Worksheet, row: int, heads: Sequence[str], widths: Sequence[float]) -> None:
        """A head row, its widths, and its repetition on every printed page."""
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            self.text(sheet, row, column, head, **HEAD)
            sheet.set_column(column, column, width)
        sheet.repeat_rows(row)

    def fit(self, sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
        """Make a row high enough for its wrapped texts; programs differ in whether they do it themselves."""
        lines = max(
            sum(max(1, ceil(_width(line) / (width - 1))) for line in text.split("\n"))
            for text, width in zip(texts, widths, strict=False)
        )
        sheet.set_row(row, min(MOST_POINTS, lines * LINE_POINTS + 4))

    def to_bytes(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._buffer.getvalue()


def _width(text: str) -> int:
    """Columns a text takes: Chinese letters take two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
