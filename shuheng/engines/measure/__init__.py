"""Measures: what is counted, defined once as an expression for a database and once more as plain Python.

``measure_catalogue`` takes a table of catalogue entries and gives figures per agency and scope, exact whole numbers, with
the answer about every entry behind them. What cannot be known is counted as unknown, never as zero and never as a pass.
"""

from shuheng.engines.measure.catalogue import (
    COLUMNS,
    MEASURES,
    REASONS,
    answers,
    measure_catalogue,
    reason_words,
)
from shuheng.engines.measure.model import Answer, CatalogueFigures, Figure, Kind, Measure, Scope
from shuheng.engines.measure.parameters import CORE_METADATA, METADATA_FIELDS, Parameters, Question

__all__ = [
    "COLUMNS",
    "CORE_METADATA",
    "MEASURES",
    "METADATA_FIELDS",
    "REASONS",
    "Answer",
    "CatalogueFigures",
    "Figure",
    "Kind",
    "Measure",
    "Parameters",
    "Question",
    "Scope",
    "answers",
    "measure_catalogue",
    "reason_words",
]
