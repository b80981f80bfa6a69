"""Grids of shares: columns of a table by bands of rows, agencies by dimensions. Darker is worse; unknown is hatched."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import altair as alt

from shuheng.quality.pictures.drawing import Drawing, keyed, label, named_axis, told
from shuheng.quality.pictures.share import UNKNOWN, Share, total
from shuheng.web import charts

MOST_LINES = 60
CELL_HEIGHT, CELL_WIDTH = 22, 84
PALEST, DARKEST = 0.03, 0.6  # so pale and so dark that the figure in the cell stays readable on both grounds
FAULTY = charts.PALETTE[1]
Cells = Mapping[tuple[int, int], Share]


def share_grid(
    title: str,
    corner: str,
    names: Sequence[str],
    heads: Sequence[str],
    cells: Cells,
    *,
    shown: Sequence[int] | None = None,
) -> Drawing:
    """``cells`` by number of line and number of column; a missing one is unknown.

    ``shown`` are the lines that are drawn (None: the first ones); the table always has them all.
    """
    lines = list(shown if shown is not None else range(len(names)))[:MOST_LINES]
    rows = tuple(
        (name, *(cells.get((line, column), UNKNOWN).words for column in range(len(heads))))
        for line, name in enumerate(names)
    )
    parts = [f"{label(row[0])} {'，'.join(_said(heads, row))}" for row in rows]
    drawn = f"{title}{_bound(len(lines), len(names))}"
    return Drawing(
        drawn, _chart(lines, names, heads, cells), f"{drawn}：{told(parts, 20)}", (corner, *heads), rows
    )


def completeness_heat(
    columns: Sequence[str], bands: Sequence[str], cells: Cells, title: str = "完整性热力图"
) -> Drawing:
    """``columns`` of a table by ``bands`` of its rows: the filled cells of all. Drawn are the emptiest columns,
    in the order of the table."""
    worst = sorted(range(len(columns)), key=lambda line: _emptiness(line, len(bands), cells))[:MOST_LINES]
    return share_grid(title, "列", columns, bands, cells, shown=sorted(worst))


def agency_matrix(
    agencies: Sequence[str], dimensions: Sequence[str], cells: Cells, title: str = "单位 × 质量维度"
) -> Drawing:
    """``agencies`` by ``dimensions``: what held of what was checked."""
    return share_grid(title, "单位", agencies, dimensions, cells)


def _said(heads: Sequence[str], row: Sequence[str]) -> list[str]:
    return [f"{head} {words}" for head, words in zip(heads, row[1:], strict=True)]


def _bound(drawn: int, there: int) -> str:
    return f"（图中 {drawn} 行，共 {there:,} 行）" if drawn < there else ""


def _emptiness(line: int, bands: int, cells: Cells) -> tuple[bool, Fraction]:
    """Emptiest first, unknown last."""
    value = total(cells.get((line, band), UNKNOWN) for band in range(bands)).value
    return value is None, value if value is not None else Fraction(0)


def _chart(lines: Sequence[int], names: Sequence[str], heads: Sequence[str], cells: Cells) -> charts.AnyChart:
    values = [
        _mark(keyed(line, names[line]), keyed(column, head), cells.get((line, column), UNKNOWN))
        for line in lines
        for column, head in enumerate(heads)
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("line:N", title=None, axis=named_axis()),
        x=alt.X("column:N", title=None, axis=named_axis(orient="top", labelAngle=0, labelLimit=120)),
    )
    known = (
        base.transform_filter("datum.share !== null")
        .mark_rect(color=FAULTY, stroke=charts.LINE, strokeWidth=1)
        .encode(opacity=alt.Opacity("tint:Q", scale=None, legend=None))
    )
    unknown = base.transform_filter("datum.share === null").mark_rect(
        color=charts.UNKNOWN, opacity=0.35, stroke=charts.LINE, strokeWidth=1
    )
    texts = base.mark_text(fontSize=11, color=charts.TEXT).encode(text="text:N")
    return alt.layer(known, unknown, texts).properties(
        width=alt.Step(CELL_WIDTH), height=alt.Step(CELL_HEIGHT)
    )


def _mark(line: str, column: str, share: Share) -> dict[str, Any]:
    """A cell as drawn, tinted by the root of its faults so that few of them show; exact counts stand in the table."""
    value = share.value
    tint = PALEST + (DARKEST - PALEST) * math.sqrt(1 - value) if value is not None else None
    return {
        "line": line,
        "column": column,
        "share": float(value) if value is not None else None,
        "tint": tint,
        "text": share.percent,
    }
