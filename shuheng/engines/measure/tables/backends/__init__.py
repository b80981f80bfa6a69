"""Where tables stand, and what each place can do: one file per database."""

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.backends.duckdb import DUCKDB, DuckDB

__all__ = ["DUCKDB", "Backend", "DuckDB"]
