"""One raw record through a mapping: an entry, or the reason why there is none."""

from __future__ import annotations

import json
from typing import Any

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.engines.harvest.convert.cleaning import clean_record
from shuheng.engines.harvest.convert.fields import Filler
from shuheng.engines.harvest.convert.paths import finder
from shuheng.engines.harvest.convert.repeats import Keys
from shuheng.engines.harvest.convert.resources import (
    ResourceReader,
    counts_of_formats,
    counts_of_kinds,
    counts_of_resources,
)
from shuheng.engines.harvest.mapping.shapes import Mapping
from shuheng.engines.harvest.read.raw import RawRecord, RawRefusal
from shuheng.engines.harvest.record import EntryRecord, Note, Raw, Refusal
from shuheng.engines.harvest.targets import TARGETS

SHOWN = 200
RAW_SHOWN = 2_000
COUNTS = ("tables", "apis", "file_count", "videos", "iot")


class EntryMaker:
    """A mapping made ready; ``headers`` are the words that name columns and are no values."""

    def __init__(self, mapping: Mapping, headers: frozenset[str]) -> None:
        self._mapping = mapping
        fields = {name: field for name, field in mapping.fields.items() if name != "resources"}
        self._fillers = [Filler(TARGETS[name], field, headers) for name, field in fields.items()]
        listed = mapping.fields.get("resources")
        self._resources = ResourceReader(listed.each) if listed and listed.each else None
        self._lists = [finder(name) for name in listed.fields] if listed else []
        self._keys = Keys(mapping.key)
        self._titles = frozenset(mapping.fields["title"].fields) if "title" in mapping.fields else frozenset()

    def make(self, item: RawRecord, text: str) -> tuple[EntryRecord | Refusal, list[str]]:
        """The entry or the refusal, and the names of fields left out because they hold contacts. ``text`` is the
        canonical JSON of the record."""
        raw, notes, left_out = clean_record(item.data, text)
        key = self._keys.key(raw)
        values: dict[str, Any] = {}
        unmapped: dict[str, str] = {}
        notes += item.notes
        for filler in self._fillers:
            found = filler.find(raw)
            if found is None:
                continue
            value, note, field, written = found
            if value is not None:
                values[filler.name] = value
            if note:
                notes.append(Note(note, field, _shown(written)))
                if value is None:
                    unmapped[field] = _shown(written)
        fault = self._fault(values, key, unmapped)
        if fault:
            return refusal(
                item, fault, key, raw, "、".join(unmapped) if fault == "value-refused" else ""
            ), left_out
        self._mount(raw, values, notes)
        return EntryRecord(key=key, number=item.number, line=item.line, unmapped=unmapped, raw=raw,
                           notes=tuple(notes), **values), left_out  # fmt: skip

    def _fault(self, values: dict[str, Any], key: str, unmapped: dict[str, str]) -> str:
        title = values.get("title")
        if not title:
            return "title-missing"
        if title in self._titles:
            return "header-row"
        if not key:
            return "key-missing"
        return "value-refused" if unmapped and self._mapping.unknown_values == "refuse" else ""

    def _mount(self, raw: Raw, values: dict[str, Any], notes: list[Note]) -> None:
        """What is mounted: the source's own counts, else its list of resources, else formats, else kinds."""
        kinds = values.pop("kinds", None)
        said = any(name in values for name in COUNTS)
        known = said or "formats" in values or kinds is not None
        counted: dict[str, int] = {}
        listed = next((found for find in self._lists if (found := find(raw)) is not None), None)
        if listed is not None and self._resources:
            values["resources"], found = self._resources.read(listed)
            notes += found
            counted, known = counts_of_resources(values["resources"]), True
            formats = dict.fromkeys(item.format for item in values["resources"] if item.format)
            values.setdefault("formats", tuple(formats))
        elif "formats" in values:
            counted = counts_of_formats(values["formats"])
        elif kinds is not None:
            counted = counts_of_kinds(kinds)
        values["resources_known"] = known
        if not said:
            values.update(counted)


def refusal(
    item: RawRecord | RawRefusal, code: str, key: str = "", raw: Raw | None = None, detail: str = ""
) -> Refusal:
    """The refusal of one record, with its meaning in Chinese and the record as far as it may be shown."""
    meaning = PROBLEM_CODES[code][0]
    text = "" if raw is None else json.dumps(raw, ensure_ascii=False, default=str)[:RAW_SHOWN]
    return Refusal(
        item.number, code, f"{meaning}：{detail}。" if detail else f"{meaning}。", item.line, key, text
    )


def _shown(written: Any) -> str:
    text = written if isinstance(written, str) else json.dumps(written, ensure_ascii=False, default=str)
    return text[:SHOWN]
