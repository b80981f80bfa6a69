"""Gather the month of an agency and all below it from what runs, issues, probes, draws and cleanings left behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from shuheng.accounts.models import Agency
from shuheng.engines.measure.tables import Dimension
from shuheng.quality.monthly.cleanings import cleaning_summary
from shuheng.quality.monthly.fingerprint import hashed
from shuheng.quality.monthly.interfaces import answered, answered_by_agency, interfaces_of
from shuheng.quality.monthly.issues import Standing, issues_of, standing_by_agency
from shuheng.quality.monthly.model import AgencyLine, MonthlyQuality, RunLine, Trend
from shuheng.quality.monthly.month import Month
from shuheng.quality.monthly.results import Chosen, Tables, chosen, tables_of
from shuheng.quality.monthly.samples import sampling_of
from shuheng.quality.monthly.sums import (
    by_dimension,
    by_measure,
    clean_tables,
    dimension_lines,
    extent,
    measure_lines,
)
from shuheng.quality.monthly.worst import worst_tables
from shuheng.quality.pictures import UNKNOWN, Share
from shuheng.quality.pictures.share import total

TREND_MONTHS = 6
NO_ISSUES = Standing(0, 0)


def monthly_quality(agency: Agency, month: Month, today: date) -> MonthlyQuality:
    """All that the monthly report says, as of the end of the month or of today; nothing is measured anew."""
    as_of = month.until(today)
    tables, results = tables_of(agency, month), chosen(agency, month)
    before = chosen(agency, month.before)
    now_measures, then_measures = by_measure(results), by_measure(before)
    now = shares(agency, month, results)
    then = shares(agency, month.before, before)
    cleaned = cleaning_summary(agency, month, today)
    known = {month: now, month.before: then}
    return MonthlyQuality(
        agency_code=agency.code,
        agency=agency.name,
        month=month,
        as_of=as_of,
        demo=tables.demo,
        extent=extent(tables, results),
        before=extent(tables_of(agency, month.before), before),
        dimensions=dimension_lines(now, then),
        measures=measure_lines(now_measures, then_measures),
        trend=trend(agency, month, known),
        worst=worst_tables(results, names_of(tables)),
        issues=issues_of(agency, month, as_of),
        interfaces=interfaces_of(agency, month, as_of),
        sampling=sampling_of(agency, month),
        cleaning=cleaned if cleaned.cleanings else None,
        agencies=agency_lines(agency, month, as_of, tables, results),
        runs=run_lines(results),
    )


Known = Mapping[Month, dict[Dimension, Share]]


def shares(agency: Agency, month: Month, results: Sequence[Chosen]) -> dict[Dimension, Share]:
    """By dimension; checks of interfaces count to accessibility."""
    found = by_dimension(by_measure(results))
    access = Dimension.ACCESSIBILITY
    return found | {access: total((found[access], answered(agency, month)))}


def trend(agency: Agency, month: Month, known: Known) -> Trend:
    """The dimensions of the last six months; None for a month in which nothing was measured or probed."""
    months = month.back(TREND_MONTHS)
    by_month = [_month(agency, one, known) for one in months]
    return Trend(
        months, tuple(tuple(shares[one] if shares else None for shares in by_month) for one in Dimension)
    )


def _month(agency: Agency, month: Month, known: Known) -> dict[Dimension, Share] | None:
    found = known[month] if month in known else shares(agency, month, chosen(agency, month))
    return found if any(share.known for share in found.values()) else None


def names_of(tables: Tables) -> dict[int, str]:
    """Names of the agencies that own these tables, in the order of the tree."""
    owners = set(tables.agency_of.values())
    return dict(Agency.objects.filter(pk__in=owners).order_by("path").values_list("pk", "name"))


def agency_lines(
    agency: Agency, month: Month, as_of: date, tables: Tables, results: Sequence[Chosen]
) -> tuple[AgencyLine, ...]:
    """Every agency with tables, interfaces or issues of its own, in the order of the tree."""
    measured: dict[int, list[Chosen]] = defaultdict(list)
    for one in results:
        measured[one.agency].append(one)
    owned: dict[int, int] = defaultdict(int)
    for owner in tables.agency_of.values():
        owned[owner] += 1
    issues, answers = standing_by_agency(agency, month, as_of), answered_by_agency(agency, month)
    there = Agency.objects.filter(pk__in={*owned, *issues, *answers}).order_by("path")
    return tuple(
        AgencyLine(
            code=one.code,
            name=one.name,
            tables=owned[one.pk],
            measured=len(measured[one.pk]),
            rows=sum(result.rows for result in measured[one.pk]),
            shares=tuple(
                answers.get(one.pk, UNKNOWN)
                if dimension is Dimension.ACCESSIBILITY
                else clean_tables(measured[one.pk], dimension)
                for dimension in Dimension
            ),
            standing=issues.get(one.pk, NO_ISSUES).standing,
            overdue=issues.get(one.pk, NO_ISSUES).overdue,
        )
        for one in there
    )


def run_lines(results: Sequence[Chosen]) -> tuple[RunLine, ...]:
    """The runs that the chosen results are of, newest first."""
    by_run: dict[int, list[Chosen]] = defaultdict(list)
    for one in results:
        by_run[one.run].append(one)
    return tuple(
        RunLine(
            number=number,
            title=found[0].run_title,
            as_of=found[0].as_of,
            tables=len(found),
            sample_every=found[0].every,
            fingerprint=hashed([[one.table, one.parquet, one.summary] for one in found]),
        )
        for number, found in sorted(by_run.items(), reverse=True)
    )
