"""One target of a mapping, ready to be filled from record after record."""

from __future__ import annotations

from typing import Any

from shuheng.engines.harvest.convert.paths import finder
from shuheng.engines.harvest.convert.readers import LISTS, REMEMBERED, is_nothing, reader, repeats_itself
from shuheng.engines.harvest.mapping.shapes import FieldMap
from shuheng.engines.harvest.record import Raw
from shuheng.engines.harvest.targets import Target
from shuheng.engines.harvest.values import Reading, is_empty

Found = tuple[Any, str, str, Any]
_MISSED: Any = object()


class Filler:
    """Finds and reads the value of one target."""

    def __init__(self, target: Target, field: FieldMap, headers: frozenset[str]) -> None:
        self.name = target.name
        self._finders = [(name, finder(name)) for name in field.fields]
        self._joined_by = field.joined_by if field.join else None
        self._read = reader(target, field, headers)
        self._constant = self._read(field.constant) if field.constant is not None else None
        self._lists = target.kind in LISTS
        self._seen: dict[str, Reading | None] = {}
        self._most = REMEMBERED if repeats_itself(target) else 0

    def find(self, raw: Raw) -> Found | None:
        """The first value that says something, read: the value (None = unknown), the code of a note, the field it
        came from, as written. None where no field says anything."""
        if self._constant is not None:
            return (*self._constant, "", "")
        if self._joined_by is not None:
            return self._join(raw, self._joined_by)
        for name, find in self._finders:
            written = find(raw)
            if written is None:
                continue
            reading = self._reading(written)
            if reading is not None:
                return (*reading, name, written)
        return None

    def _reading(self, written: Any) -> Reading | None:
        """The reading of one value, remembered for texts that come again; None where nothing is said."""
        if written.__class__ is not str:
            return None if self._nothing(written) else self._read(written)
        found = self._seen.get(written, _MISSED)
        if found is _MISSED:
            found = None if is_empty(written) else self._read(written)
            if len(self._seen) < self._most:
                self._seen[written] = found
        return found  # type: ignore[no-any-return]  # _MISSED is no reading, and gone here

    def _nothing(self, written: Any) -> bool:
        """Whether nothing is said. An empty list of formats says that there are none."""
        if isinstance(written, str):
            return is_empty(written)
        return is_nothing(written) or (written == [] and not self._lists)

    def _join(self, raw: Raw, mark: str) -> Found | None:
        parts = {name: str(written).strip() for name, find in self._finders
                 if not self._nothing(written := find(raw))}  # fmt: skip
        if not parts:
            return None
        joined = mark.join(parts.values())
        return (*self._read(joined), "、".join(parts), joined)
