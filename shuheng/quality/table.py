"""The catalogue as the table that the measures read: streamed out of the database, column by column.

Only entries that stand: withdrawn and vanished ones are not measured.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import connection
from django.db.models import Expression, F, IntegerField, TextField
from django.db.models.functions import Cast

from shuheng.catalogue.models import CatalogueEntry, InformationItem
from shuheng.catalogue.terms import EntryStatus
from shuheng.engines.measure import COLUMNS

CHUNK = 20_000
SECONDS = len("2023-06-30 12:00:00")
JOINT = "；"
OWNER, DEMO = "owner", "demo"
Row = tuple[Any, ...]
Told = Callable[[int], None]


@dataclass(frozen=True)
class Reading:
    """How one column is asked of the database, and what is made of the answers of one chunk."""

    column: str
    asked: str | Expression | F
    made: Callable[[Sequence[Any], pa.DataType], pa.Array]


def as_they_are(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    return pa.array(values, kind)


def as_days(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Dates come as texts: that is one conversion per column, not one per value."""
    return pa.array(values, pa.string()).cast(kind)


def as_local_days(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """The day, here, of a moment that the database writes in UTC."""
    moments = pc.utf8_slice_codeunits(pa.array(values, pa.string()), 0, SECONDS).cast(pa.timestamp("s"))
    here = pc.assume_timezone(moments, "UTC").cast(pa.timestamp("s", settings.TIME_ZONE))
    return pc.local_timestamp(here).cast(kind)


def as_truths(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    return pa.array(values, pa.int8()).cast(kind)


def joined_by(mark: str) -> Callable[[Sequence[Any], pa.DataType], pa.Array]:
    @lru_cache(maxsize=50_000)
    def joined(text: str | None) -> str:
        return mark.join(str(part) for part in json.loads(text or "[]"))

    return lambda values, kind: pa.array([joined(value) for value in values], kind)


def day(field: str) -> Reading:
    return Reading(field, Cast(field, TextField()), as_days)


def truth(field: str) -> Reading:
    return Reading(field, Cast(field, IntegerField()), as_truths)


def plain(*fields: str) -> tuple[Reading, ...]:
    return tuple(Reading(field, F(field), as_they_are) for field in fields)


READINGS: tuple[Reading, ...] = (
    Reading("entry_id", F("pk"), as_they_are),
    *plain("title", "abstract", "theme", "industry", "grade", "update_cycle", "rows"),
    *plain("sharing_type", "sharing_condition", "open_type", "open_condition"),
    *plain("tables", "apis", "file_count", "videos", "iot"),
    Reading("provider", F("provider_name"), as_they_are),
    Reading("items", F("item_count"), as_they_are),
    Reading("keywords", Cast("keywords", TextField()), joined_by(JOINT)),
    Reading("formats", Cast("formats", TextField()), joined_by(",")),
    day("issued"),
    day("updated"),
    Reading("created", Cast("created", TextField()), as_local_days),
    truth("resources_known"),
    truth("published"),
    truth("should_publish"),
    truth("can_publish"),
    truth("volume_query"),
    Reading(OWNER, F("agency_id"), as_they_are),
    Reading(DEMO, Cast("demo", IntegerField()), as_truths),
    Reading("harvested", F("source_id"), as_they_are),
)
KINDS = {OWNER: pa.int64(), DEMO: pa.bool_(), "harvested": pa.int64()}
PLACES = {reading.column: place for place, reading in enumerate(READINGS)}
SCHEMA = pa.schema(
    [*COLUMNS.remove(COLUMNS.get_field_index("agency")), (OWNER, pa.int64()), (DEMO, pa.bool_())]
)


def catalogue_table(told: Told = lambda _: None) -> pa.Table:
    """All entries that stand, in the order of their numbers: `COLUMNS` of the engine but `agency`, and the id of
    the agency in whose catalogue each stands (`owner`). `told` hears how many have been read.
    """
    entries = CatalogueEntry.objects.filter(status=EntryStatus.ACTIVE).order_by("pk")
    query = entries.values_list(*(reading.asked for reading in READINGS)).query
    items = ItemTexts()
    batches: list[pa.RecordBatch] = []
    done = 0
    with connection.chunked_cursor() as cursor:  # the driver's own rows: no work of Python's for each value
        cursor.execute(*query.sql_with_params())
        while chunk := cursor.fetchmany(CHUNK):
            batches.append(batch_of(chunk, items))
            done += len(chunk)
            told(done)
    return pa.Table.from_batches(batches, SCHEMA)


def batch_of(chunk: list[Row], items: "ItemTexts") -> pa.RecordBatch:
    columns = list(zip(*chunk, strict=True))
    made: dict[str, pa.Array] = {}
    for reading, values in zip(READINGS, columns, strict=True):
        kind = KINDS[reading.column] if reading.column in KINDS else COLUMNS.field(reading.column).type
        made[reading.column] = reading.made(with_unknown_lists(reading.column, values, chunk), kind)
    made["items_text"] = pa.array([items.text_of(row[0]) for row in chunk], pa.string())
    return pa.RecordBatch.from_arrays([made[name] for name in SCHEMA.names], schema=SCHEMA)


def with_unknown_lists(column: str, values: Sequence[Any], chunk: list[Row]) -> Sequence[Any]:
    """A list harvested from a portal does not say what should or can be published: there "no" means unknown."""
    if column not in {"should_publish", "can_publish"}:
        return values
    harvested = PLACES["harvested"]
    return [value or (None if row[harvested] else value) for value, row in zip(values, chunk, strict=True)]


class ItemTexts:
    """The names of the items of each entry, joined; read beside the entries, in the same order."""

    def __init__(self) -> None:
        items = InformationItem.objects.filter(entry__status=EntryStatus.ACTIVE)
        ordered = items.order_by("entry_id", "position").values_list("entry_id", "name")
        self._names: Iterator[tuple[int, str]] = ordered.iterator(chunk_size=CHUNK)
        self._next = next(self._names, None)

    def text_of(self, entry: int) -> str:
        """The names of one entry; entries must be asked for in the order of their numbers."""
        found: list[str] = []
        while self._next is not None and self._next[0] <= entry:
            if self._next[0] == entry:
                found.append(self._next[1])
            self._next = next(self._names, None)
        return JOINT.join(found)
