"""Writing one chunk: new entries, changed entries with their versions, reports on records, the search index."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.utils import timezone

from shuheng.catalogue.fields import ENTRY_FIELDS
from shuheng.catalogue.harvest.codes import meaning_of
from shuheng.catalogue.harvest.runs import bulk
from shuheng.catalogue.harvest.runs.content import CONTENT
from shuheng.catalogue.harvest.runs.held import Incoming, Owner, Sorted
from shuheng.catalogue.harvest.runs.parts import change_parts, entries_with_parts, insert_parts
from shuheng.catalogue.models import CatalogueEntry, EntryVersion, HarvestRecord, HarvestRun
from shuheng.catalogue.search import index
from shuheng.catalogue.state import Changes, changes_between
from shuheng.catalogue.terms import EntryStatus
from shuheng.catalogue.values import stored
from shuheng.engines.harvest.record import Refusal
from shuheng.terms import LifecycleStep

NEW = tuple(field.name for field in bulk.meta(CatalogueEntry).concrete_fields)
OWN = ("id", "source_key", "agency", "provider", "content_hash", "raw")  # of each entry, beside its content
SAME = (
    "source", "first_run", "created", "changed", "should_publish", "can_publish", "step", "status", "ended",
    "end_reason", "version", "demo",
)  # fmt: skip
IN_ORDER = itemgetter(*((*OWN, *CONTENT, *SAME).index(name) for name in NEW))
CELLS = itemgetter(*CONTENT)
COLUMNS = tuple(field.attname for field in bulk.meta(CatalogueEntry).concrete_fields)
CHANGED = (
    *CONTENT, "agency", "provider", "content_hash", "raw", "status", "ended", "end_reason", "changed", "version",
)  # fmt: skip
TOLD = (*ENTRY_FIELDS, "published", "status", "ended", "end_reason", "unmapped")
VERSION = ("entry", "number", "at", "actor", "reason", "changes", "run")
REPORT = ("run", "number", "line", "key", "refused", "code", "field", "message", "raw", "entry")
REASON = "采集时来源有变更"
LONGEST_MESSAGE, LONGEST_RAW, LONGEST_FIELD = 1000, 10_000, 200


@dataclass(frozen=True)
class Writer:
    """Where the entries of a run go, and as of which day."""

    run: HarvestRun
    owner: Owner
    as_of: dt.date

    def write(self, found: Sorted) -> None:
        """All of a chunk, in the caller's transaction."""
        now = timezone.now()
        changed = self.change(found.changed, now)
        numbers = changed | self.insert(found.new, now)
        self.report(found.refused, [*found.new, *found.changed], numbers)
        if changed:
            index.put(changed.values())

    def insert(self, new: Sequence[Incoming], now: dt.datetime) -> dict[str, int]:
        """New entries with their parts and in the index; the number of each by key."""
        numbers = bulk.reserve(CatalogueEntry, len(new))
        same = self.same(now)
        rows = [
            list(IN_ORDER((number, one.key, *self.own(one), *CELLS(one.content.values), *same)))
            for number, one in zip(numbers, new, strict=True)
        ]
        entries = [bare(row) for row in rows]
        bulk.insert(CatalogueEntry, NEW, rows)
        insert_parts(list(zip(numbers, new, strict=True)), self.as_of)
        names = {number: one.content.items for number, one in zip(numbers, new, strict=True)}
        index.put_entries(entries, names, new=True)
        return dict(zip((one.key for one in new), numbers, strict=True))

    def same(self, now: dt.datetime) -> tuple[Any, ...]:
        """`SAME` of a run's new entries. Published elsewhere, they are left to be kept up."""
        run, step, status = self.run, LifecycleStep.MAINTAIN.value, EntryStatus.ACTIVE.value
        return (run.source_id, run.pk, now, now, False, False, step, status, None, "", 1, run.source.demo)

    def own(self, one: Incoming) -> tuple[Any, ...]:
        """`OWN` after number and key."""
        return (self.owner.agency.pk, one.provider_id, one.content_hash, one.record.raw)

    def change(self, changed: Sequence[Incoming], now: dt.datetime) -> dict[str, int]:
        """Bring held entries in line with their records; the number of each by key."""
        wanted = {one.held.pk: one for one in changed if one.held is not None}
        entries = CatalogueEntry.objects.filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk")
        with_parts = entries_with_parts(wanted)
        rows, versions = [], []
        for entry in entries.select_related("agency", "provider"):
            one = wanted[entry.pk]
            before = told(entry)
            parts = change_parts(entry, one, self.as_of, held=entry.pk in with_parts)
            self.apply(entry, one)
            changes = changes_between(before, told(entry)) | parts
            values = one.content.values | {"item_count": entry.item_count}
            state = (entry.status, entry.ended, entry.end_reason, now, entry.version)
            rows.append([*CELLS(values), *self.own(one), *state, entry.pk])
            versions.append([entry.pk, entry.version, now, self.run.actor, REASON, changes, self.run.pk])
        bulk.update(CatalogueEntry, CHANGED, rows)
        self.insert_versions(versions)
        return {one.key: number for number, one in wanted.items()}

    def preview(self, one: Incoming) -> Changes:
        """What a record would change of the fields of its entry; nothing is written."""
        entry = CatalogueEntry.objects.select_related("agency", "provider").get(
            source_key=one.key, source=self.run.source
        )
        before = told(entry)
        self.apply(entry, one)
        return changes_between(before, told(entry))

    def apply(self, entry: CatalogueEntry, one: Incoming) -> None:
        """The record's values on the entry in memory; what had vanished is there again."""
        items_left = one.record.item_names is None and entry.item_count is not None
        for name, value in one.content.values.items():
            if name != "item_count" or not items_left:  # what is no longer told stays as it was told
                setattr(entry, name, value)
        entry.agency = self.owner.agency
        entry.provider = self.owner.index.by_id[one.provider_id] if one.provider_id else None
        if entry.status == EntryStatus.VANISHED:
            entry.status, entry.ended, entry.end_reason = EntryStatus.ACTIVE.value, None, ""
        entry.version += 1

    def insert_versions(self, rows: Sequence[list[Any]]) -> None:
        numbers = bulk.reserve(EntryVersion, len(rows))
        bulk.insert(EntryVersion, ("id", *VERSION), [[n, *row] for n, row in zip(numbers, rows, strict=True)])

    def report(self, refused: Sequence[Refusal], taken: Sequence[Incoming], numbers: dict[str, int]) -> None:
        """A row per refusal and per note."""
        run = self.run.pk
        rows: list[list[Any]] = [
            [run, one.number, one.line, one.key[:LONGEST_MESSAGE], True, one.code, "",
             one.message[:LONGEST_MESSAGE], bulk.storable(one.raw_text)[:LONGEST_RAW], None]
            for one in refused
        ]  # fmt: skip
        for one in taken:
            number, line = one.record.number, one.record.line
            for code, field, written, message in notes_of(one):
                rows.append(
                    [run, number, line, one.key, False, code, field[:LONGEST_FIELD], message[:LONGEST_MESSAGE],
                     bulk.storable(written)[:LONGEST_RAW], numbers.get(one.key)]
                )  # fmt: skip
        ids = bulk.reserve(HarvestRecord, len(rows))
        bulk.insert(HarvestRecord, ("id", *REPORT), [[n, *row] for n, row in zip(ids, rows, strict=True)])


def bare(row: Sequence[Any]) -> CatalogueEntry:
    """An entry to be read from, for the index: its columns and nothing of what Django keeps for saving."""
    entry = CatalogueEntry.__new__(CatalogueEntry)
    entry.__dict__.update(zip(COLUMNS, row, strict=True))
    return entry


def notes_of(one: Incoming) -> list[tuple[str, str, str, str]]:
    """Code, field, value as written and message of each note: the engine's, then this room's."""
    found = [(note.code, note.field, note.written, note.message) for note in one.record.notes]
    for code, field, written in one.content.told:
        found.append((code, field, written, f"“{field}”：{meaning_of(code)[0]}。"))
    return found


def told(entry: CatalogueEntry) -> dict[str, Any]:
    """The fields that history compares, as it keeps them; agencies by their codes."""
    state = {name: stored(getattr(entry, name)) for name in TOLD}
    state["agency"] = entry.agency.code
    state["provider"] = entry.provider.code if entry.provider else ""
    return state
