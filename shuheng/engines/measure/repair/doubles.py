"""Rows of a file that are equal to an earlier one in every cell; no cell and an empty one are equal, as in the measures."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from shuheng.engines.measure.repair.chain import Numbers

HASHED = """
CREATE TEMP TABLE hashed AS
SELECT file_row_number AS place, hash({columns}) AS hash FROM read_parquet(?, file_row_number = true)
"""
FOUND = """
SELECT place, first FROM (
    SELECT file_row_number AS place, min(file_row_number) OVER (PARTITION BY {columns}) AS first
    FROM read_parquet(?, file_row_number = true)
    WHERE file_row_number IN (
        SELECT place FROM hashed WHERE hash IN (SELECT hash FROM hashed GROUP BY hash HAVING count(*) > 1)
    )
) WHERE place > first ORDER BY place
"""


def doubles(path: Path, columns: tuple[str, ...]) -> tuple[Numbers, Numbers]:
    """Places from 0 of the rows that repeat, and of the first row each repeats; equal hashes are compared in full."""
    names = ", ".join(f"coalesce({quoted(name)}, '')" for name in columns)
    with duckdb.connect(config={"threads": 2}) as database:
        database.execute("SET preserve_insertion_order = false")
        database.execute(HASHED.format(columns=names), [str(path)])
        found = database.execute(FOUND.format(columns=names), [str(path)]).fetchnumpy()
    return np.asarray(found["place"], np.int64), np.asarray(found["first"], np.int64)


def quoted(name: str) -> str:
    """The name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'
