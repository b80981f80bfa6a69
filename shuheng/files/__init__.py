"""Guarded reading of files people bring: sizes bounded, kinds held against contents, every mistake with its place."""

from shuheng.files.csv_table import read_csv
from shuheng.files.guards import MAX_BYTES, SUFFIXES, kind_of, read_bytes
from shuheng.files.table import Cell, Row, Table, column_index, column_letters
from shuheng.files.xlsx_table import read_workbook

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Cell",
    "Row",
    "Table",
    "column_index",
    "column_letters",
    "kind_of",
    "read_bytes",
    "read_csv",
    "read_workbook",
]
