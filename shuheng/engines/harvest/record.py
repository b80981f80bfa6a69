"""What a harvest yields: one checked record, or one refusal, per record of the source."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.terms import ResourceKind

Raw = dict[str, Any]
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
NO_CONTENT = ("key", "number", "line", "raw", "notes", "content_hash")


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no white space, dates as ISO texts."""
    return _ENCODER.encode(value)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on one field of one record: the code, the field of the source, the value as written."""

    code: str
    field: str = ""
    written: str = ""

    @property
    def message(self) -> str:
        """The remark in Chinese."""
        meaning = PROBLEM_CODES[self.code][0]
        return f"“{self.field}”：{meaning}（写的是“{self.written[:60]}”）。" if self.field else f"{meaning}。"


@dataclass(frozen=True, slots=True)
class ResourceRecord:
    """One resource mounted on an entry; '' and None = the source does not say."""

    kind: ResourceKind
    title: str = ""
    format: str = ""
    url: str = ""
    rows: int | None = None
    size_bytes: int | None = None
    volume_query: bool | None = None


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One catalogue entry as its source tells it. Codes are those of `shuheng.terms`; '' and None = unknown.

    ``key`` identifies the entry in its source from harvest to harvest; ``number`` counts records from 1;
    ``unmapped`` holds values as written that could not be read; ``raw`` is the whole record of the source,
    without contact data of persons; ``content_hash`` is the SHA-256 over the canonical JSON of `content`: equal
    content, equal hash, on every machine.
    """

    key: str
    number: int
    title: str
    line: int | None = None
    code: str = ""
    provider: str = ""
    provider_code: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    theme: str = ""
    industry: str = ""
    object_class: str = ""
    grade: str = ""
    formats: tuple[str, ...] = ()
    sharing_type: str = ""
    sharing_condition: str = ""
    sharing_method: str = ""
    open_type: str = ""
    open_condition: str = ""
    update_cycle: str = ""
    issued: dt.date | None = None
    updated: dt.date | None = None
    rows: int | None = None
    files: int | None = None
    landing_page: str = ""
    licence_text: str = ""
    version_label: str = ""
    tables: int = 0
    apis: int = 0
    file_count: int = 0
    videos: int = 0
    iot: int = 0
    resources_known: bool = False
    item_names: tuple[str, ...] | None = None
    resources: tuple[ResourceRecord, ...] = ()
    volume_query: bool | None = None
    published: bool = True
    unmapped: dict[str, str] = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    content_hash: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """The hash, where the record is made: that may be another process than the one that writes it."""
        hashed = hashlib.sha256(canonical(content(self)).encode()).hexdigest()
        object.__setattr__(self, "content_hash", hashed)


CONTENT_FIELDS = tuple(name for name in EntryRecord.__dataclass_fields__ if name not in NO_CONTENT)
_values = attrgetter(*CONTENT_FIELDS)
_UNSAID: tuple[object, ...] = ("", (), {})


def content(record: EntryRecord) -> Raw:
    """The mapped fields that say something, by name, and the values as written that stayed unmapped."""
    values = zip(CONTENT_FIELDS, _values(record), strict=True)
    said = {name: value for name, value in values if value is not None and value not in _UNSAID}
    if record.resources:
        said["resources"] = [
            [
                item.kind.value,
                item.title,
                item.format,
                item.url,
                item.rows,
                item.size_bytes,
                item.volume_query,
            ]
            for item in record.resources
        ]
    return said


@dataclass(frozen=True, slots=True)
class Refusal:
    """One record left out: its number from 1, its line, what it would be called, the code and reason in Chinese."""

    number: int
    code: str
    message: str
    line: int | None = None
    key: str = ""
    raw_text: str = ""
