"""What is made of the rows a metric chose: one small function for each `take`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from shuheng.registers.declare.cells import Value, day_of, number_of
from shuheng.registers.declare.conditions import Row, every, fulfils, value_in
from shuheng.registers.declare.periods import Period
from shuheng.registers.declare.shapes import Declaration, Metric, Take

NEVER = date.max
"""The date of what has not happened."""
MetricValue = Fraction | bool | date | tuple[Fraction, ...] | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A metric and the rows that were chosen for it."""

    declaration: Declaration
    metric: Metric
    rows: tuple[Row, ...]
    period: Period

    def values(self, code: str | None) -> list[Value]:
        """The values of one field, row by row."""
        return [] if code is None else [value_in(self.declaration, row, code) for row in self.rows]

    def numbers(self, code: str | None) -> list[Fraction] | None:
        """The numbers of one field, row by row; None where one is missing."""
        found = [number_of(value) for value in self.values(code)]
        known = [number for number in found if number is not None]
        return known if len(known) == len(found) else None

    def days(self) -> list[date]:
        """The days of the field; NEVER for one that is not filled in."""
        return [NEVER if (day := day_of(value)) is None else day for value in self.values(self.metric.field)]

    @property
    def empty(self) -> Fraction | None:
        """The declared value where there is nothing to read; None where it is unknown."""
        return None if self.metric.empty is None else Fraction(self.metric.empty)


def _rows(taken: Taken) -> MetricValue:
    return Fraction(len(taken.rows))


def _sum(taken: Taken) -> MetricValue:
    numbers = taken.numbers(taken.metric.field)
    return None if numbers is None else sum(numbers, Fraction(0))


def _distinct(taken: Taken) -> MetricValue:
    values = taken.values(taken.metric.field)
    return None if None in values else Fraction(len(set(values)))


def _any(taken: Taken) -> MetricValue:
    return bool(taken.rows)


def _all(taken: Taken) -> MetricValue:
    holds = taken.metric.holds
    return bool(taken.rows) and every(
        fulfils(taken.declaration, row, holds, taken.period) for row in taken.rows
    )


def _largest(taken: Taken) -> MetricValue:
    numbers = taken.numbers(taken.metric.field)
    return None if numbers is None else max(numbers, default=taken.empty)


def _smallest(taken: Taken) -> MetricValue:
    numbers = taken.numbers(taken.metric.field)
    return None if numbers is None else min(numbers, default=taken.empty)


def _first(taken: Taken) -> MetricValue:
    return min(taken.days(), default=NEVER)


def _last(taken: Taken) -> MetricValue:
    return max(taken.days(), default=NEVER)


def _list(taken: Taken) -> MetricValue:
    numbers = taken.numbers(taken.metric.field)
    return None if numbers is None else tuple(numbers)


def _quotient(taken: Taken, digits: int) -> MetricValue:
    above, below = taken.numbers(taken.metric.field), taken.numbers(taken.metric.over)
    if above is None or below is None:
        return None
    whole = sum(below, Fraction(0))
    return half_up(sum(above, Fraction(0)) / whole, digits) if whole else taken.empty


def _ratio(taken: Taken) -> MetricValue:
    return _quotient(taken, taken.metric.digits + 2)


def _mean(taken: Taken) -> MetricValue:
    return _quotient(taken, taken.metric.digits)


def _lowest(taken: Taken) -> tuple[Fraction | None, Fraction | None]:
    """Part and whole of the row with the smallest share; of equal shares the larger whole; wholes of 0 do not count."""
    parts, wholes = taken.numbers(taken.metric.field), taken.numbers(taken.metric.over)
    if parts is None or wholes is None:
        return None, None
    pairs = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole]
    if not pairs:
        return taken.empty, taken.empty
    return min(pairs, key=lambda pair: (pair[0] / pair[1], -pair[1]))


def _lowest_part(taken: Taken) -> MetricValue:
    return _lowest(taken)[0]


def _lowest_whole(taken: Taken) -> MetricValue:
    return _lowest(taken)[1]


def half_up(value: Fraction, digits: int) -> Fraction:
    """Rounded to `digits` decimals, halves away from zero."""
    scale = 10**digits
    size = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return Fraction(size if value >= 0 else -size, scale)


TAKES: dict[Take, Callable[[Taken], MetricValue]] = {
    "rows": _rows,
    "sum": _sum,
    "distinct": _distinct,
    "any": _any,
    "all": _all,
    "largest": _largest,
    "smallest": _smallest,
    "first": _first,
    "last": _last,
    "list": _list,
    "ratio": _ratio,
    "mean": _mean,
    "lowest_part": _lowest_part,
    "lowest_whole": _lowest_whole,
}
