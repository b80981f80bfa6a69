"""One drawing, two grounds: coloured by the page's variables (light and dark), or in fixed colours for paper."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from shuheng.web import charts
from shuheng.web.components import Picture

LABEL = 30
SEPARATOR = "\t"
PAPER = "#ffffff"
SCALE = 2  # dots of the PNG per dot of the drawing


@dataclass(frozen=True)
class Drawing:
    """A chart, what it says in words, and its table with the exact figures."""

    title: str
    chart: charts.AnyChart
    alternative: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def picture(self) -> Picture:
        """For a page: inline SVG, the words for screen readers, the table under it."""
        return Picture(self.title, charts.svg(self.chart), self.alternative, self.heads, self.rows)

    def paper_svg(self) -> str:
        """For PDF: SVG in fixed colours on white."""
        return vl_convert.vegalite_to_svg(self._on_paper())

    def paper_png(self) -> bytes:
        """For Word: the same as PNG."""
        return vl_convert.vegalite_to_png(self._on_paper(), scale=SCALE)

    def _on_paper(self) -> dict[str, Any]:
        look = copy.deepcopy(charts.LOOK)
        look["background"] = PAPER
        specification: dict[str, Any] = self.chart.configure(**look).to_dict()
        return specification


def label(text: str, longest: int = LABEL) -> str:
    """A name as a chart can carry it: one line without control characters, cut where it is long."""
    clean = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def keyed(number: int, name: str) -> str:
    """The key of a line: lines keep their order, and two of one name stay two."""
    return f"{number:05d}{SEPARATOR}{label(name)}"


def named_axis(**more: Any) -> alt.Axis:
    """An axis that shows of each key its name only."""
    return alt.Axis(labelExpr=f"split(datum.value, '{SEPARATOR}')[1]", **more)


def told(parts: list[str], most: int = 40) -> str:
    """Parts in one line; past the bound it says how many more are in the table."""
    more = f"；其余 {len(parts) - most} 项见数据表" if len(parts) > most else ""
    return "；".join(parts[:most]) + more
