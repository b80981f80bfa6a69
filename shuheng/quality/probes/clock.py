"""The clock of an outage: one working day from the notice, and what may be said of it (Guangxi C2-3, deductions 1)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from shuheng.quality.models import Outage
from shuheng.workdays.calendar import CalendarError, WorkdayCalendar

WORKDAYS = 1


def due_after(told: datetime, calendar: WorkdayCalendar) -> date | None:
    """The last day for recovery; None where nobody entered the year's days off."""
    try:
        return calendar.add(timezone.localdate(told), WORKDAYS)
    except CalendarError:
        return None


def is_overdue(outage: Outage, today: date) -> bool | None:
    """Whether it was found failing after its last day; None where nobody can say.

    The clause counts what a check finds. Found failing after that day: yes. Recovered without such a finding, or the
    day not over yet: no. Not recovered, the day over and no check since, or no such day known: unknown.
    """
    if outage.due is None:
        return None
    if timezone.localdate(outage.last_failure) > outage.due:
        return True
    return False if outage.recovered is not None or today <= outage.due else None


@dataclass(frozen=True)
class Clock:
    """What a page shows: `kind` is a state of the components, `words` says how long is left or over."""

    kind: str
    words: str


def clock_of(outage: Outage, today: date, calendar: WorkdayCalendar) -> Clock:
    """The clock as it stands today."""
    over = is_overdue(outage, today)
    if outage.due is None:
        return Clock("unknown", "期限未知：这一年的放假安排还没有录入")
    if outage.recovered is not None:
        return (
            Clock("warn", "已恢复，曾逾期")
            if over
            else Clock("good", recovery_words(outage.recovered, outage.due))
        )
    if over:
        return Clock("bad", f"逾期 {days_over(outage.due, today, calendar)}".strip())
    if over is None:
        return Clock("unknown", "期限已过，之后还没有探测")
    return Clock("warn", "今天到期" if today == outage.due else "未到期")


def recovery_words(recovered: datetime, due: date) -> str:
    """Found back within the time; or found back later, with no check in between that found it failing."""
    return "按期恢复" if timezone.localdate(recovered) <= due else "已恢复，未见逾期"


def days_over(due: date, today: date, calendar: WorkdayCalendar) -> str:
    """So many working days; nothing where the calendar ends before today."""
    try:
        return f"{calendar.between(due, today)} 个工作日"
    except CalendarError:
        return ""
