"""Issues of a month: what happened in it, and how they stood at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from shuheng.accounts.models import Agency
from shuheng.engines.measure.tables import TABLE_MEASURES
from shuheng.quality.issues.terms import Act, Severity
from shuheng.quality.models import IssueEvent, QualityIssue
from shuheng.quality.monthly.model import Issues, OverdueIssue
from shuheng.quality.monthly.month import Month
from shuheng.quality.monthly.results import in_month, start_of
from shuheng.workdays.calendar import CalendarError, WorkdayCalendar
from shuheng.workdays.queries import calendar

MOST_OVERDUE = 20
DECIDED = (Act.ACCEPTED, Act.RETURNED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency's issues on the last day of the month."""

    standing: int
    overdue: int


def issues_of(agency: Agency, month: Month, as_of: date) -> Issues:
    """All counts as they stood on a day of the month, and the issues that were overdue longest."""
    own = QualityIssue.objects.filter(agency__path__startswith=agency.path)
    then = standing(own, month)
    late = then.filter(due__lt=as_of)
    return Issues(
        opened=own.filter(opened__range=in_month(month)).count(),
        fixed=acted(own, month, Act.FIXED),
        excused=acted(own, month, Act.ACCEPTED),
        closed=own.filter(closed__range=in_month(month)).count(),
        standing=then.count(),
        overdue=late.count(),
        clockless=then.filter(due=None).count(),
        latest=_latest(late, as_of),
    )


def standing_by_agency(agency: Agency, month: Month, as_of: date) -> Mapping[int, Standing]:
    """By the number of the agency that answers."""
    own = QualityIssue.objects.filter(agency__path__startswith=agency.path)
    counted = (
        standing(own, month)
        .order_by()
        .values_list("agency_id")
        .annotate(all=Count("pk"), late=Count("pk", filter=Q(due__lt=as_of)))
    )
    return {number: Standing(every, late) for number, every, late in counted}


def standing(issues: QuerySet[QualityIssue], month: Month) -> QuerySet[QualityIssue]:
    """Those open at the end of the month: neither closed by then, nor with a reason that was taken by then."""
    decided = IssueEvent.objects.filter(
        issue=OuterRef("pk"), act__in=DECIDED, at__lt=start_of(month.after.first)
    )
    last_word = Coalesce(Subquery(decided.order_by("-pk").values("act")[:1]), Value(""))
    there = issues.filter(Q(closed=None) | Q(closed__gt=month.last), opened__lte=month.last)
    return there.alias(last_word=last_word).exclude(last_word=Act.ACCEPTED)


def acted(issues: QuerySet[QualityIssue], month: Month, act: Act) -> int:
    """Issues about which this was done in the month, each once."""
    done = IssueEvent.objects.filter(
        issue=OuterRef("pk"), act=act, at__gte=start_of(month.first), at__lt=start_of(month.after.first)
    )
    return issues.filter(Exists(done)).count()


def _latest(late: QuerySet[QualityIssue], as_of: date) -> tuple[OverdueIssue, ...]:
    clock = calendar()
    listed = late.order_by("due", "pk").values_list(
        "agency__name", "table__title", "column", "measure", "severity", "due"
    )
    return tuple(
        OverdueIssue(
            agency=agency,
            table=table,
            column=column,
            measure=TABLE_MEASURES[measure].title if measure in TABLE_MEASURES else measure,
            severity=Severity.titles()[severity],
            due=due,
            late=_late(clock, due, as_of),
        )
        for agency, table, column, measure, severity, due in listed[:MOST_OVERDUE]
        if due is not None
    )


def _late(clock: WorkdayCalendar, due: date, as_of: date) -> int | None:
    try:
        return clock.between(due, as_of)
    except CalendarError:
        return None
