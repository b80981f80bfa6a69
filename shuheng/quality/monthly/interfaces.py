"""How interfaces answered in a month: checks that could call them, of those that say anything; and their outages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from shuheng.accounts.models import Agency
from shuheng.quality.models import Outage, Probe
from shuheng.quality.monthly.model import InterfaceLine, Interfaces
from shuheng.quality.monthly.month import Month
from shuheng.quality.monthly.results import start_of
from shuheng.quality.pictures import UNKNOWN, Share
from shuheng.quality.pictures.share import total
from shuheng.quality.probes.terms import CALLABLE, COUNTED, ExcuseState

MOST_LINES = 40


def interfaces_of(agency: Agency, month: Month, as_of: date) -> Interfaces | None:
    """None where nothing was probed, or no probe says anything."""
    checks = _checks(agency, month)
    counted = list(
        checks.order_by()
        .values_list("interface_id", "interface__agency__name", "interface__title")
        .annotate(all=Count("pk"), passed=Count("pk", filter=Q(outcome__in=CALLABLE)))
    )
    if not counted:
        return None
    outages = list(_outages(agency, month))
    late = [one for one in outages if is_overdue(one, as_of)]
    down, over = Counter(one.interface_id for one in outages), Counter(one.interface_id for one in late)
    lines = [
        (number, InterfaceLine(owner, title, Share(passed, every), down[number], over[number]))
        for number, owner, title, every, passed in counted
    ]
    lines.sort(key=lambda line: (line[1].share.value or 0, line[0]))
    return Interfaces(
        interfaces=len(lines),
        share=total(line.share for _, line in lines),
        outages=len(outages),
        overdue=len(late),
        excused=sum(one.excuse_state == ExcuseState.ACCEPTED for one in outages),
        lines=tuple(line for _, line in lines[:MOST_LINES]),
    )


def answered(agency: Agency, month: Month) -> Share:
    """The checks of all interfaces together, for the dimension of accessibility; unknown where there were none."""
    counts = _checks(agency, month).aggregate(
        all=Count("pk"), passed=Count("pk", filter=Q(outcome__in=CALLABLE))
    )
    return Share(counts["passed"], counts["all"]) if counts["all"] else UNKNOWN


def answered_by_agency(agency: Agency, month: Month) -> Mapping[int, Share]:
    """The same by the number of the agency whose interfaces they are."""
    counted = (
        _checks(agency, month)
        .order_by()
        .values_list("interface__agency_id")
        .annotate(all=Count("pk"), passed=Count("pk", filter=Q(outcome__in=CALLABLE)))
    )
    return {number: Share(passed, every) for number, every, passed in counted}


def is_overdue(outage: Outage, as_of: date) -> bool:
    """Whether it lasted past its day, as seen at the end of a day; one whose reason was taken did not."""
    if outage.due is None or outage.excuse_state == ExcuseState.ACCEPTED:
        return False
    end = start_of(as_of + timedelta(days=1))
    until = min(outage.recovered, end) if outage.recovered is not None else end
    return until >= start_of(outage.due + timedelta(days=1)) and outage.due < as_of


def _checks(agency: Agency, month: Month) -> QuerySet[Probe]:
    return Probe.objects.filter(
        interface__agency__path__startswith=agency.path,
        final=True,
        outcome__in=COUNTED,
        at__gte=start_of(month.first),
        at__lt=start_of(month.after.first),
    )


def _outages(agency: Agency, month: Month) -> QuerySet[Outage]:
    """Those of which any part lies in the month."""
    return Outage.objects.filter(
        Q(recovered=None) | Q(recovered__gte=start_of(month.first)),
        interface__agency__path__startswith=agency.path,
        began__lt=start_of(month.after.first),
    )
