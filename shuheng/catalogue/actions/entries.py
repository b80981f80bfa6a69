"""Making, changing, withdrawing and restoring one entry."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import demand, locked, refusal, refuse_ended, refuse_moved
from shuheng.catalogue.actions.parts import put_items, put_resources
from shuheng.catalogue.actions.providers import Providers
from shuheng.catalogue.actions.store import Values, Wanted, write
from shuheng.catalogue.models import CatalogueEntry, EntryVersion
from shuheng.catalogue.search.index import put as index
from shuheng.catalogue.state import entry_state, first_changes
from shuheng.catalogue.terms import EntryStatus


def create_entry(
    *, agency: Agency, wanted: Wanted, by: Visitor, demo: bool = False, providers: Providers | None = None
) -> CatalogueEntry:
    """A new entry at the first step of its life cycle, in an agency that still stands.

    `providers` is kept by who makes many.
    """
    demand(by, "catalogue.edit", agency)
    today = timezone.localdate()
    refuse_closed(agency, today)
    refuse_taken(agency, wanted.values)
    with transaction.atomic():
        values = (providers or Providers()).recognised(agency, wanted.values)
        entry = CatalogueEntry(agency=agency, demo=demo, **values)
        entry.save()
        put_items(entry, wanted.items or ())
        put_resources(entry, wanted.resources or ())
        entry.save()
        EntryVersion.objects.create(
            entry=entry,
            number=entry.version,
            at=timezone.now(),
            actor=by.name,
            reason=wanted.reason[:500] or "新建",
            changes=first_changes(entry_state(entry)),
        )
        detail = {"title": entry.title[:200], "agency": agency.code, "demo": demo}
        record(
            actor=by.name,
            action="catalogue.create_entry",
            thing_type="CatalogueEntry",
            thing_id=entry.pk,
            detail=detail,
        )
        index([entry.pk])
    return entry


def edit_entry(*, number: int, version: int, wanted: Wanted, by: Visitor) -> CatalogueEntry:
    """Change an entry as it stood at `version`; `ConflictError` when somebody else was faster."""
    with transaction.atomic():
        entry = locked(number)
        if edit_locked(entry, version, wanted, by, Providers()):
            index([entry.pk])
    return entry


def edit_locked(
    entry: CatalogueEntry, version: int, wanted: Wanted, by: Visitor, providers: Providers
) -> bool:
    """The same for an entry that is locked; whether anything changed. The caller has it indexed."""
    demand(by, "catalogue.edit", entry.agency)
    refuse_moved(entry, version)
    refuse_ended(entry)
    if wanted.values.get("code", entry.code) != entry.code:
        refuse_taken(entry.agency, wanted.values)
    values = providers.recognised(entry.agency, wanted.values)
    wanted = Wanted(values, wanted.items, wanted.resources, wanted.reason)
    return write(entry, wanted, actor=by.name, action="catalogue.edit_entry") is not None


def withdraw_entry(*, number: int, version: int, day: dt.date, reason: str, by: Visitor) -> CatalogueEntry:
    """Take an entry out of force from a day on; it stays readable with its history."""
    if not reason.strip():
        raise refusal("withdraw-reason", "没有写撤销原因。", "请写明为什么撤销。")
    if day > timezone.localdate():
        raise refusal("withdraw-day", f"撤销日期 {day} 还没有到。", "请写今天或以前的日期。")
    values = {"status": EntryStatus.WITHDRAWN.value, "ended": day, "end_reason": reason.strip()[:500]}
    with transaction.atomic():
        entry = locked(number)
        demand(by, "catalogue.edit", entry.agency)
        refuse_moved(entry, version)
        refuse_ended(entry)
        write(entry, Wanted(values, reason=reason), actor=by.name, action="catalogue.withdraw_entry")
        index([entry.pk])
    return entry


def restore_entry(*, number: int, version: int, reason: str, by: Visitor) -> CatalogueEntry:
    """Put a withdrawn entry back in force as it stood. What vanished from its source comes back by harvest only."""
    values = {"status": EntryStatus.ACTIVE.value, "ended": None, "end_reason": ""}
    with transaction.atomic():
        entry = locked(number)
        demand(by, "catalogue.edit", entry.agency)
        refuse_moved(entry, version)
        if entry.status != EntryStatus.WITHDRAWN:
            raise refusal("restore-not-withdrawn", f"“{entry.title}”没有撤销过，不用恢复。")
        write(entry, Wanted(values, reason=reason), actor=by.name, action="catalogue.restore_entry")
        index([entry.pk])
    return entry


def refuse_closed(agency: Agency, today: dt.date) -> None:
    if agency.valid_to is None or agency.valid_to >= today:
        return
    successor = agency.merged_into
    hint = f"请改用“{successor.name}”。" if successor else "请换一个单位。"
    raise refusal("agency-closed", f"“{agency.name}”已于 {agency.valid_to} 停用，不能再编目录。", hint)


def refuse_taken(agency: Agency, values: Values) -> None:
    """Two entries in force of one agency do not share a code."""
    code = values.get("code") or ""
    if not code:
        return
    taken = CatalogueEntry.objects.filter(agency=agency, code=code, status=EntryStatus.ACTIVE).first()
    if taken is not None:
        message = f"目录代码“{code}”已用于“{taken.title[:60]}”。"
        raise refusal("entry-code-taken", message, "请核对，或换一个代码。")
