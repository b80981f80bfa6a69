"""Code lists and data elements: added, changed, retired and brought back, by those who manage standards."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import refusal
from shuheng.catalogue.models import CodeList, CodeValue, DataElement
from shuheng.problems import did_you_mean

Values = Mapping[str, Any]
MOST_VALUES = 20_000


def demand_standards(by: Visitor) -> None:
    """Standards belong to no agency: the permission is asked anywhere at all."""
    if not allows(by, "standards.manage"):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS['standards.manage']}。")


def save_code_list(
    *,
    by: Visitor,
    values: Values,
    codes: Sequence[tuple[str, str]] | None = None,
    held: CodeList | None = None,
) -> CodeList:
    """Add a code list, or change `held`; `codes` are pairs of code and meaning that replace those kept."""
    demand_standards(by)
    with transaction.atomic():
        refuse_used_code(CodeList, values["code"], held)
        row = CodeList.objects.select_for_update().get(pk=held.pk) if held else CodeList()
        before = code_list_state(row) if held else {}
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        if codes is not None:
            put_codes(row, codes)
        note_change(by, "catalogue.save_code_list", row, before, code_list_state(row))
    return row


def put_codes(row: CodeList, codes: Sequence[tuple[str, str]]) -> None:
    """Replace the codes by these, in this order."""
    if len(codes) > MOST_VALUES:
        raise refusal("codes-too-many", f"有 {len(codes)} 个代码，一个代码集最多 {MOST_VALUES} 个。")
    seen: set[str] = set()
    for value, _ in codes:
        if value in seen:
            raise refusal("code-twice", f"代码“{value}”出现了两次。", "一个代码只有一个含义，请删去一个。")
        seen.add(value)
    row.values.all().delete()
    rows = [
        CodeValue(code_list=row, position=position, value=value, meaning=meaning)
        for position, (value, meaning) in enumerate(codes, 1)
    ]
    CodeValue.objects.bulk_create(rows, batch_size=500)


def save_element(*, by: Visitor, values: Values, held: DataElement | None = None) -> DataElement:
    """Add a data element, or change `held`; `code_list` in the values is a code."""
    demand_standards(by)
    with transaction.atomic():
        refuse_used_code(DataElement, values["code"], held)
        row = DataElement.objects.select_for_update().get(pk=held.pk) if held else DataElement()
        before = element_state(row) if held else {}
        for name, value in values.items():
            setattr(row, name, code_list_named(value) if name == "code_list" else value)
        row.save()
        note_change(by, "catalogue.save_element", row, before, element_state(row))
    return row


def retire(*, by: Visitor, row: CodeList | DataElement, day: dt.date | None) -> None:
    """Retire a standard from a day on, or bring it back (None). Items that follow it keep it."""
    demand_standards(by)
    if day is not None and day > timezone.localdate():
        raise refusal("retire-day", f"停用日期 {day} 还没有到。", "请写今天或以前的日期。")
    with transaction.atomic():
        before = {"retired": row.retired.isoformat() if row.retired else None}
        row.retired = day
        row.save(update_fields=["retired"])
        after = {"retired": day.isoformat() if day else None}
        note_change(by, "catalogue.retire_standard", row, before, after)


def refuse_used_code(
    model: type[CodeList] | type[DataElement], code: str, held: CodeList | DataElement | None
) -> None:
    """A code names one standard, and stays with it."""
    if held is not None and held.code != code:
        raise refusal(
            "standard-code-fixed", f"编号“{held.code}”已经在用，不能改成“{code}”。", "请停用它，另建一个。"
        )
    if held is None and model.objects.filter(code=code).exists():
        raise refusal("standard-code-taken", f"编号“{code}”已经登记过。", "请核对，或换一个编号。")


def code_list_named(code: str) -> CodeList | None:
    found = CodeList.objects.filter(code=code).first() if code else None
    if code and found is None:
        known = CodeList.objects.values_list("code", flat=True)
        hint = did_you_mean(code, known) or "请先登记代码集，或把这一格留空。"
        raise refusal("element-code-list-unknown", f"没有登记过代码集“{code}”。", hint)
    return found


def code_list_state(row: CodeList) -> dict[str, Any]:
    codes = [[one.value, one.meaning] for one in row.values.order_by("position")]
    return {"code": row.code, "name": row.name, "origin": row.origin, "values": codes}


def element_state(row: DataElement) -> dict[str, Any]:
    names = ("code", "name", "definition", "data_type", "length", "synonyms", "origin")
    return {name: getattr(row, name) for name in names} | {
        "code_list": row.code_list.code if row.code_list else ""
    }


def note_change(
    by: Visitor, action: str, row: CodeList | DataElement, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """One row in the log with what stood before and stands now; nothing where nothing changed."""
    changes = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    if changes:
        record(actor=by.name, action=action, thing_type=type(row).__name__, thing_id=row.pk, detail=changes)
