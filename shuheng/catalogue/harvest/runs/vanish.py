"""Entries that their source no longer has: marked with the day, never deleted, and only when the list was whole."""

import datetime as dt
from collections.abc import Sequence
from itertools import islice

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from shuheng.catalogue.harvest.codes import meaning_of
from shuheng.catalogue.harvest.runs import bulk
from shuheng.catalogue.harvest.runs.chunk import VERSION
from shuheng.catalogue.models import CatalogueEntry, EntryVersion, HarvestRun
from shuheng.catalogue.search import index
from shuheng.catalogue.terms import EntryStatus

REASON = "采集时来源中已没有"
CHUNK = 2000


def gone_from(run: HarvestRun, seen: set[str]) -> list[int]:
    """Numbers of the entries in force that no record of the run had."""
    held = CatalogueEntry.objects.filter(source=run.source, status=EntryStatus.ACTIVE).order_by("pk")
    pairs = held.values_list("pk", "source_key").iterator(chunk_size=10_000)
    return [number for number, key in pairs if key not in seen]


def too_many(run: HarvestRun, gone: int) -> bool:
    """Whether more than half of what was held before the run would vanish."""
    before = CatalogueEntry.objects.filter(source=run.source, status=EntryStatus.ACTIVE)
    held = before.filter(~Q(first_run=run) | Q(first_run=None)).count() + run.vanished
    return (gone + run.vanished) * 2 > held


def why_kept(gone: int) -> str:
    """What is said when entries are missing and yet stay."""
    meaning, remedy = meaning_of("vanish-too-many")
    return f"{meaning}：本次来源中缺少原有目录 {gone:,} 条。{remedy}"


def mark_gone(run: HarvestRun, numbers: Sequence[int], as_of: dt.date) -> None:
    """Mark entries in chunks, each with its count in one transaction."""
    rest = iter(numbers)
    while part := list(islice(rest, CHUNK)):
        with transaction.atomic():
            HarvestRun.objects.filter(pk=run.pk).update(vanished=F("vanished") + mark(run, part, as_of))
    run.refresh_from_db(fields=["vanished"])


def mark(run: HarvestRun, numbers: Sequence[int], as_of: dt.date) -> int:
    """Mark these entries as vanished, each with its version; how many were still in force."""
    now = timezone.now()
    held = CatalogueEntry.objects.filter(pk__in=numbers, status=EntryStatus.ACTIVE).select_for_update()
    versions = dict(held.order_by("pk").values_list("pk", "version"))
    after = {"status": EntryStatus.VANISHED.value, "ended": as_of, "end_reason": REASON}
    CatalogueEntry.objects.filter(pk__in=versions).update(**after, version=F("version") + 1, changed=now)
    changes = {
        "status": [EntryStatus.ACTIVE.value, EntryStatus.VANISHED.value],
        "ended": [None, as_of.isoformat()],
        "end_reason": ["", REASON],
    }
    rows = [
        [number, version + 1, now, run.actor, REASON, changes, run.pk] for number, version in versions.items()
    ]
    ids = bulk.reserve(EntryVersion, len(rows))
    bulk.insert(EntryVersion, ("id", *VERSION), [[n, *row] for n, row in zip(ids, rows, strict=True)])
    index.put(list(versions))
    return len(rows)
