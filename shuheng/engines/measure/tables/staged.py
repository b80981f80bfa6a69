"""A staged file, or an Arrow table, as DuckDB sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.tables.backends.duckdb import DUCKDB
from shuheng.engines.measure.tables.query import Relation, select
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.problems import Problem, ProblemsError

Table: TypeAlias = Path | pa.Table


def schema_of(table: Table) -> pa.Schema:
    """The columns; ProblemsError where the file is gone or broken."""
    if isinstance(table, pa.Table):
        return table.schema
    try:
        return pq.read_schema(table)
    except FileNotFoundError as error:
        raise _refused("measure-table-missing", table, "文件不在了。请重新挂载后再计量。") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise _refused(
            "measure-table-unreadable", table, "不是完好的 Parquet 文件。请重新挂载后再计量。"
        ) from error


def check(table: Table, schema: pa.Schema, question: TableQuestion | None) -> None:
    """Refuse what cannot be measured, every mistake at once."""
    name = table.name if isinstance(table, Path) else ""
    problems, counted = [], Counter(schema.names)
    if not len(schema):
        problems.append(Problem("measure-table-empty", "没有列。请检查文件。", file=name))
    problems += [
        Problem("measure-table-type", f"列的类型是 {field.type}，应是文本。", file=name, field=field.name)
        for field in schema
        if not (pa.types.is_string(field.type) or pa.types.is_large_string(field.type))
    ]
    problems += [
        Problem("measure-table-doubled", "有两列同名。请改名后再计量。", file=name, field=column)
        for column in sorted({column for column in counted if counted[column] > 1})
    ]
    if question is not None:
        problems += question.unfit(schema.names, name)
    if problems:
        raise ProblemsError(problems)


def related_to(database: Any, tables: Mapping[str, Table]) -> dict[str, Relation]:
    """The tables that reference rules name."""
    found = {}
    for number, (name, table) in enumerate(tables.items()):
        schema = schema_of(table)
        check(table, schema, None)
        found[name] = relation_of(database, table, schema, view=f"related_{number}")
    return found


def relation_of(
    database: Any, table: Table, schema: pa.Schema, *, every: int = 1, view: str = "source"
) -> Relation:
    """The view that the measures read: c0, c1, ... and row_no; with ``every`` only of every n-th row."""
    inner = [f"c{number}" for number in range(len(schema))]
    if isinstance(table, pa.Table):
        numbers = pa.array(range(1, table.num_rows + 1), pa.int64())
        database.register(f"{view}_held", pa.table([*table.columns, numbers], names=[*inner, "row_no"]))
        told, origin = [*inner, "row_no"], f"{view}_held"
        if every == 1:  # no view: with 5,000 columns DuckDB would bind it anew for every query
            return Relation(DUCKDB.quote(origin), tuple(schema.names), numbered=True, backend=DUCKDB)
    else:
        told = [f"{DUCKDB.quote(name)} AS {code}" for name, code in zip(schema.names, inner, strict=True)]
        told.append("file_row_number + 1 AS row_no")
        origin = f"read_parquet({DUCKDB.text(str(table))}, file_row_number = true)"
    sampled = f"WHERE (row_no - 1) % {every} = 0" if every > 1 else ""
    rows = select(["*"], f"({select(told, origin)})", sampled)
    database.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {rows}")
    return Relation(DUCKDB.quote(view), tuple(schema.names), numbered=True, backend=DUCKDB)


def _refused(code: str, path: Path, message: str) -> ProblemsError:
    return ProblemsError([Problem(code, message, file=path.name)])
