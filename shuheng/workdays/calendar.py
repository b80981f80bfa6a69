"""Counting working days. Pure: no database, no clock; days come in as values."""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, timedelta

from shuheng.problems import Problem, ProblemsError

SATURDAY = 5
YEAR_UNKNOWN = "calendar-year-unknown"


class CalendarError(ProblemsError):
    """A year whose days off nobody has entered: working days in it cannot be counted, and are not guessed."""

    def __init__(self, year: int, known: Collection[int]) -> None:
        self.year = year
        super().__init__(
            [
                Problem(
                    YEAR_UNKNOWN,
                    f"{year} 年的放假安排还没有录入，不能计算这一年的工作日。已有：{spans(known)}。",
                    field=str(year),
                    hint=f"请在“工作日历”页面（/calendar/?year={year}）按国务院办公厅的通知录入后再试。",
                )
            ]
        )


class WorkdayCalendar:
    """Monday to Friday, except days off, and make-up days; only in the years it knows.

    A day that is in both lists is a working day: the later list wins, so give each day to one of them.
    """

    def __init__(
        self, *, holidays: Collection[date], workdays: Collection[date], years: Collection[int]
    ) -> None:
        self.holidays = frozenset(holidays)
        self.workdays = frozenset(workdays)
        self.known_years = tuple(sorted(set(years)))
        self.counted: dict[int, tuple[date, ...]] = {}

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day. `CalendarError` outside the known years."""
        self.check(day.year)
        return day in self.workdays or (day.weekday() < SATURDAY and day not in self.holidays)

    def days(self, year: int) -> tuple[date, ...]:
        """All working days of a known year, in order."""
        if year not in self.counted:
            self.check(year)
            first, end = date(year, 1, 1), date(year, 12, 31)
            every = (first + timedelta(n) for n in range((end - first).days + 1))
            self.counted[year] = tuple(day for day in every if self.is_workday(day))
        return self.counted[year]

    def add(self, day: date, number: int) -> date:
        """The number-th working day after that day, which does not count itself; 0 gives the day as it is."""
        if number < 0:
            raise ValueError(f"working days are counted forward, not {number}")
        self.check(day.year)
        if number == 0:
            return day
        year, wanted = day.year, number + bisect_right(self.days(day.year), day)
        while wanted > len(self.days(year)):
            wanted -= len(self.days(year))
            year += 1
        return self.days(year)[wanted - 1]

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` comes first (so many days over)."""
        if end < start:
            return -self.between(end, start)
        whole = sum(len(self.days(year)) for year in range(start.year, end.year))
        return whole + bisect_right(self.days(end.year), end) - bisect_right(self.days(start.year), start)

    def check(self, year: int) -> None:
        """`CalendarError` for a year that is not known."""
        if year not in self.known_years:
            raise CalendarError(year, self.known_years)


def spans(years: Collection[int]) -> str:
    """Years in words: 2004 至 2026 年、2028 年."""
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    said = (f"{first} 年" if first == last else f"{first} 至 {last} 年" for first, last in found)
    return "、".join(said) or "没有任何年份"
