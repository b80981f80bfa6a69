"""What a format is: how a text of it is written, for a database and for Python, and by which standard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend


@dataclass(frozen=True, slots=True)
class Asked:
    """What a format may need to know: the day of measuring, and the division codes that exist (None: not known)."""

    as_of: date
    divisions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing. ``ok`` is asked of texts that are not null; blanks around a text are a fault.

    ``names`` are the words in a column's name that speak for it; ``shape`` is a cheap pattern that all texts of the
    format have, used to detect it. ``masked`` says that a text of it must not be shown in full.
    """

    code: str
    title: str
    source: str
    says: str
    ok: Callable[[ir.StringValue, Backend, Asked], ir.BooleanValue]
    ok_text: Callable[[str, Asked], bool]
    names: tuple[str, ...]
    shape: str
    masked: bool = False
    by_name: bool = False
