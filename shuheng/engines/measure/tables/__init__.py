"""Measures of tables: what is empty, repeated, wrongly written or out of date, cell by cell, as whole numbers.

A table is all text (shuheng.engines.tables stages files so). ``measure_table`` measures a Parquet file or an Arrow table
with DuckDB; ``conversation`` is the same measuring for any database: it yields SQL and takes rows, so that whoever holds
the connection runs it. ``measure_plain`` is the twin of both in plain Python.
"""

from shuheng.engines.measure.tables.backends import DUCKDB, Backend
from shuheng.engines.measure.tables.bands import Bands, empty_bands
from shuheng.engines.measure.tables.conversation import conversation
from shuheng.engines.measure.tables.drift import DeclaredItem, Drift, drift
from shuheng.engines.measure.tables.formats import FORMATS, ROLES, Asked, Format
from shuheng.engines.measure.tables.fragmented import Fragments, Shape, fragments
from shuheng.engines.measure.tables.masks import mask
from shuheng.engines.measure.tables.model import (
    About,
    ColumnProfile,
    ColumnRole,
    Dimension,
    Sample,
    TableFigure,
    TableFigures,
    TableMeasure,
    Tells,
)
from shuheng.engines.measure.tables.plain import measure_plain
from shuheng.engines.measure.tables.query import Query, Relation
from shuheng.engines.measure.tables.question import TableParameters, TableQuestion
from shuheng.engines.measure.tables.registry import TABLE_MEASURES, rule_measures
from shuheng.engines.measure.tables.rules import KINDS as RULE_KINDS
from shuheng.engines.measure.tables.rules import Rule, load_rules
from shuheng.engines.measure.tables.run import measure_table, table_database

__all__ = [
    "DUCKDB",
    "FORMATS",
    "ROLES",
    "RULE_KINDS",
    "TABLE_MEASURES",
    "About",
    "Asked",
    "Backend",
    "Bands",
    "ColumnProfile",
    "ColumnRole",
    "DeclaredItem",
    "Dimension",
    "Drift",
    "Format",
    "Fragments",
    "Query",
    "Relation",
    "Rule",
    "Sample",
    "Shape",
    "TableFigure",
    "TableFigures",
    "TableMeasure",
    "TableParameters",
    "TableQuestion",
    "Tells",
    "conversation",
    "drift",
    "empty_bands",
    "fragments",
    "load_rules",
    "mask",
    "measure_plain",
    "measure_table",
    "rule_measures",
    "table_database",
]
