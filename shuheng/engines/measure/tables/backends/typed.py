"""Typed columns seen as text: written as staging writes them, compared code point by code point, binaries left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.backends.duckdb import DuckDB
from shuheng.engines.measure.tables.backends.mysql import MySQL
from shuheng.engines.measure.tables.query import Relation, select

ZONE = "Asia/Shanghai"
BINARY = re.compile(
    r"(?:bytea|blob|tinyblob|mediumblob|longblob|binary|varbinary|geometry|geography|raster|point|linestring|polygon"
    r"|multi(?:point|linestring|polygon)|geometrycollection|vector)(?:\(.*\))?"
)
ZONED = ("timestamp with time zone", "timestamptz")


@dataclass(frozen=True, slots=True)
class Stored:
    """A column as the database has it: ``kind`` is the type in the database's own words."""

    name: str
    kind: str

    @property
    def binary(self) -> bool:
        """Whether it holds octets or shapes, which no measure of texts can speak of."""
        return BINARY.fullmatch(self.kind.lower()) is not None


def relation_of(backend: Backend, names: Sequence[str], columns: Sequence[Stored]) -> Relation:
    """The table (its names from the outermost: schema, table) with these columns as texts; none of them binary.

    Nothing is read by this. Booleans become true and false (in MySQL they are numbers and stay so), dates ISO 8601,
    moments of a time zone those of Shanghai without the zone, numbers what the database itself prints.
    """
    told = [
        f"{text_of(backend, backend.quote(one.name), one.kind)} AS {backend.quote(f'c{number}')}"
        for number, one in enumerate(columns)
    ]
    table = ".".join(map(backend.quote, names))
    sql = f"({select(told, table)})"
    return Relation(sql, tuple(one.name for one in columns), numbered=False, backend=backend)


def text_of(backend: Backend, column: str, kind: str) -> str:
    """SQL of a quoted column as text, for exact comparison."""
    lowered = kind.lower()
    if isinstance(backend, MySQL):
        number = f"{column} + 0" if lowered.startswith("bit") else column
        return f"CONVERT({number} USING utf8mb4) COLLATE {backend.collation}"
    moment = f"({column} AT TIME ZONE '{ZONE}')" if lowered in ZONED else column
    if isinstance(backend, DuckDB):
        return f"CAST({moment} AS VARCHAR)"
    amount = f"CAST({column} AS numeric)" if lowered == "money" else moment
    return f'CAST({amount} AS text) COLLATE "C"'
