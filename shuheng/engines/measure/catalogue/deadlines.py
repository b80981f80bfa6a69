"""When an entry is overdue: its promised cycle counted from its last update, with grace, working days where asked."""

import calendar
from bisect import bisect_right
from datetime import date, timedelta

from shuheng.engines.measure.parameters import Question
from shuheng.terms import UpdateCycle

DAYS = {
    UpdateCycle.REALTIME.value: 1,
    UpdateCycle.DAILY.value: 1,
    UpdateCycle.WEEKLY.value: 7,
    UpdateCycle.TEN_DAY.value: 11,  # the last 旬 of a month may have eleven days
}
MONTHS = {
    UpdateCycle.MONTHLY.value: 1,
    UpdateCycle.QUARTERLY.value: 3,
    UpdateCycle.HALF_YEARLY.value: 6,
    UpdateCycle.YEARLY.value: 12,
}
PROMISES = (*DAYS, *MONTHS)
LONGEST = timedelta(days=367)


def deadline(updated: date, cycle: str, question: Question) -> date:
    """The last day on which the next update is still on time.

    Days and months of the calendar; the 31st becomes the last day of a shorter month. With ``workdays`` a day's
    cycle ends with the next working day, and grace counts working days. KeyError for a cycle without promise.
    """
    if cycle in MONTHS:
        due = add_months(updated, MONTHS[cycle])
    elif DAYS[cycle] == 1:
        due = later(updated, 1, question)
    else:
        due = add_days(updated, DAYS[cycle])
    return later(due, question.parameters.grace_days, question)


def later(day: date, number: int, question: Question) -> date:
    """So many days later; working days where a calendar is given. Past the end of the calendar: far away."""
    workdays = question.parameters.workdays
    if workdays is None or number == 0:
        return add_days(day, number)
    place = bisect_right(workdays, day) + number - 1
    return workdays[place] if place < len(workdays) else date.max


def add_days(day: date, number: int) -> date:
    """So many days later, at most the last day there is."""
    return date.max if (date.max - day).days < number else day + timedelta(days=number)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def oldest_on_time(cycle: str, question: Question) -> date:
    """The oldest update that is still on time on the day of measuring; a later update is on time as well."""
    grace = timedelta(days=3 * question.parameters.grace_days + 30)
    newest = question.as_of
    low = max(newest.toordinal() - (LONGEST + grace).days, 1)
    high = newest.toordinal()
    while low < high:
        middle = (low + high) // 2
        if deadline(date.fromordinal(middle), cycle, question) >= newest:
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(high)
