"""Reading tables of any kind: found, understood, and staged as Parquet of text columns, with the account of it."""

from shuheng.engines.tables.codes import NOTICES, PROBLEM_CODES, REFUSALS
from shuheng.engines.tables.limits import DEFAULT, Limits
from shuheng.engines.tables.model import Column, Line, Reading, Staged, TableSource
from shuheng.engines.tables.open import open_table
from shuheng.engines.tables.stage import stage

__all__ = [
    "DEFAULT",
    "NOTICES",
    "PROBLEM_CODES",
    "REFUSALS",
    "Column",
    "Limits",
    "Line",
    "Reading",
    "Staged",
    "TableSource",
    "open_table",
    "stage",
]
