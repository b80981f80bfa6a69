"""Periods of filing, and the last day on which a list is on time."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.registers.declare import Due, Frequency, Period, due_on, filing_periods
from shuheng.registers.declare.periods import MONTHS

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))


def skip_weekends(day: date, workdays: int) -> date:
    """A calendar without holidays."""
    while workdays:
        day += timedelta(1)
        workdays -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("frequency", "titles"),
    [
        ("yearly", ["2021年"]),
        ("half_yearly", ["2021年上半年", "2021年下半年"]),
        ("quarterly", [f"2021年第{number}季度" for number in (1, 2, 3, 4)]),
        ("monthly", [f"2021年{number}月" for number in range(1, 13)]),
    ],
)
def test_a_year_falls_into_its_periods(frequency: Frequency, titles: list[str]) -> None:
    assert [period.title for period in filing_periods(frequency, YEAR)] == titles


def test_periods_that_touch_are_taken_whole() -> None:
    within = Period(date(2020, 12, 31), date(2021, 4, 1))
    assert [period.title for period in filing_periods("quarterly", within)] == [
        "2020年第4季度",
        "2021年第1季度",
        "2021年第2季度",
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((2021, 1, 2), (2021, 12, 31)),
        ((2021, 4, 1), (2021, 9, 30)),
        ((2021, 2, 1), (2021, 4, 30)),
        ((2021, 1, 1), (2022, 12, 31)),
        ((2021, 1, 1), (2021, 1, 30)),
    ],
)
def test_another_period_is_called_by_its_days(start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    period = Period(date(*start), date(*end))
    assert period.title == f"{period.start.isoformat()} 至 {period.end.isoformat()}"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 800), st.sampled_from(sorted(MONTHS)))
def test_periods_cover_without_gap_or_overlap(start: date, days: int, frequency: Frequency) -> None:
    within = Period(start, start + timedelta(days))
    found = filing_periods(frequency, within)
    assert found[0].holds(within.start)
    assert found[-1].holds(within.end)
    assert all(before.end + timedelta(1) == after.start for before, after in itertools.pairwise(found))


def test_the_deadline_in_working_days_is_the_calendars() -> None:
    assert due_on(Due.model_construct(workdays=10), YEAR, skip_weekends) == date(2022, 1, 14)
    assert due_on(Due.model_construct(workdays=0), YEAR, skip_weekends) == date(2021, 12, 31)


def test_the_deadline_on_a_day_of_the_year() -> None:
    assert due_on(
        Due.model_construct(date=(3, 31), years_after=0, workdays=None), YEAR, skip_weekends
    ) == date(2021, 3, 31)
    later = Due.model_construct(date=(2, 29), years_after=1, workdays=None)
    assert due_on(later, YEAR, skip_weekends) == date(2022, 2, 28)
    assert due_on(later, Period(date(2023, 1, 1), date(2023, 12, 31)), skip_weekends) == date(2024, 2, 29)
