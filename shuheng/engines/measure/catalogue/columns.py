"""The table that catalogue measures read: its columns, their types, and what is refused."""

from pathlib import Path
from typing import TypeAlias

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from shuheng.problems import Problem, ProblemsError, did_you_mean

TEXTS = (
    "title",
    "provider",
    "abstract",
    "keywords",
    "theme",
    "industry",
    "grade",
    "formats",
    "sharing_type",
    "sharing_condition",
    "open_type",
    "open_condition",
    "update_cycle",
    "items_text",
)
COUNTS = ("tables", "apis", "file_count", "videos", "iot")
TRUTHS = ("resources_known", "should_publish", "can_publish", "published", "volume_query")
DATES = ("issued", "updated", "created")
COLUMNS = pa.schema(
    [
        pa.field("entry_id", pa.int64(), nullable=False),
        pa.field("agency", pa.string(), nullable=False),
        *(pa.field(name, pa.string()) for name in TEXTS),
        *(pa.field(name, pa.date32()) for name in DATES),
        pa.field("rows", pa.int64()),
        pa.field("items", pa.int32()),
        *(pa.field(name, pa.int32()) for name in COUNTS),
        *(pa.field(name, pa.bool_()) for name in TRUTHS),
    ]
)

CatalogueTable: TypeAlias = pa.Table | pl.DataFrame | Path


def read(table: CatalogueTable) -> pa.Table:
    """The table as :data:`COLUMNS` has it, in that order, further columns left out.

    Raises ProblemsError naming every column that is missing or of another kind, entries without number or agency,
    numbers of entries that occur twice, and counts below zero.
    """
    found = _arrow(table)
    problems = [*_missing(found)]
    cast: dict[str, pa.ChunkedArray] = {}
    for field in COLUMNS:
        if field.name not in found.column_names:
            continue
        try:
            cast[field.name] = _cast(found.column(field.name), field.type)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            problems.append(_unfit(field, found.schema.field(field.name).type, str(error)))
    if problems:
        raise ProblemsError(problems)
    read_table = pa.table(cast)
    problems = [*_identity(read_table), *_negative(read_table)]
    if problems:
        raise ProblemsError(problems)
    return read_table


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_string(kind) and pa.types.is_large_string(column.type):
        return column  # the same to a database, and a copy would cost as much as the table
    return column.cast(kind)


def _arrow(table: CatalogueTable) -> pa.Table:
    if isinstance(table, Path):
        return pq.read_table(table)
    return table.to_arrow() if isinstance(table, pl.DataFrame) else table


def _missing(found: pa.Table) -> list[Problem]:
    return [
        Problem(
            "measure-column-missing",
            "计量用的目录表缺少这一列。",
            field=name,
            hint=did_you_mean(name, found.column_names),
        )
        for name in COLUMNS.names
        if name not in found.column_names
    ]


def _unfit(field: pa.Field, kind: pa.DataType, error: str) -> Problem:
    return Problem(
        "measure-column-type",
        f"这一列的类型是 {kind}，不能当作 {field.type}：{error}。",
        field=field.name,
    )


def _identity(table: pa.Table) -> list[Problem]:
    problems = [
        Problem("measure-entry-unnamed", f"有 {table.column(name).null_count} 条目录没有这一项。", field=name)
        for name in ("entry_id", "agency")
        if table.column(name).null_count
    ]
    repeated = 0 if problems else _repeated(table.column("entry_id"))
    if repeated:
        problems.append(
            Problem("measure-entry-repeated", f"有 {repeated} 条目录的编号与别的相同。", field="entry_id")
        )
    return problems


def _repeated(numbers: pa.ChunkedArray) -> int:
    """How many numbers occur again; numbers that rise, as they mostly do, need no counting."""
    plain = numbers.to_numpy()
    if (plain[1:] > plain[:-1]).all():
        return 0
    different: int = pc.count_distinct(numbers, mode="all").as_py()
    return len(numbers) - different


def _negative(table: pa.Table) -> list[Problem]:
    return [
        Problem("measure-count-negative", f"这一列最小是 {least}，个数不能小于 0。", field=name)
        for name in (*COUNTS, "items")
        if (least := pc.min(table.column(name)).as_py()) is not None and least < 0
    ]
