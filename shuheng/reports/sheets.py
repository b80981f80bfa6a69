"""An official form before it is Word or PDF: titles, lines, tables and page breaks in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """A centred title line; ``size`` in points."""

    text: str
    size: int = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A line of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in millimetres, whether its cells are centred, and whether
    neighbouring cells that say the same become one."""

    head: str
    width: float
    centred: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; a line break in a text begins a new paragraph of its cell."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Break:
    """A new page begins."""


Piece = Title | Line | Table | Break


def merge(rows: Sequence[Sequence[str]], index: int, number: int) -> str:
    """Whether a cell begins a run of the same text (``restart``), goes on with one (``continue``), or stands alone
    (the empty text); empty cells stand alone.

    Cells run on only while the columns to their left do, so that two groups with one title stay apart.
    """
    own = rows[index][: number + 1]
    if not own[-1]:
        return ""
    if index and list(rows[index - 1][: number + 1]) == list(own):
        return "continue"
    follows = index + 1 < len(rows) and list(rows[index + 1][: number + 1]) == list(own)
    return "restart" if follows else ""
