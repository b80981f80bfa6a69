"""Looking into the kept files of a cleaning: examples for the page, rows for downloads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from shuheng.engines.measure.tables import mask
from shuheng.quality.models import Cleaning, DataTable
from shuheng.quality.tables.stored import trusted

PER_RULE = 3
MOST_LINES = 200
CHANGED = """
SELECT rule, kind, "column", before, after, count(*) AS times, min(row) AS row FROM kept
GROUP BY rule, kind, "column", before, after
QUALIFY row_number() OVER (PARTITION BY rule, "column" ORDER BY count(*) DESC, min(row)) <= ?
ORDER BY rule, "column", times DESC, row LIMIT ?
"""
APART = """
SELECT rule, kind, "column", reason, cells, row FROM kept
QUALIFY row_number() OVER (PARTITION BY rule, "column" ORDER BY row) <= ? ORDER BY rule, "column", row LIMIT ?
"""
PERSONS = ("姓名", "联系人", "负责人", "代表人", "经办人", "户主", "申请人", "当事人")
PLACES = ("地址", "住址", "住所")


@dataclass(frozen=True)
class ChangeExample:
    """One change of a kind: how often it was made and where first; both texts masked."""

    rule: int
    kind: str
    column: str
    before: str
    after: str
    times: int
    row: int


@dataclass(frozen=True)
class ApartExample:
    """One row that was set apart: why, and the cell that was the reason, masked."""

    rule: int
    kind: str
    column: str
    reason: str
    cell: str
    row: int


def roles_of(table: DataTable, columns: Iterable[str]) -> dict[str, str]:
    """What columns hold, for masking: as people said, else as the name says, else as the newest result found."""
    result = table.results.exclude(columns=[]).order_by("-pk").first()
    found = {one["name"]: one.get("role") or "" for one in (result.columns if result else ())}
    said: dict[str, str] = table.roles
    return {name: said.get(name) or role_by_name(name) or found.get(name, "") for name in columns}


def role_by_name(column: str) -> str:
    """person or address where the name of a column says so."""
    if column.endswith(PERSONS):
        return "person"
    return "address" if any(word in column for word in PLACES) else ""


def change_examples(cleaning: Cleaning) -> tuple[ChangeExample, ...]:
    """The most frequent changes of each rule and column. ProblemsError where the record is gone or was touched."""
    roles = roles_of(cleaning.table, cleaning.before.columns)
    return tuple(
        ChangeExample(
            rule,
            kind,
            column,
            mask(before, roles.get(column, "")),
            mask(after, roles.get(column, "")),
            times,
            row,
        )
        for rule, kind, column, before, after, times, row in selected(cleaning, "changes", CHANGED)
    )


def apart_examples(cleaning: Cleaning) -> tuple[ApartExample, ...]:
    """The first rows that each rule set apart."""
    columns = list(cleaning.before.columns)
    roles = roles_of(cleaning.table, columns)
    return tuple(
        ApartExample(
            rule,
            kind,
            column,
            reason,
            mask(cells[columns.index(column)], roles[column]) if column else "",
            row,
        )
        for rule, kind, column, reason, cells, row in selected(cleaning, "apart", APART)
    )


def selected(cleaning: Cleaning, name: str, query: str) -> list[tuple[Any, ...]]:
    path = trusted(cleaning.files[name])
    with duckdb.connect(config={"threads": 2}) as database:
        database.read_parquet(str(path)).create_view("kept")
        return database.execute(query, [PER_RULE, MOST_LINES]).fetchall()


def lines(path: Path) -> Iterator[tuple[Any, ...]]:
    """All rows of a Parquet file, in little memory."""
    file = pq.ParquetFile(path)
    width = max(len(file.schema_arrow), 1)
    for batch in file.iter_batches(batch_size=max(200_000 // width, 1)):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
