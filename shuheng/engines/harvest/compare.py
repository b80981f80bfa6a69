"""What a harvest changes: new records held against what a room already has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Change = Literal["added", "changed", "unchanged"]


@dataclass
class Comparison:
    """Keys and content hashes held, and what the records told so far make of them.

    ``complete`` False (a list that broke) means that absence says nothing: `vanished` is then empty.
    """

    held: Mapping[str, str]
    complete: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)

    def tell(self, key: str, content_hash: str) -> Change:
        """What one record is to what is held."""
        before = self.held.get(key)
        self._seen.add(key)
        change: Change = "added" if before is None else "unchanged" if before == content_hash else "changed"
        self.counts[change] += 1
        return change

    def vanished(self) -> list[str]:
        """Keys held that no record had, in their order; to be asked when all records are told."""
        return [key for key in self.held if key not in self._seen] if self.complete else []
