"""The one way in which an entry changes: values, items and resources at once, with a version that says what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils import timezone

from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import refuse_moved
from shuheng.catalogue.actions.parts import put_items, put_resources
from shuheng.catalogue.fields import COUNT_TITLES
from shuheng.catalogue.models import CatalogueEntry, EntryVersion
from shuheng.catalogue.state import changes_between, entry_state

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What an entry shall become. None leaves the items as they are; resources not named stay as they are."""

    values: Values = field(default_factory=dict)
    items: Sequence[Values] | None = None
    resources: Sequence[Values] | None = None
    reason: str = ""


def write(entry: CatalogueEntry, wanted: Wanted, *, actor: str, action: str) -> EntryVersion | None:
    """Store what is wanted of an entry that the transaction has locked; None when nothing differs."""
    parts = wanted.items is not None or wanted.resources is not None
    before = entry_state(entry, parts=parts)
    if wanted.items is not None:
        put_items(entry, wanted.items)
    if wanted.resources is not None:
        put_resources(entry, wanted.resources)
    for name, value in wanted.values.items():
        setattr(entry, name, value)
    changes = changes_between(before, entry_state(entry, parts=parts))
    if not changes:
        return None
    raise_version(entry, wanted.values)
    version = EntryVersion.objects.create(
        entry=entry,
        number=entry.version,
        at=timezone.now(),
        actor=actor,
        reason=wanted.reason[:500],
        changes=changes,
    )
    detail = {"version": entry.version, "fields": sorted(changes), "agency": entry.agency.code}
    note = detail | ({"reason": wanted.reason[:500]} if wanted.reason else {})
    record(actor=actor, action=action, thing_type="CatalogueEntry", thing_id=entry.pk, detail=note)
    return version


def raise_version(entry: CatalogueEntry, values: Values) -> None:
    """A conditional update: it fails when another version stands in the database than was read."""
    columns = {name: getattr(entry, name) for name in (*values, *COUNT_TITLES)}
    held = CatalogueEntry.objects.filter(pk=entry.pk, version=entry.version)
    if not held.update(version=F("version") + 1, changed=timezone.now(), **columns):
        refuse_moved(CatalogueEntry.objects.get(pk=entry.pk), entry.version)
    entry.version += 1
