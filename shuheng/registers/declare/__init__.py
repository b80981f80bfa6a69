"""What a register is, declared in YAML and checked: fields, life cycle, deadlines, the metrics it supplies. Knows no Django.

`shipped()` gives the declarations of the house by code, `load_folder(folder, shipped())` those a user brings, each file
refused alone. A row is kept as JSON values (see `cells`); `read_values` and `check_values` hold it to its declaration,
`value_of` makes a metric's exact value of rows, `choose` the rows behind it. Other code imports only from here.
"""

from shuheng.registers.declare.aggregate import (
    Chosen,
    choose,
    fact_text,
    metric_of,
    value_of,
)
from shuheng.registers.declare.cells import CellError, Value, read_cell, show_cell
from shuheng.registers.declare.conditions import Row, fulfils, value_in
from shuheng.registers.declare.demo import demo_rows
from shuheng.registers.declare.life import MOVER_WORDS, USUAL_LIFE, Life, Move, Mover, State
from shuheng.registers.declare.load import Loaded, load_declaration, load_folder, shipped, supplied
from shuheng.registers.declare.metric_meaning import MetricKind, kind_of, unit_of
from shuheng.registers.declare.periods import Period, due_on, filing_periods
from shuheng.registers.declare.rows import check_values, key_of, missing_fields, read_values
from shuheng.registers.declare.schema import json_schema
from shuheng.registers.declare.shapes import (
    FILLER_WORDS,
    FREQUENCY_WORDS,
    SCOPE_WORDS,
    STATE,
    TAKE_WORDS,
    TYPE_WORDS,
    Condition,
    Declaration,
    Due,
    Field,
    Filler,
    Frequency,
    Metric,
    Scope,
    Take,
)
from shuheng.registers.declare.takes import NEVER, MetricValue
from shuheng.registers.declare.words import metric_words, where_words

__all__ = [
    "FILLER_WORDS",
    "FREQUENCY_WORDS",
    "MOVER_WORDS",
    "NEVER",
    "SCOPE_WORDS",
    "STATE",
    "TAKE_WORDS",
    "TYPE_WORDS",
    "USUAL_LIFE",
    "CellError",
    "Chosen",
    "Condition",
    "Declaration",
    "Due",
    "Field",
    "Filler",
    "Frequency",
    "Life",
    "Loaded",
    "Metric",
    "MetricKind",
    "MetricValue",
    "Move",
    "Mover",
    "Period",
    "Row",
    "Scope",
    "State",
    "Take",
    "Value",
    "check_values",
    "choose",
    "demo_rows",
    "due_on",
    "fact_text",
    "filing_periods",
    "fulfils",
    "json_schema",
    "key_of",
    "kind_of",
    "load_declaration",
    "load_folder",
    "metric_of",
    "metric_words",
    "missing_fields",
    "read_cell",
    "read_values",
    "shipped",
    "show_cell",
    "supplied",
    "unit_of",
    "value_in",
    "value_of",
    "where_words",
]
