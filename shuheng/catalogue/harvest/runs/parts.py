"""Items and resources of harvested entries: put in with new entries, moved with changed ones, never lost in silence.

An item that stays keeps what people added to it (code list, data element); a resource that the source no longer
names is unmounted, with the date.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from shuheng.catalogue.harvest.runs.bulk import insert, reserve
from shuheng.catalogue.harvest.runs.held import Incoming
from shuheng.catalogue.models import CatalogueEntry, InformationItem, Resource
from shuheng.catalogue.state import item_state, items_of, resource_state
from shuheng.engines.harvest.record import ResourceRecord

Changes = dict[str, list[Any]]
ITEM_NAMES = (
    "id", "entry", "position", "name", "description", "system_name", "database_name", "table_name", "field_name",
    "data_type", "code_list_name", "code_values",
)  # fmt: skip
RESOURCE_NAMES = (
    "id", "entry", "kind", "title", "format", "url", "rows", "size_bytes", "volume_query", "mounted",
)  # fmt: skip


def insert_parts(pairs: Sequence[tuple[int, Incoming]], as_of: dt.date) -> None:
    """Items and resources of new entries, given with their numbers."""
    items = [
        [number, position, name, *[""] * 8]
        for number, one in pairs
        for position, name in enumerate(one.content.items, 1)
    ]
    resources = [
        [number, *cells(resource), as_of] for number, one in pairs for resource in one.content.resources
    ]
    for model, names, rows in (
        (InformationItem, ITEM_NAMES, items),
        (Resource, RESOURCE_NAMES, resources),
    ):
        for number, row in zip(reserve(model, len(rows)), rows, strict=True):
            row.insert(0, number)
        insert(model, names, rows)


def cells(resource: ResourceRecord) -> list[Any]:
    """The values of a resource in the order of the columns."""
    return [
        resource.kind.value,
        resource.title,
        resource.format,
        resource.url,
        resource.rows,
        resource.size_bytes,
        resource.volume_query,
    ]


def entries_with_parts(numbers: Iterable[int]) -> set[int]:
    """Those of the entries that hold items or mounted resources."""
    items = InformationItem.objects.filter(entry__in=numbers)
    resources = Resource.objects.filter(entry__in=numbers, unmounted=None)
    return {
        number for rows in (items, resources) for number in rows.order_by().values_list("entry_id", flat=True)
    }


def change_parts(entry: CatalogueEntry, one: Incoming, as_of: dt.date, *, held: bool) -> Changes:
    """Bring items and resources of an entry in line with its record; what changed, as history keeps it.

    `held` False: the entry has none, so that a record without any asks nothing of the database.
    """
    changes: Changes = {}
    if not (held or one.content.items or one.content.resources):
        return changes
    if one.record.item_names is not None and [item.name for item in items_of(entry)] != list(
        one.content.items
    ):
        before = [item_state(item) for item in items_of(entry)]
        change_items(entry, one.content.items)
        changes["items"] = [before, [item_state(item) for item in items_of(entry)]]
    if one.record.resources_known:
        before = [resource_state(row) for row in entry.resources.order_by("pk")]
        change_resources(entry, one.content.resources, as_of)
        after = [resource_state(row) for row in entry.resources.order_by("pk")]
        if before != after:
            changes["resources"] = [before, after]
    return changes


def change_items(entry: CatalogueEntry, names: Sequence[str]) -> None:
    """The names in their order; rows of names that stay keep all they hold."""
    held: dict[str, list[InformationItem]] = {}
    for item in items_of(entry):
        held.setdefault(item.name, []).append(item)
    rows = []
    for position, name in enumerate(names, 1):
        row = held[name].pop(0) if held.get(name) else InformationItem(entry=entry, name=name)
        row.pk, row.position = None, position
        rows.append(row)
    entry.items.all().delete()
    InformationItem.objects.bulk_create(rows, batch_size=500)


def change_resources(entry: CatalogueEntry, wanted: Sequence[ResourceRecord], as_of: dt.date) -> None:
    """Resources are told apart by kind, title, format and address."""
    mounted: dict[tuple[str, ...], list[Resource]] = {}
    for row in entry.resources.filter(unmounted=None).order_by("pk"):
        mounted.setdefault((row.kind, row.title, row.format, row.url), []).append(row)
    for resource in wanted:
        identity = (resource.kind.value, resource.title, resource.format, resource.url)
        figures = {name: getattr(resource, name) for name in ("rows", "size_bytes", "volume_query")}
        if not mounted.get(identity):
            names = dict(zip(("kind", "title", "format", "url"), identity, strict=True))
            Resource.objects.create(entry=entry, mounted=as_of, **names, **figures)
            continue
        row = mounted[identity].pop(0)
        if any(getattr(row, name) != value for name, value in figures.items()):
            Resource.objects.filter(pk=row.pk).update(**figures)
    gone = [row.pk for rows in mounted.values() for row in rows]
    Resource.objects.filter(pk__in=gone).update(unmounted=as_of)
