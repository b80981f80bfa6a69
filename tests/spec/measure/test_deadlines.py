"""Promised cycles in days and months of the calendar, grace, working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.measure import Parameters, Question
from shuheng.engines.measure.catalogue.deadlines import PROMISES, add_months, deadline, oldest_on_time

WEEKDAYS = tuple(
    day for number in range(1200) if (day := date(2021, 1, 1) + timedelta(days=number)).weekday() < 5
)


def asked(
    as_of: date = date(2023, 6, 30), grace: int = 0, workdays: tuple[date, ...] | None = None
) -> Question:
    return Question(as_of, None, Parameters(grace_days=grace, workdays=workdays))


@pytest.mark.parametrize(
    ("updated", "cycle", "last"),
    [
        (date(2023, 1, 31), "monthly", date(2023, 2, 28)),
        (date(2024, 1, 31), "monthly", date(2024, 2, 29)),
        (date(2023, 8, 31), "half_yearly", date(2024, 2, 29)),
        (date(2023, 11, 30), "quarterly", date(2024, 2, 29)),
        (date(2024, 2, 29), "yearly", date(2025, 2, 28)),
        (date(2023, 6, 1), "weekly", date(2023, 6, 8)),
        (date(2023, 6, 20), "ten_day", date(2023, 7, 1)),
        (date(2023, 12, 31), "daily", date(2024, 1, 1)),
        (date(2023, 12, 31), "realtime", date(2024, 1, 1)),
    ],
)
def test_the_last_day_of_a_cycle(updated: date, cycle: str, last: date) -> None:
    assert deadline(updated, cycle, asked()) == last


def test_a_cycle_without_promise_has_no_last_day() -> None:
    with pytest.raises(KeyError, match="irregular"):
        deadline(date(2023, 1, 1), "irregular", asked())


def test_grace_is_added_in_days_or_in_working_days() -> None:
    friday = date(2023, 6, 2)
    assert deadline(friday, "weekly", asked(grace=3)) == date(2023, 6, 12)
    assert deadline(friday, "weekly", asked(grace=3, workdays=WEEKDAYS)) == date(2023, 6, 14)
    assert deadline(friday, "daily", asked(workdays=WEEKDAYS)) == date(2023, 6, 5)
    assert deadline(WEEKDAYS[-1], "daily", asked(workdays=WEEKDAYS)) == date.max


def test_the_end_of_time_is_no_mistake() -> None:
    assert add_months(date(9999, 12, 1), 1) == date.max
    assert deadline(date.max, "weekly", asked()) == date.max
    assert oldest_on_time("yearly", asked(date(1, 3, 1))) == date.min


@given(
    as_of=st.dates(date(2022, 6, 1), date(2023, 12, 31)),
    cycle=st.sampled_from(PROMISES),
    grace=st.integers(0, 20),
    worked=st.booleans(),
)
def test_the_oldest_update_on_time_parts_the_late_from_the_rest(
    as_of: date, cycle: str, grace: int, worked: bool
) -> None:
    question = asked(as_of, grace, WEEKDAYS if worked else None)
    oldest = oldest_on_time(cycle, question)
    days = [as_of - timedelta(days=number) for number in range(520)]
    assert [day >= oldest for day in days] == [deadline(day, cycle, question) >= as_of for day in days]
