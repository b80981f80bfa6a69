"""Pass one: per column what is null, blank or a word for none; how many texts; the first and the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.cells import BLANK, STATES, WORD, Said, state
from shuheng.engines.measure.tables.fragments import STAND_IN, STATE, Fragment, compiled
from shuheng.engines.measure.tables.query import Asking, Query, Relation, select

ONE_WORD = 2**32
WEIGHTS = (0, 0, 1, ONE_WORD)  # of states: one sum counts blanks and words
Words = tuple[frozenset[str], ...]  # words that mean none, column by column


@dataclass(frozen=True, slots=True)
class Basics:
    """One column. ``distinct``, ``least`` and ``greatest`` are about all that is not null."""

    rows: int
    nulls: int
    blanks: int
    words: int
    distinct: int
    least: str | None
    greatest: str | None

    @property
    def empty(self) -> int:
        """Cells that say nothing."""
        return self.nulls + self.blanks + self.words

    @property
    def filled(self) -> int:
        """Cells that say something."""
        return self.rows - self.empty


AGGREGATES: tuple[Callable[[ir.Table, Backend], ir.Scalar], ...] = (
    lambda t, _: t[STAND_IN].count(),
    lambda t, _: t[STATE].sum(),  # of the weights below
    lambda t, backend: backend.distinct(t[STAND_IN]),
    lambda t, backend: backend.least(t[STAND_IN]),
    lambda t, backend: backend.greatest(t[STAND_IN]),
)


@lru_cache(maxsize=64)
def aggregates(backend: Backend) -> tuple[Fragment, ...]:
    """The aggregates of a column, compiled."""
    return tuple(_compiled(one, backend) for one in AGGREGATES)


def _compiled(aggregate: Callable[[ir.Table, Backend], ir.Scalar], backend: Backend) -> Fragment:
    return compiled(lambda t: aggregate(t, backend), backend)


@lru_cache(maxsize=256)
def states(backend: Backend, words: frozenset[str], values: tuple[int, ...] = STATES) -> Fragment:
    """The state of a cell, compiled."""
    return compiled(lambda t: state(t[STAND_IN], words, backend, values), backend)


def state_of_column(relation: Relation, number: int, words: Words) -> str:
    """SQL of the states of a column's cells.

    It is written out wherever it is needed: worked out in a query below, DuckDB computes it over the whole dictionary of
    a Parquet column for every 2,048 rows.
    """
    return f"({states(relation.backend, words[number]).of(relation.quoted(number))})"


def chunks(numbers: range | list[int], per_column: int, backend: Backend) -> list[list[int]]:
    """Column numbers in groups whose aggregates fit into one query."""
    size = max(backend.max_aggregates // per_column, 1)
    held = list(numbers)
    return [held[start : start + size] for start in range(0, len(held), size)]


def ask_rows(relation: Relation) -> Asking[int]:
    """How many rows there are."""
    [[rows]] = yield Query("rows", select(["COUNT(*)"], relation.origin))
    return int(rows)


def ask_basics(relation: Relation, words: Words) -> Asking[list[Basics]]:
    """The basics of every column, in order."""
    found: list[Basics] = []
    parts = aggregates(relation.backend)
    for group in chunks(range(len(relation.columns)), len(parts), relation.backend):
        [[rows, *values]] = yield Query("basics", basics_sql(relation, group, words), (group, words))
        for start in range(0, len(values), len(parts)):
            given, empties, distinct, least, greatest = values[start : start + len(parts)]
            none, blanks = divmod(int(empties or 0), ONE_WORD)
            found.append(Basics(rows, rows - given, blanks, none, distinct, least, greatest))
    return found


def basics_sql(relation: Relation, numbers: Sequence[int], words: Words) -> str:
    """One query: the number of rows, then the AGGREGATES of every column."""
    told = ["COUNT(*)"]
    for number in numbers:
        column = relation.quoted(number)
        weights = states(relation.backend, words[number], WEIGHTS).of(column)
        told += [part.of(column, f"({weights})") for part in aggregates(relation.backend)]
    return select(told, relation.origin)


def weighed(one: Basics) -> tuple[int, int, int, str | None, str | None]:
    """A column as the AGGREGATES tell it."""
    return one.rows - one.nulls, one.blanks + one.words * ONE_WORD, one.distinct, one.least, one.greatest


def basics_of(said: Said) -> Basics:
    """Twin of :func:`ask_basics` for one column."""
    texts = [cell for cell in said.counts if cell is not None]
    return Basics(
        rows=sum(said.counts.values()),
        nulls=said.counts.get(None, 0),
        blanks=sum(said.counts[cell] for cell in texts if said.states[cell] == BLANK),
        words=sum(said.counts[cell] for cell in texts if said.states[cell] == WORD),
        distinct=len(texts),
        least=min(texts, default=None),
        greatest=max(texts, default=None),
    )
