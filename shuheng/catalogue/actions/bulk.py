"""One change to many entries: some fields, the same value."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import demand, locked_many, refusal
from shuheng.catalogue.actions.providers import Providers
from shuheng.catalogue.actions.store import Values, Wanted, write
from shuheng.catalogue.fields import ENTRY_FIELDS, NOT_IN_BULK
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.search.index import put as index
from shuheng.catalogue.terms import EntryStatus

MOST_ENTRIES = 2_000


@dataclass(frozen=True)
class BulkCount:
    """What a bulk edit would do, or did: entries changed, those that have the values already, those withdrawn."""

    changed: int
    same: int
    ended: int


def bulk_edit(
    *, numbers: Sequence[int], values: Values, reason: str, by: Visitor, expected: int | None = None
) -> BulkCount:
    """Give all these entries the values, or none: one may not be allowed, or the count differs from the preview."""
    refuse_bulk(numbers, values)
    with transaction.atomic():
        entries = locked_many(numbers)
        for agency in {entry.agency_id: entry.agency for entry in entries}.values():
            demand(by, "catalogue.edit", agency)
        count = bulk_count(entries, values)
        if expected is not None and count.changed != expected:
            message = f"预览时要改 {expected} 条，现在是 {count.changed} 条：有人改过其中的目录。"
            raise refusal("bulk-moved", message, "请重新预览。")
        changing = [entry for entry in entries if differs(entry, values)]
        providers = Providers()
        for entry in changing:
            given = providers.recognised(entry.agency, values)
            write(entry, Wanted(given, reason=reason), actor=by.name, action="catalogue.bulk_edit_entry")
        detail = {"fields": sorted(values), "changed": count.changed, "reason": reason[:500]}
        record(
            actor=by.name,
            action="catalogue.bulk_edit",
            thing_type="CatalogueEntry",
            thing_id="",
            detail=detail,
        )
        index([entry.pk for entry in changing])
    return count


def refuse_bulk(numbers: Sequence[int], values: Values) -> None:
    if not values:
        raise refusal("bulk-no-field", "没有选择要改的内容。", "请至少勾选一项。")
    if not numbers:
        raise refusal("bulk-no-entry", "没有选择目录。", "请在目录列表里勾选，或按条件筛选。")
    if len(numbers) > MOST_ENTRIES:
        message = f"选了 {len(numbers)} 条，一次最多改 {MOST_ENTRIES} 条。"
        raise refusal("bulk-too-many", message, "请缩小范围，分几次改。")
    odd = sorted(name for name in values if name not in ENTRY_FIELDS or name in NOT_IN_BULK)
    if odd:
        raise refusal("bulk-field", f"不能批量改：{'、'.join(odd)}。")


def bulk_count(entries: Sequence[CatalogueEntry], values: Values) -> BulkCount:
    """What the values would change in these entries."""
    ended = sum(1 for entry in entries if entry.status == EntryStatus.WITHDRAWN)
    changed = sum(1 for entry in entries if differs(entry, values))
    return BulkCount(changed, len(entries) - ended - changed, ended)


def differs(entry: CatalogueEntry, values: Values) -> bool:
    in_force = entry.status != EntryStatus.WITHDRAWN
    return in_force and any(getattr(entry, name) != value for name, value in values.items())
