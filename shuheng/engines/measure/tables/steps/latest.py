"""The latest day that a column of dates says, days to come left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.cells import FILLED, Said
from shuheng.engines.measure.tables.formats.dates import date_key, date_key_of
from shuheng.engines.measure.tables.fragments import STAND_IN, STATE, Fragment, compiled
from shuheng.engines.measure.tables.query import Asking, Query, Relation, select
from shuheng.engines.measure.tables.steps.basics import Words, chunks, state_of_column


@lru_cache(maxsize=64)
def _latest(backend: Backend, limit: int) -> Fragment:
    def expression(t: ir.Table) -> ir.Value:
        day = date_key(t[STAND_IN], backend)
        known = (day <= limit).fill_null(False).ifelse(t[STATE] == FILLED, False)
        return known.ifelse(day, ibis.null("int64")).max()

    return compiled(expression, backend)


def ask_latest(
    relation: Relation, numbers: Sequence[int], as_of: date, words: Words
) -> Asking[dict[int, int]]:
    """The latest day not after ``as_of`` as YYYYMMDD, by column; a column without one is left out."""
    found: dict[int, int] = {}
    part = _latest(relation.backend, number_of(as_of))
    for group in chunks(list(numbers), 1, relation.backend):
        told = [
            part.of(relation.quoted(number), state_of_column(relation, number, words)) for number in group
        ]
        [values] = yield Query("latest", select(told, relation.origin))
        found |= {number: int(day) for number, day in zip(group, values, strict=True) if day is not None}
    return found


def latest_of(columns: Sequence[Said], numbers: Sequence[int], as_of: date) -> dict[int, int]:
    """Twin of :func:`ask_latest`."""
    found = {}
    for number in numbers:
        days = map(date_key_of, columns[number].filled)
        known = [day for day in days if day is not None and day <= number_of(as_of)]
        if known:
            found[number] = max(known)
    return found


def number_of(day: date) -> int:
    """A day as the number YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The day of a number YYYYMMDD."""
    return date(number // 10000, number // 100 % 100, number % 100)
