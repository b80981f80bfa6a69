"""Which agencies fill a register, which periods it has, and which of them were closed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from shuheng.accounts.models import Agency
from shuheng.accounts.queries.resolve import in_force
from shuheng.registers.declare import Declaration, Period, due_on, filing_periods
from shuheng.registers.known import files
from shuheng.registers.models import RegisterClose
from shuheng.workdays.calendar import CalendarError, WorkdayCalendar

LOOK_BACK = dt.timedelta(days=3 * 366)


def filers(declaration: Declaration, agencies: Iterable[Agency], on: dt.date) -> list[Agency]:
    """Those of the agencies that fill the register, in force on the day."""
    return [one for one in agencies if files(declaration, one) and in_force(one, on)]


def recent_periods(declaration: Declaration, today: dt.date) -> tuple[Period, ...]:
    """The periods of the last three years up to the one that runs, latest first."""
    return filing_periods(declaration.frequency, Period(today - LOOK_BACK, today))[::-1]


def last_ended(declaration: Declaration, today: dt.date) -> Period:
    """The latest period that lies behind: the one that is due."""
    return next(one for one in recent_periods(declaration, today) if one.end < today)


def due_day(declaration: Declaration, period: Period, calendar: WorkdayCalendar) -> dt.date | None:
    """The last day on time; None where the calendar of its year has not been entered."""
    try:
        return due_on(declaration.due, period, calendar.add)
    except CalendarError:
        return None


def days_left(due: dt.date, today: dt.date, calendar: WorkdayCalendar) -> int | None:
    """Working days from today until the day, negative when it is over; None where the calendar cannot say."""
    try:
        return calendar.between(today, due)
    except CalendarError:
        return None


def closed_in(register: str, periods: Sequence[Period]) -> dict[tuple[int, Period], RegisterClose]:
    """The closes in force of these periods, by agency and period."""
    wanted = set(periods)
    closes = RegisterClose.objects.filter(
        register=register, reopened=None, start__in=[one.start for one in periods]
    )
    found = ((close, Period(close.start, close.end)) for close in closes)
    return {(close.agency_id, period): close for close, period in found if period in wanted}


def period_at(declaration: Declaration, start: dt.date | None, today: dt.date) -> Period:
    """The period that holds the day; the one that is due without a day."""
    if start is None:
        return last_ended(declaration, today)
    return filing_periods(declaration.frequency, Period(start, start))[0]
