"""Whether a row fulfils a declared condition: yes, no, or unknown (None) where a value that decides is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from shuheng.registers.declare.cells import Value, day_of, number_of, show_cell
from shuheng.registers.declare.periods import Period
from shuheng.registers.declare.shapes import DAYS, STATE, All, Condition, Field


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the engine reads it: kept values by field code, the code of its state, and whose row it is."""

    values: Mapping[str, Value]
    state: str = "confirmed"
    agency: str = ""


class Fields(Protocol):
    """What has fields: a declaration."""

    @property
    def fields(self) -> dict[str, Field]: ...


def value_in(declaration: Fields, row: Row, code: str) -> Value:
    """The value of a field, the derived ones worked out; None where it is not known."""
    field = declaration.fields[code]
    if field.derived:
        return fulfils(declaration, row, field.derived, None)
    return row.values.get(code)


def fulfils(declaration: Fields, row: Row, where: tuple[All, ...], period: Period | None) -> bool | None:
    """Whether all conditions of one of the tables hold; an empty `where` always holds.

    `period` is needed by `in_period` and `by_period_end` only, which loading allows in metrics alone.
    """
    if not where:
        return True
    return some(every(_holds(declaration, row, *one, period) for one in table.items()) for table in where)


def every(answers: Iterable[bool | None]) -> bool | None:
    """No at the first no, otherwise unknown where one is unknown."""
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is None
    return None if unknown else True


def some(answers: Iterable[bool | None]) -> bool | None:
    """Yes at the first yes, otherwise unknown where one is unknown."""
    unknown = False
    for answer in answers:
        if answer is True:
            return True
        unknown = unknown or answer is None
    return None if unknown else False


def _holds(
    declaration: Fields, row: Row, code: str, condition: Condition, period: Period | None
) -> bool | None:
    if code == STATE:
        return _words(condition, row.state)
    value = value_in(declaration, row, code)
    answers: list[bool | None] = []
    if condition.one_of or condition.none_of:
        answers.append(None if value is None else _words(condition, show_cell(value)))
    if condition.filled is not None:
        answers.append((value is not None) is condition.filled)
    if condition.at_least is not None or condition.at_most is not None:
        answers.append(_numbers(condition, value))
    if declaration.fields[code].type in DAYS:
        answers += _days(declaration, row, code, condition, period)
    return every(answers)


def _words(condition: Condition, text: str) -> bool:
    return (not condition.one_of or text in condition.one_of) and text not in condition.none_of


def _numbers(condition: Condition, value: Value) -> bool | None:
    number = number_of(value)
    if number is None:
        return None
    low, high = condition.at_least, condition.at_most
    return (low is None or number >= low) and (high is None or number <= high)


def lies_in(declaration: Fields, row: Row, code: str, period: Period) -> bool:
    """Whether the day or month of a field lies in the period, or its year touches it; no where it is not filled in."""
    day = day_of(value_in(declaration, row, code))
    if day is None:
        return False
    if declaration.fields[code].type == "year":
        return period.start.year <= day.year <= period.end.year
    return period.holds(day)


def _days(
    declaration: Fields, row: Row, code: str, condition: Condition, period: Period | None
) -> list[bool | None]:
    """A day that is not filled in has not come: it lies in no period and is neither before nor after another."""
    day = day_of(value_in(declaration, row, code))
    answers: list[bool | None] = []
    if condition.in_period is not None and period is not None:
        answers.append(lies_in(declaration, row, code, period) is condition.in_period)
    if condition.by_period_end is not None and period is not None:
        answers.append((day is not None and day <= period.end) is condition.by_period_end)
    if condition.after is not None:
        other = day_of(value_in(declaration, row, condition.after))
        answers.append(day is not None and other is not None and day > other)
    if condition.not_after is not None:
        other = day_of(value_in(declaration, row, condition.not_after))
        answers.append(day is not None and other is not None and day <= other)
    return answers
