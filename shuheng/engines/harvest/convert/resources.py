"""Resources of an entry: from a list of them, or counted from the formats a list merely names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from shuheng.engines.harvest.convert.fields import Filler
from shuheng.engines.harvest.mapping.shapes import Each, FieldMap
from shuheng.engines.harvest.record import Note, ResourceRecord
from shuheng.engines.harvest.targets import Kind, Target
from shuheng.engines.harvest.values import (
    format_kind,
    read_format,
    read_kind,
    read_link,
)
from shuheng.engines.harvest.values.formats import KINDS
from shuheng.terms import ResourceKind

PARTS: dict[str, Kind] = {
    "title": "text",
    "kind": "text",
    "format": "text",
    "url": "text",
    "rows": "number",
    "size_bytes": "number",
    "volume_query": "yes_no",
}
COUNTED: dict[ResourceKind, str] = {
    ResourceKind.TABLE: "tables",
    ResourceKind.API: "apis",
    ResourceKind.FILE: "file_count",
    ResourceKind.VIDEO: "videos",
    ResourceKind.IOT: "iot",
}


class ResourceReader:
    """Reads the items of one list of resources."""

    def __init__(self, each: Each) -> None:
        self._fillers = {
            part: Filler(Target(part, part, kind), FieldMap(source=getattr(each, part)), frozenset())
            for part, kind in PARTS.items()
            if getattr(each, part)
        }

    def read(self, items: Any) -> tuple[tuple[ResourceRecord, ...], list[Note]]:
        """The resources, and a note for each part of one that could not be read. An item that is a bare text
        is an address."""
        notes: list[Note] = []
        listed = items if isinstance(items, list) else [items]
        return tuple(self._one(item, notes) for item in listed if item), notes

    def _one(self, item: Any, notes: list[Note]) -> ResourceRecord:
        if not isinstance(item, dict):
            url = read_link(str(item))[0] or ""
            return ResourceRecord(_kind("", "", url), url=url, format=_suffix(url))
        values = {part: self._value(part, item, notes) for part in self._fillers}
        url, note = read_link(values["url"]) if values.get("url") else ("", "")
        if note:
            notes.append(Note(note, "url", str(values["url"])[:200]))
        code = read_format(values["format"])[0] if values.get("format") else _suffix(url or "")
        return ResourceRecord(
            kind=_kind(values.get("kind") or "", code, url or ""),
            title=values.get("title") or "",
            format=code,
            url=url or "",
            rows=values.get("rows"),
            size_bytes=values.get("size_bytes"),
            volume_query=values.get("volume_query"),
        )

    def _value(self, part: str, item: dict[str, Any], notes: list[Note]) -> Any:
        found = self._fillers[part].find(item)
        if found is None:
            return None
        value, note, field, written = found
        if value is None:
            notes.append(Note(note, f"resources.{field}", str(written)[:200]))
        return value


def _kind(said: str, code: str, url: str) -> ResourceKind:
    """The kind a source says, else the kind of the format, else a file."""
    kind: ResourceKind | None = read_kind(said)[0] if said else None
    if kind is not None:
        return kind
    return ResourceKind.API if not code and "/api/" in url.lower() else format_kind(code)


def _suffix(url: str) -> str:
    """The format that an address ends in, if it is a known one."""
    ending = urlsplit(url).path.rpartition(".")[2].lower() if url else ""
    return ending if ending in KINDS else ""


def counts_of_resources(resources: Iterable[ResourceRecord]) -> dict[str, int]:
    """How many of each kind, by the names of the entry's fields."""
    found = Counter(COUNTED[resource.kind] for resource in resources)
    return dict(found)


@lru_cache(maxsize=4_096)
def counts_of_formats(formats: tuple[str, ...]) -> dict[str, int]:
    """Formats alone: those that hold a table are exports of one table, one interface, the others one file."""
    return dict.fromkeys({COUNTED[format_kind(code)] for code in formats}, 1)


def counts_of_kinds(kinds: Iterable[ResourceKind]) -> dict[str, int]:
    """Kinds alone: one of each."""
    return dict.fromkeys({COUNTED[kind] for kind in kinds}, 1)
