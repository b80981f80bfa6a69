"""Files made for a test, and tables read back from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from shuheng.engines.tables import Reading, open_table, stage

Rows = list[tuple[str | None, ...]]


def put(folder: Path, content: str | bytes, name: str = "表.csv") -> Path:
    """A file with this content; text is written as UTF-8 with its line ends as they are."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read(path: Path, *, fast: bool | None = None, **options: Any) -> tuple[Reading, Rows]:
    """The account of the first table of a file, and its rows."""
    staged = stage(open_table(path, **options)[0], path.parent / "staged", fast=fast)
    return staged.reading, rows_of(staged.path)


def rows_of(path: Path) -> Rows:
    """The rows of a staged file, every cell text or missing."""
    table = pq.read_table(path)
    assert {str(kind) for kind in table.schema.types} <= {"string"}
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def names(reading: Reading) -> list[str]:
    """The column names."""
    return [column.name for column in reading.columns]


def codes(reading: Reading) -> set[str]:
    """The codes of the notices, without their common beginning."""
    return {problem.code.removeprefix("tables-") for problem in reading.notices}


def message(reading: Reading, code: str) -> str:
    """The words of one notice."""
    return next(problem.message for problem in reading.notices if problem.code == f"tables-{code}")


def accounted(reading: Reading) -> bool:
    """Whether every record of the file is in one place of the account."""
    shown = len(reading.preamble) + len(reading.header) + len(reading.footer)
    return reading.records == shown + reading.blank + reading.rows
