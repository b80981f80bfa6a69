"""Counting working days, against the State Council's notices and against counting one day at a time."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.workdays.calendar import CalendarError, WorkdayCalendar, spans
from shuheng.workdays.official import HOLIDAYS, NAMES, SPECIAL, WORKDAYS, YEARS

OFFICIAL = WorkdayCalendar(holidays=HOLIDAYS, workdays=WORKDAYS, years=YEARS)
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))
DAY = timedelta(1)


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_day_is_as_the_notice_says(shared: Path, year: int) -> None:
    """The notice of one year may speak of the last days of the year before."""
    said: dict[date, bool] = {}
    for one in (year, year + 1):
        file = shared / f"data/calendar/holiday_cn/{one}.json"
        days = json.loads(file.read_text(encoding="utf-8"))["days"]
        said |= {date.fromisoformat(day["date"]): not day["isOffDay"] for day in days}
    first = date(year, 1, 1)
    every = [first + timedelta(n) for n in range(366) if (first + timedelta(n)).year == year]
    differ = [day for day in every if OFFICIAL.is_workday(day) != said.get(day, day.weekday() < 5)]
    assert differ == []


def test_the_year_with_an_empty_notice_is_not_known(shared: Path) -> None:
    notice = json.loads((shared / "data/calendar/holiday_cn/2027.json").read_text(encoding="utf-8"))
    assert notice["days"] == []
    with pytest.raises(CalendarError):
        OFFICIAL.is_workday(date(2027, 1, 4))


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2021, 9, 30), 1, date(2021, 10, 8)),  # the week off at the start of October
        (date(2021, 10, 8), 1, date(2021, 10, 9)),  # a Saturday that is worked
        (date(2021, 10, 7), 3, date(2021, 10, 11)),
        (date(2021, 12, 31), 1, date(2022, 1, 4)),
        (date(2021, 3, 5), 0, date(2021, 3, 5)),
        (date(2021, 3, 6), 0, date(2021, 3, 6)),
        (date(2022, 12, 30), 249 + 1, date(2024, 1, 2)),  # the whole of 2023, and one
    ],
)
def test_the_nth_working_day(start: date, number: int, end: date) -> None:
    assert OFFICIAL.add(start, number) == end


def test_the_days_between() -> None:
    assert OFFICIAL.between(date(2021, 9, 30), date(2021, 10, 9)) == 2
    assert OFFICIAL.between(date(2021, 10, 9), date(2021, 9, 30)) == -2
    assert OFFICIAL.between(date(2021, 10, 1), date(2021, 10, 7)) == 0
    assert [len(OFFICIAL.days(year)) for year in (2021, 2023, 2024)] == [250, 249, 251]


@given(DAYS, DAYS)
def test_between_is_counting_one_day_at_a_time(one: date, other: date) -> None:
    start, end = sorted((one, other))
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    counted = sum(OFFICIAL.is_workday(day) for day in days)
    assert OFFICIAL.between(start, end) == counted
    assert OFFICIAL.between(end, start) == -counted


@given(st.dates(date(2004, 1, 1), date(2020, 12, 31)), st.integers(1, 1200))
def test_adding_gives_a_working_day_so_many_on(start: date, number: int) -> None:
    end = OFFICIAL.add(start, number)
    assert OFFICIAL.is_workday(end)
    assert OFFICIAL.between(start, end) == number
    assert OFFICIAL.between(start, end - DAY) == number - 1


@pytest.mark.parametrize(
    ("count", "year"),
    [
        (lambda: OFFICIAL.is_workday(date(2027, 1, 1)), 2027),
        (lambda: OFFICIAL.add(date(2026, 12, 31), 1), 2027),
        (lambda: OFFICIAL.add(date(2027, 1, 1), 0), 2027),
        (lambda: OFFICIAL.between(date(2026, 1, 1), date(2028, 1, 1)), 2027),
        (lambda: OFFICIAL.between(date(2003, 1, 1), date(2003, 1, 1)), 2003),
        (lambda: OFFICIAL.days(2003), 2003),
        (lambda: OFFICIAL.add(date(2004, 1, 1), 10**6), 2027),
    ],
)
def test_a_year_that_nobody_entered_is_refused_in_words(count: object, year: int) -> None:
    assert callable(count)
    with pytest.raises(CalendarError) as refused:
        count()
    problem = refused.value.problems[0]
    assert (problem.code, refused.value.year) == ("calendar-year-unknown", year)
    assert f"{year} 年的放假安排还没有录入" in problem.message
    assert "2004 至 2026 年" in problem.message
    assert f"/calendar/?year={year}" in problem.hint


def test_days_are_counted_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        OFFICIAL.add(date(2021, 1, 1), -1)


def test_a_gap_between_known_years_is_not_bridged() -> None:
    patchy = WorkdayCalendar(holidays=[], workdays=[], years=[2020, 2022])
    assert patchy.known_years == (2020, 2022)
    with pytest.raises(CalendarError, match="2020 年、2022 年"):
        patchy.between(date(2020, 6, 1), date(2022, 6, 1))


@pytest.mark.parametrize(
    ("years", "words"),
    [((), "没有任何年份"), ((2020,), "2020 年"), ((2021, 2020, 2023), "2020 至 2021 年、2023 年")],
)
def test_years_in_words(years: tuple[int, ...], words: str) -> None:
    assert spans(years) == words


def test_every_name_that_comes_with_the_program_is_chinese() -> None:
    assert {day.name for day in SPECIAL.values()} <= set(NAMES.values())
    assert not HOLIDAYS.keys() & WORKDAYS.keys()
