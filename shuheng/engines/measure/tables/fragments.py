"""Expressions compiled once for a column that stands for all, and written out for as many columns as a table has.

Ibis needs a millisecond for an aggregate; a table of 5,000 columns, or 10,000 small tables of different columns, would
wait for nothing else. The SQL of an expression differs from column to column in the name of the column only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend

STAND_IN, STATE, ALIAS = "stand_in", "stand_in_state", "t0"
OTHER, OTHER_STATE = "other_stand_in", "other_stand_in_state"
LOW, HIGH = "low_bound", "high_bound"
COLUMNS = {
    STAND_IN: "string",
    STATE: "int8",
    OTHER: "string",
    OTHER_STATE: "int8",
    LOW: "decimal(38, 10)",
    HIGH: "decimal(38, 10)",
}
CellExpression = Callable[[ir.Table], ir.Value]


@dataclass(frozen=True, slots=True)
class Fragment:
    """SQL of one expression, cut at the places where the column (or its state) is named."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def of(self, *told: str) -> str:
        """The SQL with what stands for the columns of COLUMNS, in their order; those it does not name may be left out."""
        by_name = dict(zip(COLUMNS, told, strict=False))
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += (by_name[name], piece)
        return "".join(parts)


def compiled(expression: CellExpression, backend: Backend) -> Fragment:
    """The fragment of an expression over the columns of COLUMNS; an aggregate or not."""
    t = ibis.table(COLUMNS, name="source")
    value = expression(t)
    told = t.select(x=value) if isinstance(value, ir.Column) else t.agg(x=value)
    sql = str(ibis.to_sql(told, dialect=backend.dialect))
    tail = f" AS {backend.quote('x')}\nFROM {backend.quote('source')} AS {backend.quote(ALIAS)}"
    assert sql.startswith("SELECT"), f"not a query: {sql}"
    assert sql.endswith(tail), f"not one plain query: {sql}"
    body = sql[len("SELECT") : -len(tail)].strip()
    alias = backend.quote(ALIAS)
    mark = re.compile("|".join(re.escape(f"{alias}.{backend.quote(name)}") for name in COLUMNS))
    names = tuple(found[len(alias) + 2 : -1] for found in mark.findall(body))
    return Fragment(tuple(mark.split(body)), names)
