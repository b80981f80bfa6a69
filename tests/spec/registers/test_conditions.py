"""Conditions answer yes, no or unknown; a day that is not filled in has not come."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.registers.declare import Period, Row, fulfils
from shuheng.registers.declare.conditions import every, some
from shuheng.registers.declare.shapes import Condition
from tests.spec.registers.halls import hall, halls

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
ANSWERS = st.lists(st.sampled_from([True, False, None]), max_size=5)


def asked(row: Row, *tables: dict[str, Any]) -> bool | None:
    """Whether the row fulfils one of these tables."""
    where = tuple({code: Condition.model_validate(one) for code, one in table.items()} for table in tables)
    return fulfils(halls(), row, where, YEAR)


@pytest.mark.parametrize(
    ("condition", "value", "answer"),
    [
        ({"one_of": ["市级"]}, "市级", True),
        ({"one_of": ["市级", "县级"]}, "县级", True),
        ({"one_of": ["市级"]}, "县级", False),
        ({"one_of": ["市级"]}, None, None),
        ({"none_of": ["市级"]}, "县级", True),
        ({"none_of": ["市级"]}, "市级", False),
        ({"none_of": ["市级"]}, None, None),
        ({"filled": "true"}, None, False),
        ({"filled": "false"}, None, True),
        ({"filled": "true"}, "市级", True),
    ],
)
def test_words(condition: dict[str, Any], value: str | None, answer: bool | None) -> None:
    assert asked(hall(kind=value), {"kind": condition}) is answer


@pytest.mark.parametrize(
    ("condition", "value", "answer"),
    [
        ({"at_least": "10"}, 10, True),
        ({"at_least": "10"}, 9, False),
        ({"at_most": "10"}, 10, True),
        ({"at_most": "10"}, 11, False),
        ({"at_least": "3", "at_most": "5"}, 4, True),
        ({"at_least": "3", "at_most": "5"}, 6, False),
        ({"at_most": "0"}, None, None),
    ],
)
def test_numbers(condition: dict[str, Any], value: int | None, answer: bool | None) -> None:
    assert asked(hall(used=value), {"used": condition}) is answer


@pytest.mark.parametrize(
    ("condition", "value", "answer"),
    [
        ({"in_period": "true"}, "2021-01-01", True),
        ({"in_period": "true"}, "2021-12-31", True),
        ({"in_period": "true"}, "2022-01-01", False),
        ({"in_period": "false"}, "2020-12-31", True),
        ({"in_period": "true"}, None, False),
        ({"by_period_end": "true"}, "2019-01-01", True),
        ({"by_period_end": "true"}, "2022-01-01", False),
        ({"by_period_end": "true"}, None, False),
        ({"by_period_end": "false"}, None, True),
        ({"after": "close_on"}, "2021-06-02", True),
        ({"after": "close_on"}, "2021-06-01", False),
        ({"not_after": "close_on"}, "2021-06-01", True),
        ({"not_after": "close_on"}, "2021-06-02", False),
        ({"not_after": "close_on"}, None, False),
    ],
)
def test_days(condition: dict[str, Any], value: str | None, answer: bool) -> None:
    assert asked(hall(open_on=value, close_on="2021-06-01"), {"open_on": condition}) is answer


def test_a_day_is_neither_before_nor_after_one_that_has_not_come() -> None:
    row = hall(open_on="2021-06-01")
    assert asked(row, {"open_on": {"after": "close_on"}}) is False
    assert asked(row, {"open_on": {"not_after": "close_on"}}) is False


def test_the_state_is_asked_like_a_word() -> None:
    row = Row(hall().values, "returned")
    assert asked(row, {"state": {"one_of": ["returned", "filled"]}}) is True
    assert asked(row, {"state": {"none_of": ["returned"]}}) is False


def test_all_of_a_table_and_one_of_the_tables() -> None:
    row = hall(kind="市级", used=3)
    city, busy = {"kind": {"one_of": ["市级"]}}, {"used": {"at_least": "10"}}
    assert asked(row, {**city, **busy}) is False
    assert asked(row, city, busy) is True
    assert asked(row) is True


def test_a_no_wins_over_an_unknown_and_a_yes_among_tables() -> None:
    row = hall(kind=None, used=3)
    assert asked(row, {"kind": {"one_of": ["市级"]}, "used": {"at_least": "10"}}) is False
    assert asked(row, {"kind": {"one_of": ["市级"]}}, {"used": {"at_most": "3"}}) is True
    assert asked(row, {"kind": {"one_of": ["市级"]}}, {"used": {"at_least": "10"}}) is None


@given(ANSWERS)
def test_every_and_some_mirror_each_other(answers: list[bool | None]) -> None:
    flipped = [None if answer is None else not answer for answer in answers]
    other = some(flipped)
    assert every(answers) is (None if other is None else not other)
    if None not in answers:
        assert (every(answers), some(answers)) == (all(answers), any(answers))
