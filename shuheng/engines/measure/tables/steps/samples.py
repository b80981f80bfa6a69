"""The cells behind a figure: the first few faults, with their row numbers, masked."""

from __future__ import annotations

from collections.abc import Sequence

from shuheng.engines.measure.tables.asks import Ask
from shuheng.engines.measure.tables.masks import mask
from shuheng.engines.measure.tables.model import Sample
from shuheng.engines.measure.tables.query import Asking, Query, Relation, select
from shuheng.engines.measure.tables.steps.basics import Words
from shuheng.engines.measure.tables.steps.checks import condition_of


def ask_samples(
    relation: Relation, asks: Sequence[Ask], counted: Sequence[int], words: Words, wanted: int
) -> Asking[list[Sample]]:
    """Up to ``wanted`` rows of every ask that has any, in the order of rows where the place keeps one."""
    found: list[Sample] = []
    for ask, count in zip(asks, counted, strict=True):
        if not wanted or not count or ask.measure.startswith("_"):
            continue
        number = relation.backend.quote("row_no") if relation.numbered else "NULL"
        cells = [number, *(relation.quoted(column) for column in ask.columns)]
        condition = condition_of(relation, ask, words, counted=False)
        sql = select(cells, relation.origin, f"WHERE {condition} LIMIT {wanted}")
        rows = yield Query("samples", sql, (tuple(cells), condition, min(count, wanted)))
        found += [_sample(relation.columns, ask, row, texts) for row, *texts in rows]
    return found


def samples_of(
    names: Sequence[str],
    columns: Sequence[list[str | None]],
    asks: Sequence[Ask],
    faulty: Sequence[list[int]],
    wanted: int,
) -> list[Sample]:
    """Twin of :func:`ask_samples`, of the faulty rows of every ask."""
    return [
        _sample(names, ask, row, [columns[number][row - 1] for number in ask.columns])
        for ask, rows in zip(asks, faulty, strict=True)
        if not ask.measure.startswith("_")
        for row in rows[:wanted]
    ]


def _sample(names: Sequence[str], ask: Ask, row: int | None, texts: Sequence[str | None]) -> Sample:
    shown = "；".join(mask(text, ask.mask) for text in texts)
    return Sample(ask.measure, names[ask.column], row, shown)
