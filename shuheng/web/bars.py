"""The one chart of points: a bar per line, laid end to end as base, bonus, taken away and unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt

from shuheng.engines.rubric.exact import show
from shuheng.web import charts
from shuheng.web.components import Bar, Picture

KINDS = {
    "base": ("基础得分（已减扣分）", charts.BASE),
    "bonus": ("加分", charts.BONUS),
    "taken": ("被扣的分", charts.TAKEN),
    "unknown": ("未知", charts.UNKNOWN),
}
LINE_HEIGHT = 24


@dataclass(frozen=True)
class Line:
    """One bar: its name, its panel (for small multiples), and its points."""

    name: str
    bar: Bar
    panel: str = ""


def bars_picture(title: str, lines: Sequence[Line], *, width: int = 860) -> Picture:
    """Bars under one another on one scale."""
    return Picture(title, charts.svg(drawing(lines, width)), alternative(title, lines), HEADS, table(lines))


def panels_picture(title: str, lines: Sequence[Line], *, width: int = 150, columns: int = 4) -> Picture:
    """Small multiples: one panel per group, the same agencies in each, each panel on its own scale."""
    chart = drawing(lines, width)
    order = list(dict.fromkeys(line.panel for line in lines))
    facets = chart.facet(
        alt.Facet("panel:N", title=None, sort=order, header=alt.Header(labelAnchor="start")),
        columns=columns,
        spacing=18,
    ).resolve_scale(x="independent")
    heads = ("单位", "指标组", *HEADS[1:])
    rows = tuple((row[0], line.panel, *row[1:]) for line, row in zip(lines, table(lines), strict=True))
    return Picture(title, charts.svg(facets), alternative(title, lines), heads, rows)


HEADS = ("名称", "最低", "最高", "其中加分", "被扣", "满分")


def table(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (line.name, *(show(value) for value in (bar.low, bar.high, bar.bonus, bar.deduction, bar.top)))
        for line in lines
        for bar in [line.bar]
    )


def alternative(title: str, lines: Sequence[Line]) -> str:
    """What the picture says, in words."""
    said = [f"{line.panel} {line.name} {score_words(line.bar)}".strip() for line in lines[:40]]
    more = f"，其余 {len(lines) - 40} 条见数据表" if len(lines) > 40 else ""
    return f"{title}：{'；'.join(said)}{more}"


def score_words(bar: Bar) -> str:
    if bar.low == bar.high:
        return f"{show(bar.low)} 分"
    return f"{show(bar.low)} 至 {show(bar.high)} 分（有未知的指标值）"


def drawing(lines: Sequence[Line], width: int) -> alt.Chart:
    values = [value for line in lines for value in marks(line)]
    order = list(dict.fromkeys(line.name for line in lines))
    used = [kind for kind in KINDS if any(value["kind"] == KINDS[kind][0] for value in values)]
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=[KINDS[kind][0] for kind in used], range=[KINDS[kind][1] for kind in used]),
        legend=alt.Legend(orient="top", symbolType="square"),
    )
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(height=14)
        .encode(
            y=alt.Y("name:N", sort=order, title=None),
            x=alt.X("start:Q", title="得分", axis=alt.Axis(tickCount=6)),
            x2="end:Q",
            color=colour,
        )
        .properties(width=width, height=alt.Step(LINE_HEIGHT))
    )
    return chart


def marks(line: Line) -> list[dict[str, object]]:
    """Segments as numbers for drawing; figures in texts and tables stay exact."""
    found: list[dict[str, object]] = []
    at = Fraction(0)
    for kind, length in line.bar.lengths:
        end = at + length
        found.append(
            {
                "name": line.name,
                "panel": line.panel,
                "kind": KINDS[kind][0],
                "start": float(at),
                "end": float(end),
            }
        )
        at = end
    return found
