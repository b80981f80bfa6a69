"""Plans: when runs start by themselves. `tick` is called often and starts each plan at most once a day.

A plan's day that is no working day moves to the next working day, of the next month if need be. A year whose calendar
nobody entered starts nothing: the plan says so.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from shuheng.accounts.models import Agency
from shuheng.audit.chain import record
from shuheng.catalogue.models import DataLibrary
from shuheng.problems import ProblemsError
from shuheng.quality.models import QualitySchedule, TableRun
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.orders import TableOrder
from shuheng.quality.tables.runs import start
from shuheng.quality.tables.terms import Rhythm
from shuheng.workdays.calendar import WorkdayCalendar
from shuheng.workdays.queries import calendar

TICK = "shuheng.quality.tables.schedules.tick"
TICK_NAME = "quality-schedules"
TICK_MINUTES = 15
MOST_DAY = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7, Rhythm.MONTHLY: 28}
LONGEST_HOLIDAY = 31
LONGEST_PROBLEM = 500


def plan(
    *, title: str, agency: Agency, library: DataLibrary | None, rhythm: Rhythm, day: int, actor: str
) -> QualitySchedule:
    """Set up a plan, and the tick that looks after all of them. ProblemsError for a day that the rhythm has not."""
    if not title.strip() or len(title) > 200 or not 1 <= day <= MOST_DAY[rhythm]:
        raise refused("schedule-form", field="day")
    with transaction.atomic():
        made = QualitySchedule.objects.create(
            title=title.strip(), agency=agency, library=library, rhythm=rhythm, day=day, actor=actor
        )
        Schedule.objects.get_or_create(
            name=TICK_NAME,
            defaults={"func": TICK, "schedule_type": Schedule.MINUTES, "minutes": TICK_MINUTES},
        )
        note(made, actor, "plan", {"title": made.title, "rhythm": rhythm.value, "day": day})
    return made


def switch(*, schedule: QualitySchedule, on: bool, actor: str) -> QualitySchedule:
    """Let a plan rest, or take it up again."""
    with transaction.atomic():
        if QualitySchedule.objects.filter(pk=schedule.pk, active=not on).update(active=on):
            note(schedule, actor, "switch", {"active": on})
    schedule.refresh_from_db()
    return schedule


def tick(today: date | None = None) -> int:
    """Start what is due; how many runs were started. Safe to call at any time, by several at once."""
    day = today or timezone.localdate()
    clock = calendar()
    due = QualitySchedule.objects.filter(active=True).exclude(last_day=day)
    return sum(started(one, day, clock) is not None for one in due.select_related("agency", "library"))


def started(schedule: QualitySchedule, today: date, clock: WorkdayCalendar) -> TableRun | None:
    """The run that the plan starts today; None where it is not its day or it could not start: the plan then says why."""
    try:
        if not is_due(schedule, today, clock):
            return None
        with transaction.atomic():
            claimed = QualitySchedule.objects.filter(pk=schedule.pk, active=True).exclude(last_day=today)
            if not claimed.update(last_day=today, last_problem=""):
                return None
            return start(order=order_of(schedule, today), actor=f"计划：{schedule.title}")
    except ProblemsError as error:
        told = str(error.problems[0])[:LONGEST_PROBLEM]
        QualitySchedule.objects.filter(pk=schedule.pk).update(last_problem=told)
        return None


def is_due(schedule: QualitySchedule, today: date, clock: WorkdayCalendar) -> bool:
    """Whether today is the working day on which the plan's newest day falls. `CalendarError` in an unknown year."""
    if not clock.is_workday(today):
        return False
    if schedule.rhythm == Rhythm.DAILY:
        return True
    named = today
    for _ in range(LONGEST_HOLIDAY):
        if is_named(schedule, named):
            return True
        named -= timedelta(1)
        if clock.is_workday(named):
            return False
    return False


def is_named(schedule: QualitySchedule, day: date) -> bool:
    """Whether the plan names this very day."""
    return schedule.day == (day.isoweekday() if schedule.rhythm == Rhythm.WEEKLY else day.day)


def order_of(schedule: QualitySchedule, today: date) -> TableOrder:
    """What the plan measures: its library's tables or all, of its agency and those below it."""
    if schedule.library is None:
        return TableOrder(today, agency=schedule.agency)
    below = Agency.objects.filter(path__startswith=schedule.agency.path).values_list("pk", flat=True)
    return TableOrder(today, library=schedule.library, within=tuple(below))


def note(schedule: QualitySchedule, actor: str, act: str, detail: dict[str, object]) -> None:
    """The row of the log for an act on this plan."""
    record(
        actor=actor,
        action=f"schedules.{act}",
        thing_type="QualitySchedule",
        thing_id=schedule.pk,
        detail=detail,
    )
