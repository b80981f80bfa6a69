"""What a kind of repair is, what it is given, and what a repair of a table yields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from shuheng.engines.measure.repair.shapes import Rule

Suspects = Callable[
    [pa.Array], pa.Array
]  # texts -> truth for all that may change; for some that will not, too
Change = Callable[[str], str | None]
Fault = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Given:
    """What rules may need to know: the day, and the code lists by name, each code -> meaning."""

    as_of: date
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of one text, and a quick look for the texts that it may concern."""

    change: Change
    suspects: Suspects


@dataclass(frozen=True, slots=True)
class Check:
    """``fault`` says in Chinese why a row with this text is set apart; the empty text for a row that may stay."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule: what it does in the words of the screens, its options, and those it cannot do without.

    Of each group in ``needs`` exactly one option is written. ``prepare`` is None for the kind that looks at whole rows.
    """

    code: str
    title: str
    says: str
    prepare: Callable[[Rule, Given], Repair | Check] | None
    options: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many cells a rule changed in a column, or how many rows it set apart. ``rule`` counts from 1."""

    rule: int
    kind: str
    column: str
    count: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired table and its records, all Parquet.

    ``changes``: row, column, before, after, rule, kind; sorted by row. ``apart``: row, column, rule, kind, reason and
    the cells of the row as repaired; a row with several faults stands there once for each. Rows count from 1 in the
    table before. ``before`` and ``after`` are hashes of the contents (see `content`). rows_in = rows_out + rows_apart.
    """

    path: Path
    changes: Path
    apart: Path
    rows_in: int
    rows_out: int
    rows_apart: int
    rows_changed: int
    cells_changed: int
    counts: tuple[Count, ...]
    before: str
    after: str
