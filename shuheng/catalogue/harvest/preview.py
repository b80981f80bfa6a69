"""What a mapping makes of a list: examples per field, values it cannot read, counts; nothing is stored."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from shuheng.engines.harvest import EntryRecord, Mapping, Refusal, Source, map_records
from shuheng.engines.harvest.targets import TARGETS, Kind
from shuheng.terms import AccessType, Grade, ResourceKind, Term, UpdateCycle

MOST_RECORDS, MOST_EXAMPLES, MOST_OPEN, SHOWN = 20_000, 3, 30, 60
CHOICES: dict[Kind, type[Term]] = {
    "cycle": UpdateCycle,
    "access": AccessType,
    "grade": Grade,
    "kinds": ResourceKind,
}
UNKNOWN = "未知"


@dataclass
class Preview:
    """Per target: pairs of the value as written and what it becomes, and the values that stay unknown."""

    records: int = 0
    mapped: int = 0
    refused: int = 0
    examples: dict[str, dict[str, str]] = field(default_factory=dict)
    open: dict[str, Counter[str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


def preview(source: Source, mapping: Mapping) -> Preview:
    """Map the first records of a list. Raises `ProblemsError` where the mapping does not fit the list."""
    found = Preview()
    for one in islice(map_records(source, mapping, partial=True), MOST_RECORDS):
        found.records += 1
        if isinstance(one, Refusal):
            found.refused += 1
            if len(found.refusals) < MOST_EXAMPLES:
                found.refusals.append(one)
            continue
        found.mapped += 1
        take(found, one, mapping)
    return found


def take(found: Preview, one: EntryRecord, mapping: Mapping) -> None:
    """Examples and open values of one record."""
    for name, way in mapping.fields.items():
        shown = found.examples.setdefault(name, {})
        written = next((text(one.raw[at]) for at in way.fields if one.raw.get(at)), "")
        if written and len(shown) < MOST_EXAMPLES and written not in shown:
            shown[written] = result(one, name)
        if TARGETS[name].kind in CHOICES:
            for at in way.fields:
                if at in one.unmapped:
                    found.open.setdefault(name, Counter())[one.unmapped[at]] += 1


def result(one: EntryRecord, name: str) -> str:
    """What a field became, as people read it."""
    value: Any = getattr(one, name, None)
    if name == "resources":
        return f"{len(one.resources)} 个资源"
    if name == "kinds":
        counts = (one.tables, one.apis, one.file_count, one.videos, one.iot)
        titles = (kind.title for kind in ResourceKind)
        return "、".join(f"{title} {count}" for title, count in zip(titles, counts, strict=True) if count)
    if value in {None, ""} or value == ():
        return UNKNOWN
    kind = TARGETS[name].kind
    if kind in CHOICES:
        return CHOICES[kind].titles().get(str(value), str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return text(value)


def text(value: Any) -> str:
    """A value on one short line."""
    shown = "；".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return shown[:SHOWN] + ("…" if len(shown) > SHOWN else "")
