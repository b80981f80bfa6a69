"""Periods of time: the one a metric is asked about, and those a register is filled for."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from shuheng.registers.declare.shapes import Due, Frequency

MONTHS: dict[Frequency, int] = {"yearly": 12, "half_yearly": 6, "quarterly": 3, "monthly": 1}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both days included."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day <= self.end

    @property
    def title(self) -> str:
        """How a person calls it: 2021年, 2021年上半年, 2021年第2季度, 2021年6月, or its two days."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        whole = self.start.day == 1 and (self.end + timedelta(days=1)).day == 1
        year, first = self.start.year, self.start.month - 1
        if whole and first % 12 == 0 and months == 12:
            return f"{year}年"
        if whole and months == 6 and first % 6 == 0:
            return f"{year}年{'下' if first else '上'}半年"
        if whole and months == 3 and first % 3 == 0:
            return f"{year}年第{first // 3 + 1}季度"
        if whole and months == 1:
            return f"{year}年{first + 1}月"
        return f"{self.start.isoformat()} 至 {self.end.isoformat()}"


def filing_periods(frequency: Frequency, within: Period) -> tuple[Period, ...]:
    """The periods of a register, whole months of the calendar, that touch `within`, earliest first."""
    months = MONTHS[frequency]
    year, month = within.start.year, (within.start.month - 1) // months * months + 1
    found: list[Period] = []
    while date(year, month, 1) <= within.end:
        last = month + months - 1
        found.append(Period(date(year, month, 1), date(year, last, monthrange(year, last)[1])))
        year, month = (year + 1, 1) if last == 12 else (year, last + 1)
    return tuple(found)


def due_on(due: Due, period: Period, add_workdays: Callable[[date, int], date]) -> date:
    """The last day on which a period's list is on time.

    `add_workdays` is the calendar's own count of working days (its error for a year without a calendar passes on).
    A 29 February that its year does not have is the 28th.
    """
    if due.workdays is not None:
        return add_workdays(period.end, due.workdays)
    month, day = due.date or (12, 31)
    year = period.end.year + due.years_after
    return date(year, month, min(day, monthrange(year, month)[1]))
