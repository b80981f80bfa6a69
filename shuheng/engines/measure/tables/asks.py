"""Counting cells: what is asked of a column, as an expression and as Python, and answered by one number."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend

Fault = Callable[
    [ir.StringValue, Backend, ir.StringValue], ir.BooleanValue
]  # of a cell, and of the other one
PlainFault = Callable[..., bool]  # of one text, or of two


@dataclass(frozen=True, slots=True)
class Ask:
    """How many filled cells of a column have a fault.

    ``key`` names the expression: asks of one key differ in the column only. ``fault`` and ``is_fault`` are asked of
    cells that say something (with ``empties``: that say nothing); the answer is never null. With ``other``, a second
    column, the pair is asked where both say something. ``mask`` is the role by which its samples are masked.
    With ``bounds``, being legible and outside of them is the fault, and ``fault`` says what is legible.
    ``format`` is the format asked, for runners that have a shorter way. A measure that begins with ``_`` is shown nowhere.
    """

    measure: str
    column: int
    key: Hashable
    fault: Fault
    is_fault: PlainFault
    mask: str = ""
    format: str = ""
    other: int | None = None
    empties: bool = False
    detail: str = ""
    bounds: tuple[Decimal, Decimal] | None = None

    @property
    def columns(self) -> tuple[int, ...]:
        """The numbers of the columns it reads."""
        return (self.column,) if self.other is None else (self.column, self.other)

    def is_wrong(self, *cells: str | None) -> bool:
        """Twin of the whole condition for cells that say something."""
        texts = [cell or "" for cell in cells]
        if not self.is_fault(*texts):
            return False
        return self.bounds is None or not self.bounds[0] <= Decimal(texts[0]) <= self.bounds[1]
