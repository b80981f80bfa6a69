"""What probing says of agencies in a period, as counts for the metrics of C1-1, C2-3, D1-1 and D2-3 (Guangxi 2021).

A *check* is the final attempt of one visit. Callable are the outcomes passed, slow and odd: the clauses ask whether an
interface can be called. What could not be asked (a host that nobody allowed, say) is no check and stays unknown.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.quality.models import Outage, PlaceCheck, Probe, ProbedInterface
from shuheng.quality.probes.clock import is_overdue
from shuheng.quality.probes.terms import CALLABLE, COUNTED, ExcuseState, Outcome, Platform

Row = TypeVar("Row", bound=Model)
OURS = ("place-host", "place-folder", "secret-lost")  # place checks that say nothing about the agency


@dataclass(frozen=True, slots=True)
class ProbeCounts:
    """Counts of one period; None where nothing was found out.

    interfaces: registered (active, or checked in the period); probed: with at least one check; callable_now: whose last
    check found them callable; checks, passed (of them callable), call_failures (not), slow and odd (callable, but),
    unasked (attempts that could not be made); outages that began in the period, and of them: overdue (found failing
    after the working day; None where for one nobody can say, see outages_unknown), excused (overdue, reason accepted);
    without_volume_query: interfaces known to offer none that answers, with_volume_query, volume_unknown the others.
    """

    interfaces: int
    probed: int
    callable_now: int | None
    checks: int | None
    passed: int | None
    call_failures: int | None
    slow: int | None
    odd: int | None
    unasked: int
    outages: int | None
    outages_overdue: int | None
    outages_excused: int | None
    outages_unknown: int
    without_volume_query: int | None
    with_volume_query: int
    volume_unknown: int


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """Checks made, and those that found all in order; None where none was made."""

    checks: int | None
    passed: int | None


def probe_counts(
    agency_ids: Collection[int], platform: Platform, start: date, end: date, *, today: date | None = None
) -> ProbeCounts:
    """The counts for these agencies and those below them, from `start` to `end`, both included.

    `today` is the day as of which the clocks are read.
    """
    mine = ProbedInterface.objects.filter(agency__in=subtree(agency_ids), platform=platform)
    probes = within(Probe.objects.filter(interface__in=mine, final=True), "at", start, end)
    checked = list(
        probes.order_by("at", "pk").values_list("interface_id", "outcome", "volume", "volume_code")
    )
    counted = [row for row in checked if row[1] in COUNTED]
    outcomes = [row[1] for row in counted]
    last = {number: outcome for number, outcome, _, _ in counted}
    active = set(mine.filter(active=True).values_list("pk", flat=True)) | {row[0] for row in checked}
    known = bool(counted)
    tolled = outage_counts(mine, start, end, today or timezone.localdate()) if known else None
    volumes = volume_counts(mine.filter(pk__in=active), counted)
    return ProbeCounts(
        interfaces=len(active),
        probed=len(last),
        callable_now=sum(one in CALLABLE for one in last.values()) if known else None,
        checks=len(counted) if known else None,
        passed=sum(one in CALLABLE for one in outcomes) if known else None,
        call_failures=outcomes.count(Outcome.FAILED) if known else None,
        slow=outcomes.count(Outcome.SLOW) if known else None,
        odd=outcomes.count(Outcome.ODD) if known else None,
        unasked=len(checked) - len(counted),
        outages=tolled[0] if tolled else None,
        outages_overdue=tolled[1] if tolled and not tolled[3] else None,
        outages_excused=tolled[2] if tolled and not tolled[3] else None,
        outages_unknown=tolled[3] if tolled else 0,
        without_volume_query=volumes[0] if volumes[0] + volumes[1] else None,
        with_volume_query=volumes[1],
        volume_unknown=volumes[2],
    )


def outage_counts(
    mine: QuerySet[ProbedInterface], start: date, end: date, today: date
) -> tuple[int, int, int, int]:
    """Outages that began in the period; of them overdue; overdue and excused; of which nobody can say."""
    found = list(within(Outage.objects.filter(interface__in=mine), "began", start, end))
    verdicts = [(is_overdue(one, today), one.excuse_state) for one in found]
    overdue = [state for over, state in verdicts if over]
    unknown = sum(over is None and state != ExcuseState.ACCEPTED for over, state in verdicts)
    return len(found), len(overdue), overdue.count(ExcuseState.ACCEPTED), unknown


def volume_counts(
    interfaces: QuerySet[ProbedInterface], counted: Iterable[tuple[int, str, int | None, str]]
) -> tuple[int, int, int]:
    """Interfaces without a volume query that answers, with one, and those of which it is not known."""
    asked: set[int] = set()
    answered: set[int] = set()
    for number, _, volume, code in counted:
        if volume is not None:
            answered.add(number)
        elif code.startswith("volume-") and code not in {"volume-unasked", "volume-undeclared"}:
            asked.add(number)
    said = dict(interfaces.values_list("pk", "volume_query"))
    having = sum(number in answered for number in said)
    without = sum(
        number not in answered and (query is False or number in asked) for number, query in said.items()
    )
    return without, having, len(said) - having - without


def table_counts(agency_ids: Collection[int], start: date, end: date) -> CheckCounts:
    """Checks of agencies' databases in the period, for the tables of C2-3: a place that answers and lists its tables."""
    checks = PlaceCheck.objects.filter(place__agency__in=subtree(agency_ids))
    found = within(checks, "at", start, end).exclude(problem_code__in=OURS)
    codes = list(found.values_list("problem_code", flat=True))
    return CheckCounts(len(codes), codes.count("")) if codes else CheckCounts(None, None)


def subtree(agency_ids: Collection[int]) -> QuerySet[Agency]:
    """These agencies and all below them."""
    paths = Agency.objects.filter(pk__in=list(agency_ids)).values_list("path", flat=True)
    under = Q(pk__in=())
    for path in paths:
        under |= Q(path__startswith=path)
    return Agency.objects.filter(under)


def within(rows: QuerySet[Row], field: str, start: date, end: date) -> QuerySet[Row]:
    """Rows whose moment lies in these days."""
    return rows.filter(
        **{f"{field}__gte": midnight(start), f"{field}__lt": midnight(end + timedelta(days=1))}
    )


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
