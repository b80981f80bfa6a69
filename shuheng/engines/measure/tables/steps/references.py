"""Referential fit: cells that say something the other table does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shuheng.engines.measure.tables.cells import FILLED, Said
from shuheng.engines.measure.tables.query import Asking, Query, Relation, select
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.engines.measure.tables.rules.model import Reference
from shuheng.engines.measure.tables.steps.basics import Words, state_of_column


def ask_references(
    relation: Relation, question: TableQuestion, words: Words
) -> Asking[dict[str, int | None]]:
    """Per reference rule how many filled cells have no match; None where the table or its column is not there."""
    found: dict[str, int | None] = {}
    for rule in _references(question):
        parent = question.related.get(rule.table)
        if parent is None or rule.other not in parent.columns:
            found[rule.measure] = None
            continue
        sql = orphans_sql(relation, relation.columns.index(rule.column), parent, rule.other, words)
        [[found[rule.measure]]] = yield Query("references", sql)
    return found


def orphans_sql(relation: Relation, number: int, parent: Relation, other: str, words: Words) -> str:
    """One query: filled cells without a match, compared character by character."""
    backend = relation.backend
    value = backend.exact(parent.quoted(parent.columns.index(other)))
    held = f"({select([f'DISTINCT {value} AS v'], parent.origin)}) AS p"
    match = f"LEFT JOIN {held} ON {backend.exact(relation.quoted(number))} = p.v"
    wanted = f"WHERE {state_of_column(relation, number, words)} = {FILLED} AND p.v IS NULL"
    return select(["COUNT(*)"], relation.origin, f"{match} {wanted}")


def references_of(
    names: Sequence[str],
    columns: Sequence[Said],
    question: TableQuestion,
    related: Mapping[str, Mapping[str, list[str | None]]],
) -> dict[str, int | None]:
    """Twin of :func:`ask_references`."""
    found: dict[str, int | None] = {}
    for rule in _references(question):
        parent = related.get(rule.table, {}).get(rule.other)
        number = names.index(rule.column)
        found[rule.measure] = None if parent is None else _orphans(columns[number], parent)
    return found


def _orphans(said: Said, parent: list[str | None]) -> int:
    held = set(parent)
    return sum(said.counts[cell] for cell in said.filled if cell not in held)


def _references(question: TableQuestion) -> Iterator[Reference]:
    return (rule for rule in question.rules if isinstance(rule, Reference))
