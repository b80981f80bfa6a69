"""The 1,793 entries of the demonstration city (演示数据), each sound but where a fault is planted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from shuheng.catalogue.demo import words
from shuheng.catalogue.demo.faults import FAULTS, SERIES, places

AS_OF = date(2021, 12, 31)
FIRST_ISSUED = date(2020, 1, 6)
CYCLES = (("yearly", 300), ("half_yearly", 150), ("quarterly", 75), ("monthly", 25), ("daily", 0))
STRUCTURED = (("csv", "json", "xls", "xml"), ("csv", "xls"), ("json", "xls", "api"))


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """One entry before it is stored; names as in `CatalogueEntry`, `unit` and `number` count from 1."""

    unit: int
    number: int
    title: str
    abstract: str
    theme: str
    industry: str
    formats: tuple[str, ...]
    update_cycle: str
    issued: date
    updated: date | None
    rows: int | None
    tables: int
    apis: int
    item_names: tuple[str, ...]
    grade: str = "1"
    sharing_type: str = "unconditional"
    open_type: str = "unconditional"
    file_count: int = 0
    keywords: tuple[str, ...] = ()
    can_publish: bool = True
    published: bool = True

    @property
    def code(self) -> str:
        """目录代码: unit and number, as a person would look it up."""
        return f"YS{self.unit:02}-{self.number:04}"

    def changed(self, changes: dict[str, Any]) -> DemoEntry:
        """The entry with a fault."""
        return replace(self, **changes)


def demo_city() -> Iterator[DemoEntry]:
    """All entries in the order of the units; deterministic, and no two units alike."""
    planted = {place: fault for fault in FAULTS for place in places(fault)}
    for unit, (name, count, objects) in enumerate(words.UNITS, 1):
        before: DemoEntry | None = None
        for number in range(1, count + 1):
            entry = sound_entry(unit, number, name, objects.split(","))
            fault = planted.get((unit, number))
            yield entry.changed(fault.changes(entry, before or entry)) if fault else entry
            before = entry


def sound_entry(unit: int, number: int, provider: str, objects: list[str]) -> DemoEntry:
    """An entry without fault: named, described, classified, mounted, fresh on `AS_OF`."""
    kind = words.KINDS[(number - 1) // len(objects)]
    thing = objects[(number - 1) % len(objects)]
    draw = hashlib.sha256(f"{unit}/{number}".encode()).digest()
    cycle, most_days = CYCLES[draw[0] % len(CYCLES)]
    formats = STRUCTURED[draw[1] % len(STRUCTURED)]
    in_series = series_title(unit, number)
    title = in_series or f"{thing}{kind}"
    return DemoEntry(
        unit=unit,
        number=number,
        title=title,
        abstract=f"{provider}在履职中产生和管理的{title}，按目录所列信息项逐条提供。（演示数据）",
        theme=words.THEMES[unit % len(words.THEMES)],
        industry=words.INDUSTRIES[unit % len(words.INDUSTRIES)],
        formats=formats,
        update_cycle=cycle,
        issued=FIRST_ISSUED + timedelta(days=draw[2] * 2),
        updated=AS_OF - timedelta(days=draw[3] % (most_days + 1)),
        rows=11 + int.from_bytes(draw[4:6]) % 40_000,
        tables=1,
        apis=int("api" in formats),
        item_names=words.ITEMS[: 5 if in_series else 5 + draw[6] % 6],
        keywords=(thing,),
    )


def series_title(unit: int, number: int) -> str:
    """The title of an entry that belongs to a family cut up by year or region; empty for all others."""
    for series in SERIES:
        if series.unit == unit and series.first <= number < series.first + len(series.titles):
            return series.titles[number - series.first]
    return ""
