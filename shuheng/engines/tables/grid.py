"""Records of any format on their way to a table: the one shape between the readers and the writer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from shuheng.engines.tables.cells import filled
from shuheng.engines.tables.codes import SHOWN
from shuheng.engines.tables.footer import HELD
from shuheng.engines.tables.sheet_cells import Range
from shuheng.problems import Problem

Record = Sequence[str | None]


@dataclass(slots=True)
class Grid:
    """``records`` gives all records afresh at each call, ``[]`` for a blank line.

    ``names`` holds the columns where the format itself names them (JSON, Parquet): every record is then data.
    """

    records: Callable[[], Iterator[Record]]
    names: tuple[str, ...] | None = None
    merged: tuple[Range, ...] = ()
    notices: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Places:
    """How many rows something befell, the first of them, and those of the last rows that a footer could hold."""

    total: int = 0
    first: list[int] = field(default_factory=list)
    recent: deque[int] = field(default_factory=lambda: deque(maxlen=HELD))

    def add(self, number: int) -> None:
        """One more row."""
        self.total += 1
        self.recent.append(number)
        if len(self.first) < SHOWN:
            self.first.append(number)


@dataclass(slots=True)
class Tally:
    """What was counted on the way; rows are numbered from 1 over all records."""

    records: int = 0
    blank: Places = field(default_factory=Places)
    short: Places = field(default_factory=Places)
    long: Places = field(default_factory=Places)


def head_of(records: Iterator[Record], count: int) -> list[Record]:
    """The first records up to ``count`` that hold something, blank ones between them included."""
    head: list[Record] = []
    for record in records:
        head.append(record)
        count -= bool(filled(record))
        if not count:
            break
    return head
