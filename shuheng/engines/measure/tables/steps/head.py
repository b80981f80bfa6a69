"""The first rows, by which roles are told."""

from __future__ import annotations

from collections.abc import Sequence

from shuheng.engines.measure.tables.cells import FILLED, Said
from shuheng.engines.measure.tables.model import ColumnRole
from shuheng.engines.measure.tables.query import Asking, Query, Relation, select
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.engines.measure.tables.roles import detect
from shuheng.engines.measure.tables.steps.basics import Words


def ask_roles(relation: Relation, question: TableQuestion, words: Words) -> Asking[list[ColumnRole]]:
    """The role of every column: given, or told from its name and the first rows."""
    told = [relation.quoted(number) for number in range(len(relation.columns))]
    sql = select(told, relation.origin, f"LIMIT {question.parameters.head_rows}")
    rows = yield Query("head", sql)
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in relation.columns]
    return roles_of(
        relation.columns,
        [Said.of(column, none) for column, none in zip(columns, words, strict=True)],
        question,
    )


def roles_of(names: Sequence[str], columns: Sequence[Said], question: TableQuestion) -> list[ColumnRole]:
    """The roles by the first ``head_rows`` rows of the columns."""
    found = []
    for name, said in zip(names, columns, strict=True):
        given = question.roles.get(name)
        if given is not None:
            found.append(ColumnRole(name, given, "人工指定", "given"))
            continue
        head = said.cells[: question.parameters.head_rows]
        values = [cell for cell in head if cell is not None and said.states[cell] == FILLED]
        found.append(detect(name, values, question.parameters))
    return found
