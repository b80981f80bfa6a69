"""The history of an entry: its versions, and what differs between any two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.audit.models import AuditRow
from shuheng.catalogue.fields import (
    COUNT_TITLES,
    ENTRY_FIELDS,
    ITEM_FIELDS,
    OWNER_TITLES,
    RESOURCE_FIELDS,
    STATE_TITLES,
    Field,
)
from shuheng.catalogue.models import CatalogueEntry, EntryVersion
from shuheng.catalogue.state import State, state_at
from shuheng.catalogue.terms import EntryStatus
from shuheng.catalogue.values import said
from shuheng.terms import LifecycleStep

Difference = tuple[str, str, str]
TITLES = {**STATE_TITLES, **COUNT_TITLES, **OWNER_TITLES, "items": "信息项", "resources": "资源"}
MOST_ACTS = 100
ACTS = {
    "catalogue.create_entry": "新编",
    "catalogue.edit_entry": "修改",
    "catalogue.bulk_edit_entry": "批量修改",
    "catalogue.step_entry": "办理环节",
    "catalogue.withdraw_entry": "撤销",
    "catalogue.restore_entry": "恢复",
}


@dataclass(frozen=True)
class VersionRow:
    """One version: who, when, why, and the titles of what changed."""

    number: int
    version: EntryVersion | None
    titles: tuple[str, ...]

    @property
    def before(self) -> int:
        return max(1, self.number - 1)


@dataclass(frozen=True)
class Act:
    """A row of the log with the title of the act."""

    row: AuditRow
    title: str


@dataclass(frozen=True)
class HistoryPage:
    """Newest first. `differences` are (title, before, after) between the versions `first` and `second`."""

    entry: CatalogueEntry
    versions: tuple[VersionRow, ...]
    first: int
    second: int
    differences: tuple[Difference, ...]
    acts: tuple[Act, ...] | None


def history_page(entry: CatalogueEntry, visitor: Visitor, first: int, second: int) -> HistoryPage:
    """`first` and `second` are held to the versions there are; without a wish, the last change is shown."""
    held = {one.number: one for one in entry.versions.all()}
    rows = tuple(
        VersionRow(number, held.get(number), titles_of(held[number].changes) if number in held else ())
        for number in range(entry.version, 0, -1)
    )
    second = min(max(second or entry.version, 1), entry.version)
    first = min(max(first or second - 1, 1), entry.version)
    differences = between(state_at(entry, first), state_at(entry, second)) if first != second else ()
    acts = None
    if allows(visitor, "audit.read"):
        found = AuditRow.objects.filter(thing_type="CatalogueEntry", thing_id=str(entry.pk))
        acts = tuple(
            Act(row, ACTS.get(row.action, row.action)) for row in found.order_by("-number")[:MOST_ACTS]
        )
    return HistoryPage(entry, rows, first, second, differences, acts)


def titles_of(changes: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(title_of(name) for name in changes)


def title_of(name: str) -> str:
    field = ENTRY_FIELDS.get(name)
    return field.title if field else TITLES.get(name, name)


def between(before: State, after: State) -> tuple[Difference, ...]:
    """Fields that differ, then items and resources row by row."""
    found = [
        (title_of(name), text_of(name, before.get(name)), text_of(name, after.get(name)))
        for name in (*ENTRY_FIELDS, *STATE_TITLES, *COUNT_TITLES, *OWNER_TITLES)
        if before.get(name) != after.get(name)
    ]
    found += part_differences("信息项", ITEM_FIELDS, before.get("items"), after.get("items"), "name")
    found += part_differences(
        "资源", RESOURCE_FIELDS, before.get("resources"), after.get("resources"), "number"
    )
    return tuple(found)


def text_of(name: str, value: Any) -> str:
    """The text of a field or state that history kept."""
    if name in ENTRY_FIELDS:
        return said(ENTRY_FIELDS[name], value)
    if isinstance(value, bool):
        return "是" if value else "否"
    titles = {"step": LifecycleStep.titles(), "status": EntryStatus.titles()}.get(name, {})
    return titles.get(value, "" if value is None else str(value))


def part_differences(
    word: str,
    fields: Mapping[str, Field],
    before: Sequence[State] | None,
    after: Sequence[State] | None,
    key: str,
) -> list[Difference]:
    """Rows matched by their key; a key that stands twice is told apart by its place among its like."""
    old, new = keyed(before or (), key), keyed(after or (), key)
    found: list[Difference] = []
    for name, row in old.items():
        if name not in new:
            found.append((f"{word}“{label(row)}”", "有", "删去"))
            continue
        for field in fields.values():
            one, other = row.get(field.name), new[name].get(field.name)
            if one != other:
                found.append((f"{word}“{label(row)}”{field.title}", said(field, one), said(field, other)))
    found += [(f"{word}“{label(row)}”", "", "新增") for name, row in new.items() if name not in old]
    return found


def keyed(rows: Sequence[State], key: str) -> dict[tuple[Any, int], State]:
    found: dict[tuple[Any, int], State] = {}
    for row in rows:
        place = 0
        while (row[key], place) in found:
            place += 1
        found[row[key], place] = row
    return found


def label(row: State) -> str:
    return str(row.get("name") or row.get("title") or row.get("url") or row.get("number"))
