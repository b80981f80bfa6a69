"""One measure over all agencies: what it counts, how each stands, how it moved from run to run."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure import Kind, Measure
from shuheng.quality.models import MeasuredAgency, MeasureFigure, MeasureRun
from shuheng.quality.queries.cells import PLAIN, Cell, cell_of
from shuheng.quality.queries.runs import readable, run_choices, scope_choices
from shuheng.web import charts
from shuheng.web.components import Choice, Picture

MOST_BARS, MOST_LINES, MOST_RUNS = 30, 12, 24
BAR_HEIGHT = 22


@dataclass(frozen=True)
class Standing:
    measured: MeasuredAgency
    cell: Cell


@dataclass(frozen=True)
class MeasurePage:
    measure: Measure
    run: MeasureRun
    scope: str
    rows: tuple[Standing, ...]
    picture: Picture | None
    trend: Picture | None
    scopes: tuple[Choice, ...]
    runs: tuple[Choice, ...]


def measure_page(measure: Measure, run: MeasureRun, scope: str, visitor: Visitor) -> MeasurePage:
    """Agencies that the visitor may see, those who stand highest first, the unknown last."""
    measured = readable(run.measured.select_related("agency"), visitor)
    figures = {one.agency_id: one for one in run.figures.filter(measure=measure.code, scope=scope)}
    rows = sorted(
        (Standing(one, cell_of(measure, figures.get(one.agency_id))) for one in measured),
        key=lambda row: (row.cell.value is None, -(row.cell.value or Fraction(0))),
    )
    address = {"run": str(run.pk), "scope": scope}
    return MeasurePage(
        measure=measure,
        run=run,
        scope=scope,
        rows=tuple(rows),
        picture=bars(measure, rows) if len(rows) > 1 else None,
        trend=trend(measure, scope, [one.measured.agency for one in rows[:MOST_LINES]]),
        scopes=scope_choices(scope, address),
        runs=run_choices(run, address),
    )


def is_share(measure: Measure) -> bool:
    return measure.kind is Kind.FLAG and measure.code != PLAIN


def drawn(value: Fraction, measure: Measure) -> float:
    """A number for drawing; what is read stands exact in the table."""
    return float(value * 100 if is_share(measure) else value)


def axis_title(measure: Measure) -> str:
    return "%" if is_share(measure) else ("族" if measure.kind is Kind.FAMILY else measure.unit)


def bars(measure: Measure, rows: Sequence[Standing]) -> Picture | None:
    known = [row for row in rows if row.cell.value is not None][:MOST_BARS]
    if not known:
        return None
    names = [row.measured.agency.name for row in known]
    values = [
        {"name": name, "value": drawn(row.cell.value or Fraction(0), measure)}
        for name, row in zip(names, known, strict=True)
    ]
    chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(height=14, color=charts.BASE)
        .encode(
            y=alt.Y("name:N", sort=names, title=None),
            x=alt.X("value:Q", title=axis_title(measure), axis=alt.Axis(tickCount=6)),
        )
        .properties(width=860, height=alt.Step(BAR_HEIGHT))
    )
    table = tuple(
        (name, row.cell.main, row.cell.ratio, str(row.cell.unknown))
        for name, row in zip(names, known, strict=True)
    )
    said = "；".join(f"{name} {row.cell.main}" for name, row in zip(names, known, strict=True))
    return Picture(
        measure.title,
        charts.svg(chart),
        f"{measure.title}：{said}",
        ("单位", "结果", "分子 / 分母", "未知"),
        table,
    )


def trend(measure: Measure, scope: str, agencies: Sequence[Agency]) -> Picture | None:
    """Small multiples, one per agency, over the days of measuring; None before there are two."""
    found = MeasureFigure.objects.filter(measure=measure.code, scope=scope, agency__in=agencies)
    days = {
        (one.run_id, one.agency_id): one.as_of for one in MeasuredAgency.objects.filter(agency__in=agencies)
    }
    latest: dict[tuple[str, str], Cell] = {}
    for figure in found.select_related("agency").order_by("run"):
        day = days[figure.run_id, figure.agency_id].isoformat()
        latest[figure.agency.name, day] = cell_of(measure, figure)
    points = {key: cell for key, cell in sorted(latest.items()) if cell.value is not None}
    if len({day for _, day in points}) < 2:
        return None
    values = [
        {"name": name, "day": day, "value": drawn(cell.value or Fraction(0), measure)}
        for (name, day), cell in points.items()
    ]
    order = [one.name for one in agencies]
    chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_line(point=True, color=charts.BASE)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%y-%m", tickCount=4)),
            y=alt.Y("value:Q", title=axis_title(measure), scale=alt.Scale(zero=False)),
        )
        .properties(width=170, height=90)
        .facet(alt.Facet("name:N", title=None, sort=order), columns=4, spacing=18)
    )
    rows = tuple((name, day, cell.main, cell.ratio) for (name, day), cell in points.items())
    title = f"{measure.title}的变化"
    words = "；".join(f"{name} {day} {cell.main}" for (name, day), cell in list(points.items())[:40])
    return Picture(
        title, charts.svg(chart), f"{title}：{words}", ("单位", "计量日期", "结果", "分子 / 分母"), rows
    )
