"""Data libraries: made, changed, and which entries belong to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import demand, refusal
from shuheng.catalogue.models import CatalogueEntry, DataLibrary
from shuheng.catalogue.search.index import put as index
from shuheng.catalogue.standard_fields import LIBRARY_FIELDS
from shuheng.catalogue.values import stored

MANAGE = "standards.manage"
MOST_ENTRIES = 2_000


def save_library(
    *, by: Visitor, agency: Agency, values: Mapping[str, Any], held: DataLibrary | None = None
) -> DataLibrary:
    """Make a library of an agency, or change `held`."""
    demand(by, MANAGE, agency)
    with transaction.atomic():
        row = DataLibrary.objects.select_for_update().get(pk=held.pk) if held else DataLibrary()
        if held is not None:
            demand(by, MANAGE, held.agency)
        before = library_state(row) if held else {}
        row.agency = agency
        for name, value in values.items():
            setattr(row, name, value)
        refuse_bad_library(row)
        row.save()
        changes = {
            name: [before.get(name), value]
            for name, value in library_state(row).items()
            if before.get(name) != value
        }
        if changes:
            note(by, "catalogue.save_library", row, changes)
    return row


def refuse_bad_library(row: DataLibrary) -> None:
    same = DataLibrary.objects.filter(agency=row.agency, kind=row.kind, name=row.name).exclude(pk=row.pk)
    if same.exists():
        message = f"“{row.agency.name}”已经有同类的“{row.name}”。"
        raise refusal("library-twice", message, "请换一个名称，或修改原来的。")
    if row.built and row.ended and row.ended < row.built:
        raise refusal("library-days", f"停用日期 {row.ended} 早于建成日期 {row.built}。", "请核对两个日期。")


def library_state(row: DataLibrary) -> dict[str, Any]:
    state: dict[str, Any] = {name: stored(getattr(row, name)) for name in LIBRARY_FIELDS}
    return state | {"agency": row.agency.code}


def add_entries(*, by: Visitor, library: DataLibrary, numbers: Sequence[int]) -> int:
    """Put entries into a library; those that are in it already stay. Returns how many came in."""
    return change_entries(by, library, numbers, added=True)


def remove_entries(*, by: Visitor, library: DataLibrary, numbers: Sequence[int]) -> int:
    """Take entries out of a library; they remain in the catalogue. Returns how many went out."""
    return change_entries(by, library, numbers, added=False)


def change_entries(by: Visitor, library: DataLibrary, numbers: Sequence[int], *, added: bool) -> int:
    demand(by, MANAGE, library.agency)
    if len(numbers) > MOST_ENTRIES:
        raise refusal("bulk-too-many", f"选了 {len(numbers)} 条，一次最多 {MOST_ENTRIES} 条。", "请分几次。")
    with transaction.atomic():
        known = set(CatalogueEntry.objects.filter(pk__in=numbers).values_list("pk", flat=True))
        unknown = [number for number in numbers if number not in known]
        if unknown:
            named = "、".join(str(number) for number in unknown[:10])
            raise refusal("library-entry-unknown", f"没有这些编号的目录：{named}。", "请核对目录编号。")
        held = set(library.entries.filter(pk__in=known).values_list("pk", flat=True))
        moving = sorted(known - held if added else held)
        if moving:
            (library.entries.add if added else library.entries.remove)(*moving)
            act = "add" if added else "remove"
            note(by, f"catalogue.library_{act}", library, {"entries": moving})
            index(moving)
    return len(moving)


def note(by: Visitor, action: str, row: DataLibrary, detail: dict[str, Any]) -> None:
    record(actor=by.name, action=action, thing_type="DataLibrary", thing_id=row.pk, detail=detail)
