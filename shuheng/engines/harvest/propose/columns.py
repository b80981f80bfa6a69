"""What the values of each field look like, from a bounded sample of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from shuheng.engines.harvest.read.raw import RawRecord
from shuheng.engines.harvest.read.source import Source
from shuheng.engines.harvest.record import Raw, canonical
from shuheng.engines.harvest.targets import Kind
from shuheng.engines.harvest.values import (
    Reading,
    is_empty,
    read_access,
    read_cycle,
    read_date,
    read_formats,
    read_grade,
    read_kinds,
    read_link,
    read_number,
    read_yes_no,
)
from shuheng.engines.harvest.values.text import CONTROL
from shuheng.problems import ProblemsError

FIRST, EVERY, MOST = 5_000, 97, 10_000
MOST_VALUES = 5_000
LONGEST_NAME = 200
OTHERS = frozenset({"其他", "其它", "other", "others", "OTHER"})
READERS: dict[Kind, Callable[[str], Reading]] = {
    "access": read_access,
    "cycle": read_cycle,
    "date": read_date,
    "formats": read_formats,
    "grade": read_grade,
    "kinds": read_kinds,
    "link": read_link,
    "number": read_number,
    "yes_no": read_yes_no,
}


@dataclass
class Column:
    """One field: records that have it, records where it says something, and its values as texts with counts."""

    name: str
    records: int = 0
    filled: int = 0
    values: Counter[str] = field(default_factory=Counter)
    lists: int = 0
    nested: int = 0

    def add(self, value: Any) -> None:
        """Take the value of one record into account."""
        self.records += 1
        if value is None or value == {} or (isinstance(value, str) and is_empty(value)):
            return
        self.lists += isinstance(value, list)
        if value == []:
            return
        self.filled += 1
        self.nested += isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict))
        text = ",".join(str(item) for item in value) if isinstance(value, list) else str(value)
        if text in self.values or len(self.values) < MOST_VALUES:
            self.values[text] += 1

    def share(self, read: Callable[[str], Reading]) -> float:
        """The share of filled values that ``read`` understands without doubt; 0 where nothing is filled. 'Other'
        belongs to no list and speaks neither for nor against one."""
        read_well = others = 0
        for text, count in self.values.items():
            if read(text)[1] == "":
                read_well += count
            elif text.strip() in OTHERS:
                others += count
        rest = self.values.total() - others
        return read_well / rest if rest else 0.0

    @cached_property
    def shares(self) -> dict[Kind, float]:
        """The share of each kind of value."""
        return {kind: self.share(read) for kind, read in READERS.items()}

    @property
    def distinct(self) -> float:
        """Different values per filled value, 0 to 1."""
        return len(self.values) / min(self.values.total(), MOST_VALUES) if self.values else 0.0

    @cached_property
    def length(self) -> int:
        """The middle length of its values, in characters."""
        lengths = sorted(len(text) for text in self.values.elements())
        return lengths[len(lengths) // 2] if lengths else 0

    def examples(self, most: int = 3) -> tuple[str, ...]:
        """The most frequent values."""
        return tuple(text for text, _ in self.values.most_common(most))


@dataclass
class Sample:
    """Different records of a list (identical ones count once), and their columns by name."""

    rows: list[Raw]
    columns: dict[str, Column]


def sample(source: Source) -> Sample:
    """The first records and every 97th after them, at most MOST; of a broken list what can be read."""
    rows: dict[str, Raw] = {}
    try:
        for item in source.items():
            if len(rows) >= MOST:
                break
            if isinstance(item, RawRecord) and (item.number <= FIRST or item.number % EVERY == 0):
                rows.setdefault(canonical(item.data), flattened(item.data))
    except ProblemsError:
        pass
    return Sample(list(rows.values()), _columns(rows.values()))


def flattened(data: Raw) -> Raw:
    """The record with the fields of its inner objects named by their way: `organization.title`."""
    flat: Raw = {}
    for name, value in data.items():
        if isinstance(value, dict):
            flat |= {
                f"{name}.{inner}": found for inner, found in value.items() if not isinstance(found, dict)
            }
        else:
            flat[name] = value
    return flat


def _columns(rows: Iterable[Raw]) -> dict[str, Column]:
    """The columns whose names a mapping can write."""
    columns: dict[str, Column] = {}
    for row in rows:
        for name, value in row.items():
            if not name.strip() or len(name) > LONGEST_NAME or CONTROL.search(name):
                continue
            if name not in columns:
                columns[name] = Column(name)
            columns[name].add(value)
    return columns
