"""Shares as bars on one scale from 0 to 100%: conformity by column, availability by interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt

from shuheng.quality.pictures.drawing import Drawing, keyed, label, named_axis, told
from shuheng.quality.pictures.share import Share
from shuheng.web import charts

MOST_BARS = 40
BAR_HEIGHT = 22
WIDTH = 460


@dataclass(frozen=True, slots=True)
class Named:
    """One bar; ``note`` is a word beside its name in the table (the role of a column, say)."""

    name: str
    share: Share
    note: str = ""


def share_bars(
    title: str, corner: str, lines: Sequence[Named], *, note_head: str = "", value_head: str = "合格率"
) -> Drawing:
    """A bar per line, in the order given; of more than can be seen, the lowest. The table has them all."""
    drawn = _drawn(lines)
    bound = f"（图中为最低的 {len(drawn)} 项，共 {len(lines):,} 项）" if len(drawn) < len(lines) else ""
    heads = (corner, *((note_head,) if note_head else ()), value_head, "数量", "全数")
    return Drawing(
        f"{title}{bound}",
        _chart(drawn),
        f"{title}{bound}：{told([f'{label(one.name)} {one.share.words}' for one in lines])}",
        heads,
        tuple(_row(one, noted=bool(note_head)) for one in lines),
    )


def _drawn(lines: Sequence[Named]) -> list[Named]:
    if len(lines) <= MOST_BARS:
        return list(lines)
    return sorted(lines, key=_goodness)[:MOST_BARS]


def _goodness(line: Named) -> tuple[bool, Fraction]:
    value = line.share.value
    return value is None, value if value is not None else Fraction(0)


def _row(line: Named, *, noted: bool) -> tuple[str, ...]:
    share = line.share
    counts = (f"{share.good:,}", f"{share.whole:,}") if share.known else (share.percent, share.percent)
    return (line.name, *((line.note,) if noted else ()), share.percent, *counts)


def _chart(lines: Sequence[Named]) -> charts.AnyChart:
    values = [
        {
            "line": keyed(number, one.name),
            "share": float(one.share.value) if one.share.value is not None else None,
            "text": one.share.percent,
            "end": float(one.share.value or 0),
        }
        for number, one in enumerate(lines)
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(y=alt.Y("line:N", title=None, axis=named_axis()))
    scale = alt.Scale(domain=[0, 1])
    known = base.transform_filter("datum.share !== null").mark_bar(height=12, color=charts.BASE)
    unknown = base.transform_filter("datum.share === null").mark_bar(
        height=12, color=charts.UNKNOWN, opacity=0.35
    )
    texts = base.mark_text(align="left", dx=5, fontSize=11, color=charts.TEXT).encode(
        x=alt.X("end:Q", scale=scale), text="text:N"
    )
    axis = alt.Axis(format="%", tickCount=5)
    return alt.layer(
        known.encode(x=alt.X("share:Q", title=None, scale=scale, axis=axis)),
        unknown.encode(x=alt.datum(1, scale=scale)),
        texts,
    ).properties(width=WIDTH, height=alt.Step(BAR_HEIGHT))
