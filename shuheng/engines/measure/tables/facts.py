"""What the passes brought, before it becomes figures: the same from a database and from the plain twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuheng.engines.measure.tables.asks import Ask
from shuheng.engines.measure.tables.model import ColumnRole, Sample
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.engines.measure.tables.steps.basics import Basics


@dataclass(frozen=True, slots=True)
class Facts:
    """Whole numbers about one table. ``surplus`` is by the numbers of columns, ``counted`` in the order of ``asks``, ``latest`` days
    (YYYYMMDD) by the numbers of columns of dates, ``orphans`` by the measures of reference rules (None: no such table).
    """

    question: TableQuestion
    columns: tuple[str, ...]
    rows: int
    basics: Sequence[Basics]
    roles: Sequence[ColumnRole]
    asks: Sequence[Ask]
    counted: Sequence[int]
    surplus: Mapping[tuple[int, ...], int]
    latest: Mapping[int, int]
    orphans: Mapping[str, int | None]
    samples: Sequence[Sample]
    backend: str
    approximate: bool
