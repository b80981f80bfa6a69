"""Pass two: the asks of all columns, counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shuheng.engines.measure.tables.asks import Ask
from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.cells import FILLED, Said
from shuheng.engines.measure.tables.formats import Asked
from shuheng.engines.measure.tables.fragments import (
    HIGH,
    LOW,
    OTHER,
    OTHER_STATE,
    STAND_IN,
    STATE,
    Fragment,
    compiled,
)
from shuheng.engines.measure.tables.query import Asking, Query, Relation, select
from shuheng.engines.measure.tables.steps.basics import Words, chunks, state_of_column

_COMPILED: dict[tuple[Backend, Any, bool], Fragment] = {}
KEPT = 4096  # fragments


def fragment(ask: Ask, backend: Backend, *, counted: bool) -> Fragment:
    """The compiled count of an ask, or its condition; kept, because most tables ask the same."""
    key = (backend, ask.key, counted)
    if key not in _COMPILED:
        if len(_COMPILED) >= KEPT:
            _COMPILED.clear()
        _COMPILED[key] = compiled(lambda t: _expression(t, ask, backend, counted=counted), backend)
    return _COMPILED[key]


def _expression(t: Any, ask: Ask, backend: Backend, *, counted: bool) -> Any:
    """The fault first: most cells have none, and then need no state."""
    if ask.empties:
        condition = t[STATE] != FILLED
    else:
        fault = ask.fault(t[STAND_IN], backend, t[OTHER]).fill_null(False)
        if ask.bounds is not None:
            fault = fault.ifelse(~backend.number(t[STAND_IN]).between(t[LOW], t[HIGH]), False)
        filled = t[STATE] == FILLED
        condition = fault.ifelse(filled if ask.other is None else filled & (t[OTHER_STATE] == FILLED), False)
    return backend.count_if(condition) if counted else condition


def ask_checks(
    relation: Relation, asks: Sequence[Ask], words: Words, filled: Sequence[int], known: Asked
) -> Asking[list[int]]:
    """The number of faults of every ask, in order; ``filled`` are the filled cells of every column."""
    found: dict[int, int] = {}
    backend = relation.backend
    apart = [place for place, ask in enumerate(asks) if ask.format in backend.apart]
    for place in apart:
        ask = asks[place]
        about = (ask.format, ask.column, filled[ask.column], known)
        [[found[place]]] = yield Query("format", _sql(relation, [ask], words), about)
    together = [place for place in range(len(asks)) if place not in found]
    for group in chunks(together, 1, backend):
        [values] = yield Query("checks", _sql(relation, [asks[place] for place in group], words))
        found |= dict(zip(group, map(int, values), strict=True))
    return [int(found[place]) for place in range(len(asks))]


def _sql(relation: Relation, asks: Sequence[Ask], words: Words) -> str:
    told = [condition_of(relation, ask, words, counted=True) for ask in asks]
    return select(told, relation.origin)


def condition_of(relation: Relation, ask: Ask, words: Words, *, counted: bool) -> str:
    """SQL of an ask's count, or of its condition, over columns."""
    places = [
        part
        for number in ask.columns
        for part in (relation.quoted(number), state_of_column(relation, number, words))
    ]
    if ask.bounds is not None:
        places += ["", "", *map(relation.backend.decimal, ask.bounds)]
    return fragment(ask, relation.backend, counted=counted).of(*places)


def faults_of(columns: Sequence[Said], asks: Sequence[Ask]) -> list[list[int]]:
    """Twin of :func:`ask_checks`, with the rows themselves: per ask those that have its fault, counted from 1."""
    return [_faulty(columns, ask) for ask in asks]


def _faulty(columns: Sequence[Said], ask: Ask) -> list[int]:
    said = columns[ask.column]
    if ask.other is not None:
        return _faulty_pairs(said, columns[ask.other], ask)
    if ask.empties:
        wrong = said.states.keys() - set(said.filled)
    else:
        verdict = ask.is_fault if ask.bounds is None else ask.is_wrong
        wrong = set(filter(verdict, said.filled))
    return [row for row, cell in enumerate(said.cells, 1) if cell in wrong] if wrong else []


def _faulty_pairs(first: Said, second: Said, ask: Ask) -> list[int]:
    return [
        row
        for row, (cell, other) in enumerate(zip(first.cells, second.cells, strict=True), 1)
        if first.states[cell] == second.states[other] == FILLED and ask.is_wrong(cell, other)
    ]
