"""Shares over months: a line per series, told apart by colour and shape. A month that is unknown breaks the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from shuheng.quality.pictures.drawing import Drawing, label, told
from shuheng.quality.pictures.share import Share
from shuheng.web import charts

MOST_SERIES = len(charts.PALETTE)
WIDTH, HEIGHT = 620, 220
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "stroke")


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a share per time, in the order of the times; None where it was not measured."""

    name: str
    shares: tuple[Share | None, ...]


def share_trend(title: str, times: Sequence[str], series: Sequence[Series]) -> Drawing:
    """``times`` across (months as 2026-03); at most eight series are drawn, the table has them all."""
    rows = tuple((time, *(_words(one.shares[place]) for one in series)) for place, time in enumerate(times))
    parts = [f"{label(one.name)} {'，'.join(_steps(times, one))}" for one in series]
    return Drawing(
        title,
        _chart(times, series[:MOST_SERIES]),
        f"{title}：{told(parts, MOST_SERIES)}",
        ("时间", *(one.name for one in series)),
        rows,
    )


def _words(share: Share | None) -> str:
    return share.words if share is not None else "未计量"


def _steps(times: Sequence[str], one: Series) -> list[str]:
    return [
        f"{time} {share.percent}" for time, share in zip(times, one.shares, strict=True) if share is not None
    ]


def _chart(times: Sequence[str], series: Sequence[Series]) -> charts.AnyChart:
    names = [label(one.name) for one in series]
    colours = alt.Scale(domain=names, range=list(charts.PALETTE[: len(names)]))
    shapes = alt.Scale(domain=names, range=list(SHAPES[: len(names)]))
    legend = alt.Legend(title=None, orient="top")
    base = alt.Chart(alt.InlineData(values=_values(times, series))).encode(
        x=alt.X(
            "time:N", title=None, sort=None, scale=alt.Scale(domain=list(times)), axis=alt.Axis(labelAngle=0)
        ),
        y=alt.Y("share:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(format=".1%", grid=True)),
        color=alt.Color("series:N", scale=colours, legend=legend),
    )
    return alt.layer(
        base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains"),
        base.transform_filter("datum.share !== null")
        .mark_point(size=46, filled=True, opacity=1)
        .encode(shape=alt.Shape("series:N", scale=shapes, legend=legend)),
    ).properties(width=WIDTH, height=HEIGHT)


def _values(times: Sequence[str], series: Sequence[Series]) -> list[dict[str, Any]]:
    return [
        {
            "time": time,
            "series": label(one.name),
            "share": float(share.value) if share is not None and share.value is not None else None,
        }
        for one in series
        for time, share in zip(times, one.shares, strict=True)
    ]
