"""What a cell looks like, for finding headers only: blank, number, date or text. Nothing is typed by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

SPACE = " \t\r\n\v\f\u00a0\u3000\ufeff\u200b\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
Kind = Literal["", "number", "date", "text"]
_NUMBER = re.compile(r"[+-]?[¥￥$€£]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?\s*[%‰]?")
_DATE = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?|月)?(?:[ T]\s*\d{1,2}:\d{2}.*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)
SHARE = 0.8


def blank(cell: str | None) -> bool:
    """Whether nothing but white space stands in the cell."""
    return cell is None or not cell.strip(SPACE)


def filled(cells: Iterable[str | None]) -> int:
    """How many cells hold something."""
    return sum(not blank(cell) for cell in cells)


def extent(cells: Sequence[str | None]) -> int:
    """How far the row reaches: the last filled cell, counted from 1."""
    end = len(cells)
    while end and blank(cells[end - 1]):
        end -= 1
    return end


def kind(cell: str | None) -> Kind:
    """The look of one cell."""
    text = (cell or "").strip(SPACE)
    if not text:
        return ""
    if any(character.isdigit() for character in text[:3]) or text[0] in "+-.¥￥$€£":
        if _DATE.fullmatch(text):
            return "date"
        if _NUMBER.fullmatch(text) and any(character.isdigit() for character in text):
            return "number"
    return "text"


def column_kind(cells: Iterable[str | None]) -> Kind:
    """The look of most cells of a column; text where none prevails, '' where all are blank."""
    kinds = [found for cell in cells if (found := kind(cell))]
    for candidate in ("number", "date"):
        if kinds and kinds.count(candidate) >= SHARE * len(kinds):
            return "number" if candidate == "number" else "date"
    return "text" if kinds else ""
