"""Which interfaces are due to be probed today, and the round over them."""

from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django_q.models import Schedule

from shuheng.quality.models import Outage, ProbedInterface, ProbeRun
from shuheng.quality.probes.runs import open_run
from shuheng.quality.probes.terms import Rhythm, RunReason
from shuheng.workdays.calendar import CalendarError
from shuheng.workdays.queries import calendar

WEEK = timedelta(days=7)
TICK = "shuheng.quality.probes.schedule.tick"
TICK_NAME = "interface-probes"
TICK_MINUTES = 30
OFFICE_OPENS = 9  # the hour, in Shanghai, from which interfaces are probed
ACTOR = "系统（按周期）"


def look_after_all() -> None:
    """Have `tick` called every half hour; done once, with the first interface."""
    Schedule.objects.get_or_create(
        name=TICK_NAME, defaults={"func": TICK, "schedule_type": Schedule.MINUTES, "minutes": TICK_MINUTES}
    )


def tick(now: datetime | None = None) -> int | None:
    """Start what is due in office hours; the number of the round. Safe to call at any time."""
    moment = timezone.localtime(now or timezone.now())
    run = probe_due(actor=ACTOR, today=moment.date()) if moment.hour >= OFFICE_OPENS else None
    return run.pk if run else None


def due_interfaces(today: date) -> list[ProbedInterface]:
    """Those whose last check is long enough ago, and those that are down and were not checked today.

    On days off nothing is due. In a year without a calendar Monday to Friday are taken: a check too many does no harm.
    """
    try:
        works = calendar().is_workday(today)
    except CalendarError:
        works = today.weekday() < 5
    if not works:
        return []
    down = set(Outage.objects.filter(recovered=None).values_list("interface_id", flat=True))
    active = ProbedInterface.objects.filter(active=True)
    last = dict(active.filter(probes__final=True).annotate(last=Max("probes__at")).values_list("pk", "last"))
    days = {pk: timezone.localdate(at) for pk, at in last.items() if at is not None}
    return [one for one in active if is_due(one, days.get(one.pk), today, down=one.pk in down)]


def is_due(one: ProbedInterface, last: date | None, today: date, *, down: bool) -> bool:
    """Whether an interface is to be checked today, by its rhythm and its last check."""
    if last is None or down:
        return last is None or last < today
    if one.rhythm == Rhythm.DAILY:
        return last < today
    if one.rhythm == Rhythm.WEEKLY:
        return today - last >= WEEK
    return (last.year, last.month) < (today.year, today.month)


def probe_due(*, actor: str, today: date | None = None) -> ProbeRun | None:
    """Start the round over what is due; None where nothing is, or a round by schedule is still under way."""
    day = today or timezone.localdate()
    under_way = ProbeRun.objects.filter(reason=RunReason.SCHEDULE, finished=None)
    if any(run.job is not None and not run.job.ended for run in under_way.select_related("job")):
        return None
    due = due_interfaces(day)
    if not due:
        return None
    return open_run(interfaces=due, title=f"{day.isoformat()} 按周期", actor=actor, reason=RunReason.SCHEDULE)
