"""The whole of an entry as plain values, what differs between two such states, and how it stood at a version."""

from collections.abc import Iterator, Sequence
from typing import Any

from shuheng.catalogue.fields import (
    COUNT_TITLES,
    ENTRY_FIELDS,
    ITEM_FIELDS,
    RESOURCE_FIELDS,
    STATE_TITLES,
    Field,
)
from shuheng.catalogue.models import (
    CatalogueEntry,
    CodeList,
    DataElement,
    EntryVersion,
    InformationItem,
    Resource,
)
from shuheng.catalogue.values import stored

State = dict[str, Any]
Changes = dict[str, list[Any]]
NAMES = (*ENTRY_FIELDS, *STATE_TITLES, *COUNT_TITLES)


def entry_state(entry: CatalogueEntry, *, parts: bool = True) -> State:
    """Fields by name, agencies by code, `items` and `resources` as lists (unless `parts` is off); dates are texts."""
    state: State = {name: stored(getattr(entry, name)) for name in NAMES}
    state["agency"] = entry.agency.code
    state["provider"] = entry.provider.code if entry.provider else ""
    if parts:
        state["items"] = [item_state(item) for item in items_of(entry)]
        state["resources"] = [resource_state(one) for one in entry.resources.order_by("pk")]
    return state


def items_of(entry: CatalogueEntry) -> list[InformationItem]:
    return list(entry.items.select_related("code_list", "element").order_by("position"))


def items_by_entry(entries: Sequence[CatalogueEntry]) -> dict[int, list[State]]:
    """The items of many entries, each entry's in order of position."""
    found: dict[int, list[State]] = {}
    for some in batched(entries):
        items = InformationItem.objects.filter(entry__in=some).select_related("code_list", "element")
        for item in items.order_by("entry", "position"):
            found.setdefault(item.entry_id, []).append(item_state(item))
    return found


def resources_by_entry(entries: Sequence[CatalogueEntry]) -> dict[int, list[State]]:
    """The resources of many entries."""
    found: dict[int, list[State]] = {}
    for some in batched(entries):
        for one in Resource.objects.filter(entry__in=some).order_by("entry", "pk"):
            found.setdefault(one.entry_id, []).append(resource_state(one))
    return found


def batched(entries: Sequence[CatalogueEntry], size: int = 1_000) -> Iterator[list[int]]:
    """Numbers of the entries, few enough for one question to the database."""
    for start in range(0, len(entries), size):
        yield [entry.pk for entry in entries[start : start + size]]


def item_state(item: InformationItem) -> State:
    """Fields of an item; code list and data element by their codes."""
    return {name: plain(getattr(item, name), field) for name, field in ITEM_FIELDS.items()}


def resource_state(resource: Resource) -> State:
    """Fields of a resource under its `number`."""
    fields = RESOURCE_FIELDS.items()
    return {"number": resource.pk, **{name: plain(getattr(resource, name), field) for name, field in fields}}


def plain(value: Any, field: Field) -> Any:
    """What history keeps of a value: a code instead of a row, a text instead of a date."""
    if isinstance(value, CodeList | DataElement):
        return value.code
    return field.empty if value is None else stored(value)


def changes_between(before: State, after: State) -> Changes:
    """`{name: [before, after]}` of what differs."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def first_changes(state: State) -> Changes:
    """Of an entry just made: what was said of it, each from nothing."""
    said = {
        name: value for name, value in state.items() if value not in (None, "", []) and value is not False
    }
    return {name: [None, value] for name, value in said.items() if value or name not in COUNT_TITLES}


def state_at(entry: CatalogueEntry, number: int) -> State:
    """How the entry stood at a version: later changes taken back, the newest first."""
    state = entry_state(entry)
    for version in EntryVersion.objects.filter(entry=entry, number__gt=number).order_by("-number"):
        for name, (before, _) in version.changes.items():
            state[name] = before
    return state
