"""Sheets of results: points as numbers, unknowns as words, rows as high as their texts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from shuheng.files.excel_out import GROUP_FILL, HEAD, TextBook, Worksheet
from shuheng.reports.numbers import excel_number

__all__ = ["GROUP_FILL", "HEAD", "Book", "Worksheet"]

LINE_POINTS, MOST_POINTS = 14, 400


class Book(TextBook):
    """A workbook in memory that also writes points."""

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

    def fit(self, sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
        """Make a row high enough for its wrapped texts; programs differ in whether they do it themselves."""
        lines = max(
            sum(max(1, ceil(_width(line) / (width - 1))) for line in text.split("\n"))
            for text, width in zip(texts, widths, strict=False)
        )
        sheet.set_row(row, min(MOST_POINTS, lines * LINE_POINTS + 4))


def _width(text: str) -> int:
    """Columns a text takes: Chinese letters take two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
