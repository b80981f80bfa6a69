"""What the page of quality reports shows: whose and of which month, what there is, and the month at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from shuheng.accounts.models import Agency
from shuheng.quality.monthly.cleanings import cleaning_summary
from shuheng.quality.monthly.gather import monthly_quality
from shuheng.quality.monthly.model import CleaningSummary, MonthlyQuality
from shuheng.quality.monthly.month import Month
from shuheng.quality.monthly.results import results_of
from shuheng.quality.pictures import Series, agency_matrix, share_trend
from shuheng.quality.tables.terms import ResultState
from shuheng.reports.quality.forms import FORMS, KINDS
from shuheng.web.components import Figure, Picture

MONTHS = 12


@dataclass(frozen=True)
class Link:
    """One file to take away."""

    title: str
    link: str


@dataclass(frozen=True)
class MonthRow:
    """One month: how many tables were measured in it, its page, and its files by kind."""

    month: Month
    tables: int
    link: str
    files: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True)
class Glance:
    """The chosen month in a few figures and two pictures (None where there is nothing to draw)."""

    quality: MonthlyQuality
    figures: tuple[Figure, ...]
    trend: Picture | None
    matrix: Picture | None


@dataclass(frozen=True)
class ReportsPage:
    """``agency`` is None where there is none whose report the visitor may take; ``glance`` until a month is chosen."""

    agencies: tuple[Agency, ...]
    agency: Agency | None
    months: tuple[MonthRow, ...]
    month: Month | None
    glance: Glance | None
    problem: str = ""


def reports_page(
    agencies: tuple[Agency, ...], agency: Agency | None, month: Month | None, today: date, problem: str = ""
) -> ReportsPage:
    """The last twelve months of the agency, newest first, and the chosen one at a glance."""
    if agency is None:
        return ReportsPage(agencies, None, (), None, None, problem)
    months = tuple(month_row(agency, one) for one in reversed(Month.of(today).back(MONTHS)))
    glance = glance_at(agency, month, today) if month is not None else None
    return ReportsPage(agencies, agency, months, month, glance, problem)


def month_row(agency: Agency, month: Month) -> MonthRow:
    """Files can be made of every month: one without figures says so in them."""
    measured = results_of(agency, month).filter(state=ResultState.MEASURED)
    address = urlencode({"agency": agency.code, "month": str(month)})
    return MonthRow(
        month=month,
        tables=measured.order_by().values("table").distinct().count(),
        link=f"{reverse('quality-reports')}?{address}",
        files=tuple(
            (
                title,
                tuple(
                    Link(form.title, f"{reverse('quality-report', args=[kind, code])}?{address}")
                    for code, form in FORMS.items()
                ),
            )
            for kind, (title, _) in KINDS.items()
        ),
    )


def glance_at(agency: Agency, month: Month, today: date) -> Glance:
    """The same figures as in the report."""
    quality = monthly_quality(agency, month, today)
    cleaned = quality.cleaning or cleaning_summary(agency, month, today)
    return Glance(quality, figures_of(quality, cleaned), trend_of(quality), matrix_of(quality))


def figures_of(quality: MonthlyQuality, cleaned: CleaningSummary) -> tuple[Figure, ...]:
    """Cards: each dimension that is known, issues that stand, rows cleaned."""
    last = quality.as_of.isoformat()
    dimensions = tuple(
        Figure(
            one.title, one.share.percent, note=one.share.counts, state="" if one.share.known else "unknown"
        )
        for one in quality.dimensions
    )
    extent, issues = quality.extent, quality.issues
    return (
        Figure("已计量数据表", f"{extent.measured:,}", "张", f"在用 {extent.tables:,} 张"),
        *dimensions,
        Figure("待整改问题", f"{issues.standing:,}", "个", f"其中超期 {issues.overdue:,} 个", as_of=last),
        Figure("本月清洗发现异常", f"{cleaned.anomalies:,}", "处", f"应用清洗 {cleaned.cleanings:,} 次"),
    )


def trend_of(quality: MonthlyQuality) -> Picture | None:
    """The dimensions over the last months; None where none is known."""
    series = [
        Series(line.title, shares)
        for line, shares in zip(quality.dimensions, quality.trend.shares, strict=True)
        if any(share is not None and share.value is not None for share in shares)
    ]
    times = [str(one) for one in quality.trend.months]
    return share_trend("各维度合格率逐月变化", times, series).picture() if series else None


def matrix_of(quality: MonthlyQuality) -> Picture | None:
    """Agencies by dimensions; None where there are none."""
    if not quality.agencies:
        return None
    cells = {
        (line, column): share
        for line, one in enumerate(quality.agencies)
        for column, share in enumerate(one.shares)
    }
    titles = [one.title for one in quality.dimensions]
    names = [one.name for one in quality.agencies]
    return agency_matrix(names, titles, cells, "没有问题的数据表占比，按单位和维度").picture()
