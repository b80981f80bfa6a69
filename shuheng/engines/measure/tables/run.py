"""Measuring staged files with DuckDB, in this process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.tables import coded, shortcuts
from shuheng.engines.measure.tables.conversation import conversation
from shuheng.engines.measure.tables.model import TableFigures
from shuheng.engines.measure.tables.plain import measure_plain
from shuheng.engines.measure.tables.query import Query, Relation, Rows
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.engines.measure.tables.staged import Table, check, related_to, relation_of, schema_of

OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
SMALL = 10_000  # cells: up to here plain Python is done before a database has planned its first query


@contextmanager
def table_database(*, memory: str = "", threads: int = 0) -> Iterator[Any]:
    """A database in memory that fetches nothing from anywhere; ``memory`` as DuckDB writes it ("400MB")."""
    bounds = ({"memory_limit": memory} if memory else {}) | ({"threads": str(threads)} if threads else {})
    database = duckdb.connect(config={**OFFLINE, **bounds})
    try:
        yield database
    finally:
        database.close()


def measure_table(
    table: Table,
    question: TableQuestion,
    *,
    database: Any = None,
    related: Mapping[str, Table] | None = None,
    plain: bool | None = None,
) -> TableFigures:
    """The figures of a staged Parquet file of text columns, or of an Arrow table of such.

    ``database`` (of :func:`table_database`) is used again for many tables. ``related`` are the tables that reference
    rules name. ``plain`` settles whether the plain twin measures (None: where the table is small). Raises ProblemsError
    where the file cannot be read, has no columns, or has columns that are not text.
    """
    schema = schema_of(table)
    check(table, schema, question)
    if plain or (plain is None and _is_small(table, question)):
        return _by_hand(table, question)
    with nullcontext(database) if database is not None else table_database() as held:
        held.execute(f"DROP TABLE IF EXISTS {shortcuts.HEAD}")
        found = related_to(held, related or {})
        relation = relation_of(held, table, schema, every=question.every)
        whole = table if isinstance(table, Path) and question.every == 1 else None
        return _run(held, relation, replace(question, related=found) if found else question, whole)


def _is_small(table: Table, question: TableQuestion) -> bool:
    if question.every > 1 or question.rules:
        return False
    if isinstance(table, pa.Table):
        return bool(table.num_rows * table.num_columns <= SMALL)
    held = pq.read_metadata(table)
    return bool(held.num_rows * held.num_columns <= SMALL)


def _by_hand(table: Table, question: TableQuestion) -> TableFigures:
    held = table if isinstance(table, pa.Table) else _read(table)
    return measure_plain(held.column_names, [column.to_pylist() for column in held.columns], question)


def _read(path: Path) -> pa.Table:
    with pq.ParquetFile(path) as file:
        return file.read(use_threads=False)


def _run(database: Any, relation: Relation, question: TableQuestion, whole: Path | None) -> TableFigures:
    talk = conversation(relation, question)
    query = next(talk)
    while True:
        try:
            query = talk.send(_answer(database, relation, query, whole))
        except StopIteration as done:
            found: TableFigures = done.value
            return found


def _answer(database: Any, relation: Relation, query: Query, whole: Path | None) -> Rows:
    """``whole`` is the file, where all of its rows are measured."""
    match query.topic:
        case "basics" if whole is not None:
            return coded.basics(database, relation, whole, *query.about)
        case "format":
            return [(shortcuts.faults(database, relation, whole, query.about),)]
        case "surplus":
            return [(shortcuts.surplus(database, relation, *query.about),)]
        case "samples":
            return shortcuts.samples(database, relation, *query.about)
    rows: Rows = database.execute(query.sql).fetchall()
    return rows
