"""Items and resources of an entry, and the counts of them that the entry carries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from shuheng.catalogue.fields import ITEM_FIELDS, RESOURCE_FIELDS
from shuheng.catalogue.models import CatalogueEntry, CodeList, DataElement, InformationItem, Resource
from shuheng.problems import Problem, ProblemsError, did_you_mean
from shuheng.terms import ResourceKind

Values = Mapping[str, Any]
COUNTS = {
    ResourceKind.TABLE: "tables",
    ResourceKind.API: "apis",
    ResourceKind.FILE: "file_count",
    ResourceKind.VIDEO: "videos",
    ResourceKind.IOT: "iot",
}
MOST_ITEMS = 5_000


def put_items(entry: CatalogueEntry, items: Sequence[Values]) -> None:
    """Replace the items by these, in this order; what stood before is kept in the entry's version.

    Each names its code list and data element by code. Raises `ProblemsError` with the row of each mistake.
    """
    lists, elements = standards_of(items)
    rows = [
        InformationItem(
            entry=entry,
            position=position,
            **{name: item[name] for name in ITEM_FIELDS if name in item and name not in STANDARDS},
            code_list=lists.get(item.get("code_list") or ""),
            element=elements.get(item.get("element") or ""),
        )
        for position, item in enumerate(items, 1)
    ]
    entry.items.all().delete()
    InformationItem.objects.bulk_create(rows, batch_size=500)
    entry.item_count = len(rows)


STANDARDS = ("code_list", "element")


def standards_of(items: Sequence[Values]) -> tuple[dict[str, CodeList], dict[str, DataElement]]:
    """Code lists and data elements that the items name, by code; refuses those that are not registered."""
    if len(items) > MOST_ITEMS:
        message = f"有 {len(items)} 个信息项，一个目录最多 {MOST_ITEMS} 个。"
        raise ProblemsError([Problem("items-too-many", message, hint="请按表拆成几个目录。")])
    lists = {one.code: one for one in CodeList.objects.filter(code__in=named(items, "code_list"))}
    elements = {one.code: one for one in DataElement.objects.filter(code__in=named(items, "element"))}
    problems = [
        *unregistered(items, "code_list", lists, CodeList.objects.values_list("code", flat=True)),
        *unregistered(items, "element", elements, DataElement.objects.values_list("code", flat=True)),
    ]
    if problems:
        raise ProblemsError(sorted(problems, key=lambda one: one.row))
    return lists, elements


def named(items: Iterable[Values], name: str) -> set[str]:
    return {str(item[name]) for item in items if item.get(name)}


def unregistered(
    items: Sequence[Values], name: str, known: Mapping[str, object], codes: Iterable[str]
) -> list[Problem]:
    title = ITEM_FIELDS[name].title
    missing = named(items, name) - set(known)
    offered = list(codes) if missing else []
    return [
        Problem(
            f"item-{name.replace('_', '-')}-unknown",
            f"没有登记过“{item[name]}”。",
            row=row,
            field=title,
            hint=did_you_mean(str(item[name]), offered) or "请先在“数据标准”里登记，或把这一格留空。",
        )
        for row, item in enumerate(items, 1)
        if item.get(name) in missing
    ]


def put_resources(entry: CatalogueEntry, resources: Sequence[Values]) -> None:
    """Change those with a `number`, add those without, and move the entry's counts by the difference.

    A harvested entry may count resources that its source only hinted at; the difference keeps these.
    """
    held = {one.pk: one for one in entry.resources.all()}
    before = mounted_by_kind(held.values())
    for given in resources:
        number = given.get("number")
        if number is not None and number not in held:
            message = f"这个目录没有编号为 {number} 的资源。"
            hint = "新增的资源不要写资源编号。"
            raise ProblemsError([Problem("resource-unknown", message, hint=hint)])
        row = held[number] if number is not None else Resource(entry=entry, mounted=timezone.localdate())
        changed = [
            name
            for name in RESOURCE_FIELDS
            if name in given and given[name] != getattr(row, name)
            and not (number is None and name == "mounted" and given[name] is None)
        ]  # fmt: skip
        for name in changed:
            setattr(row, name, given[name])
        if changed:
            row.save(update_fields=changed if number is not None else None)
    recount(entry, before)


def recount(entry: CatalogueEntry, before: Counter[str]) -> None:
    """Move the counts of the entry by what was mounted and unmounted."""
    rows = list(entry.resources.all())
    after = mounted_by_kind(rows)
    for kind, name in COUNTS.items():
        setattr(entry, name, max(0, getattr(entry, name) + after[kind] - before[kind]))
    if after != before:
        entry.resources_known = True
    answers = [one.volume_query for one in rows if one.kind == ResourceKind.API and one.unmounted is None]
    if answers:
        entry.volume_query = volume_answer(answers)


def mounted_by_kind(resources: Iterable[Resource]) -> Counter[str]:
    return Counter(one.kind for one in resources if one.unmounted is None)


def volume_answer(answers: Sequence[bool | None]) -> bool | None:
    """All APIs offer the query: yes; one does not: no; otherwise unknown."""
    if False in answers:
        return False
    return None if None in answers else True
