"""The counts of a run: what became of each record, by reason, by value, with a few examples."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_VALUES, MOST_NAMES, MOST_EXAMPLES = 100, 500, 10
Json = dict[str, Any]


class CountsError(Exception):
    """The counts of a run do not add up: a mistake of the program, after which nothing may be believed."""


@dataclass
class Tally:
    """Counts of the chunks written so far; `summary` is what the run keeps beside its plain counts."""

    records: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    noted: int = 0
    summary: Json = field(default_factory=dict)

    def check(self) -> None:
        """Records in = added + changed + unchanged + refused. Raises `CountsError`."""
        out = self.added + self.changed + self.unchanged + self.refused
        if self.records != out:
            raise CountsError(f"{self.records} records in, {out} accounted for: {self}")

    def counts(self) -> dict[str, int]:
        names = ("records", "added", "changed", "unchanged", "refused", "noted")
        return {name: getattr(self, name) for name in names}

    def count(self, kind: str, code: str, number: int = 1) -> None:
        """One more `code` under `kind` (notes, refused)."""
        counts = self.summary.setdefault(kind, {})
        counts[code] = counts.get(code, 0) + number

    def name(self, provider: str) -> None:
        """One more record of a department that was not recognised."""
        bounded(self.summary.setdefault("providers", {}), provider, MOST_NAMES)

    def unmapped(self, values: Mapping[str, str]) -> None:
        """Values that were kept as written, by field."""
        fields = self.summary.setdefault("unmapped", {})
        for name, written in values.items():
            bounded(fields.setdefault(name, {}), written[:100], MOST_VALUES)

    def room(self, kind: str) -> int:
        """How many more examples are wanted."""
        return MOST_EXAMPLES - len(self.summary.get("examples", {}).get(kind, ()))

    def example(self, kind: str, number: int, title: str, detail: Json | None = None) -> None:
        """One of the first few records that were added or changed."""
        shown = self.summary.setdefault("examples", {}).setdefault(kind, [])
        shown.append({"number": number, "title": title} | ({"changes": detail} if detail else {}))

    def remark(self, code: str, message: str) -> None:
        """Something that concerns the whole list."""
        remarks = self.summary.setdefault("remarks", [])
        if {"code": code, "message": message} not in remarks:
            remarks.append({"code": code, "message": message})


def bounded(counts: dict[str, int], word: str, most: int) -> None:
    """Count a word; words that come after `most` others are counted together under the empty word."""
    key = word if word in counts or len(counts) < most else ""
    counts[key] = counts.get(key, 0) + 1


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first."""
    return Counter(counts).most_common()
