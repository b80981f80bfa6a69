"""A sheet of cells with its places: what every tabular file becomes before it is understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from shuheng.problems import Problem, Where

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` counts from 1 as the user's program shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """The cell at ``index`` from 0; an absent cell is the empty text."""
        return self.cells[index] if index < len(self.cells) else ""

    def text(self, index: int) -> str:
        """The cell as stripped text, for names and codes (numbers as Excel shows them)."""
        value = self.cell(index)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip()

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in the row."""
        return not any(str(cell).strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of an Excel workbook, or a CSV file (``sheet`` is then empty and columns have no letters)."""

    file: str
    sheet: str
    rows: tuple[Row, ...]

    def filled(self) -> Iterator[Row]:
        """The rows that hold something."""
        return (row for row in self.rows if not row.blank)

    def column_name(self, index: int, title: str = "") -> str:
        """How a message names a column: ``E 列“取值”`` in Excel, ``第 5 列“取值”`` in CSV."""
        name = f"{column_letters(index)} 列" if self.sheet else f"第 {index + 1} 列"
        return f"{name}“{title}”" if title else name

    def where(self, row: int, column: int, title: str = "") -> Where:
        """The place of a cell; ``column`` counts from 0."""
        field = self.column_name(column, title)
        return Where(file=self.file, sheet=self.sheet, row=row, column=column + 1, field=field)

    def problem(
        self,
        code: str,
        message: str,
        *,
        row: int = 0,
        column: int | None = None,
        title: str = "",
        allowed: tuple[str, ...] = (),
        hint: str = "",
    ) -> Problem:
        """A problem at a cell of this table; ``column`` counts from 0."""
        field = "" if column is None else self.column_name(column, title)
        number = 0 if column is None else column + 1
        return Problem(
            code, message, file=self.file, sheet=self.sheet, row=row, column=number, field=field,
            allowed=allowed, hint=hint,
        )  # fmt: skip


def column_letters(index: int) -> str:
    """``0`` -> ``A``, ``27`` -> ``AB``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """``A`` -> ``0``, ``AB`` -> ``27``."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
