"""A report before it is Word or PDF: headings, words, tables and pictures in order. Both forms print all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuheng.quality.pictures import Drawing
from shuheng.reports.content import DEMO_WORDS

WIDTH = 261  # millimetres between the margins of A4 landscape
HEIGHT = 150  # of the tallest picture, so that heading and picture share a page
PICTURE_WIDTH = 200
MM_PER_DOT = 25.4 / 96
KEPT_WHOLE = 14  # lines of a table that is not worth a page break inside it


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section (level 1) or of a part of it (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a table: its title, its share of the width, and whether it holds numbers."""

    title: str
    weight: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts under its title; never empty (what is missing is said in words instead)."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def widths(self) -> tuple[float, ...]:
        """Of the columns, in millimetres."""
        whole = sum(head.weight for head in self.heads)
        return tuple(WIDTH * head.weight / whole for head in self.heads)

    @property
    def kept_whole(self) -> bool:
        """Whether it is small enough to stand on one page."""
        return sum(max(cell.count("\n") for cell in row) + 1 for row in self.rows) <= KEPT_WHOLE


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its title under it."""

    drawing: Drawing


Block = Heading | Words | Grid | Figure


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report. ``running`` stands on every page, ``foot`` before the page number."""

    title: str
    running: str
    demo: bool
    foot: str
    blocks: tuple[Block, ...]

    @property
    def mark(self) -> str:
        """What marks demonstration data on every page; empty for real data."""
        return DEMO_WORDS if self.demo else ""

    @property
    def sections(self) -> tuple[str, ...]:
        """The titles of its sections, for the contents."""
        return tuple(block.text for block in self.blocks if isinstance(block, Heading) and block.level == 1)


def grid_or_words(
    title: str, heads: Sequence[Head], rows: Sequence[tuple[str, ...]], *, empty: str
) -> tuple[Block, ...]:
    """The table, or a sentence where it has no rows."""
    return (Grid(title, tuple(heads), tuple(rows)),) if rows else (Words(empty),)


def fitted(width: float, height: float) -> tuple[float, float]:
    """The size in millimetres of a picture of so many dots: as drawn, smaller where the page asks for it."""
    scale = min(MM_PER_DOT, PICTURE_WIDTH / width, HEIGHT / height)
    return width * scale, height * scale
