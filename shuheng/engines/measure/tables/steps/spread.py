"""Outliers of columns of numbers: beyond one and a half times the distance of the quartiles, all of it exact.

The quartiles are values that occur: of n numbers in order the one at n/4 and the one at 3n/4, both rounded up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import lru_cache

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.asks import Ask
from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.cells import FILLED, Said
from shuheng.engines.measure.tables.formats.numbers import BOUNDED
from shuheng.engines.measure.tables.fragments import STAND_IN, STATE, Fragment, compiled
from shuheng.engines.measure.tables.query import Asking, Query, Relation, select
from shuheng.engines.measure.tables.steps.basics import Words, state_of_column

_BOUNDED = re.compile("[+-]?[0-9]{1,18}([.][0-9]{1,9})?")
DIGITS = 60  # enough for any sum of decimal(38, 10)


@lru_cache(maxsize=16)
def _number(backend: Backend) -> Fragment:
    def expression(t: ir.Table) -> ir.Value:
        legible = backend.matches(t[STAND_IN], BOUNDED).ifelse(t[STATE] == FILLED, False)
        return legible.ifelse(backend.number(t[STAND_IN]), ibis.null("decimal(38, 10)"))

    return compiled(expression, backend)


def ask_outliers(relation: Relation, numbers: Sequence[int], least: int, words: Words) -> Asking[list[Ask]]:
    """An ask for the outliers of every column that has at least ``least`` legible numbers.

    Where the quartiles are equal, as in a flag of 0 and 1, they say nothing of what lies far off: nothing is asked.
    """
    found = []
    for number in numbers:
        told = _number(relation.backend).of(relation.quoted(number), state_of_column(relation, number, words))
        values = f"({select([f'{told} AS x'], relation.origin)}) AS v"
        [[count]] = yield Query("spread", select(["COUNT(x)"], values))
        if count < least:
            continue
        ranked = (
            f"({select(['x', 'ROW_NUMBER() OVER (ORDER BY x) AS n'], values, 'WHERE x IS NOT NULL')}) AS r"
        )
        places = quartile_places(count)
        rows = yield Query("spread", select(["n", "x"], ranked, f"WHERE n IN ({places[0]}, {places[1]})"))
        by_place = {int(place): Decimal(str(value)) for place, value in rows}
        first, third = (by_place[place] for place in places)
        if first != third:
            found.append(outside(number, first, third))
    return found


def outliers_of(columns: Sequence[Said], numbers: Sequence[int], least: int) -> list[Ask]:
    """Twin of :func:`ask_outliers`."""
    found = []
    for number in numbers:
        said = columns[number]
        told = {cell: Decimal(cell) for cell in said.filled if _BOUNDED.fullmatch(cell)}
        values = sorted(value for cell, value in told.items() for _ in range(said.counts[cell]))
        if len(values) >= least:
            first, third = (values[place - 1] for place in quartile_places(len(values)))
            if first != third:
                found.append(outside(number, first, third))
    return found


def quartile_places(count: int) -> tuple[int, int]:
    """Where the quartiles stand in order, counted from 1."""
    return -(-count // 4), -(-3 * count // 4)


def outside(number: int, first: Decimal, third: Decimal) -> Ask:
    """The ask for what lies beyond the fences of these quartiles."""
    with localcontext(prec=DIGITS):
        low = first - (third - first) * 3 / 2
        high = third + (third - first) * 3 / 2

    return Ask(
        measure="outliers",
        column=number,
        key="outside",
        fault=lambda c, backend, _: backend.matches(c, BOUNDED),
        is_fault=lambda text: _BOUNDED.fullmatch(text) is not None,
        detail=f"四分位数 {_shown(first)}、{_shown(third)}，界限 {_shown(low)} 至 {_shown(high)}",
        bounds=(low, high),
    )


def _shown(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
