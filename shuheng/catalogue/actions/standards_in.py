"""Standards from a table (Excel or CSV): every mistake at once, then all of it or nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.actions.standards import (
    code_list_state,
    demand_standards,
    element_state,
    save_code_list,
    save_element,
)
from shuheng.catalogue.fields import Field
from shuheng.catalogue.models import CodeList, DataElement
from shuheng.catalogue.standard_fields import CODE_LIST_FIELDS, ELEMENT_FIELDS, VALUE_FIELDS
from shuheng.catalogue.values import Refused, parse
from shuheng.files import Row, Table
from shuheng.problems import Problem, ProblemsError, did_you_mean

Given = tuple[Row, dict[str, Any]]


@dataclass(frozen=True)
class Imported:
    added: int
    changed: int
    unchanged: int


def import_code_lists(*, by: Visitor, table: Table) -> Imported:
    """One row per code; rows of one list stand under one 代码集编号, in their order."""
    demand_standards(by)
    rows = rows_of(table, {**CODE_LIST_FIELDS, **VALUE_FIELDS})
    lists: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {}
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for row, values in rows:
        own = {name: values[name] for name in CODE_LIST_FIELDS}
        kept, codes = lists.setdefault(own["code"], (own, []))
        if kept != own:
            message = f"代码集“{own['code']}”的名称或依据与前面的行不同。"
            problems.append(
                table.problem("code-list-differs", message, row=row.number, hint="请改成一样的。")
            )
        if (own["code"], values["value"]) in seen:
            message = f"代码“{values['value']}”在代码集“{own['code']}”里出现了两次。"
            problems.append(table.problem("code-twice", message, row=row.number, hint="请删去一行。"))
        seen.add((own["code"], values["value"]))
        codes.append((values["value"], values["meaning"]))
    if problems:
        raise ProblemsError(problems)

    def save(code: str) -> tuple[dict[str, Any], dict[str, Any]]:
        held = CodeList.objects.filter(code=code).first()
        before = code_list_state(held) if held else {}
        own, codes = lists[code]
        return before, code_list_state(save_code_list(by=by, values=own, codes=codes, held=held))

    return saved(lists, save)


def import_elements(*, by: Visitor, table: Table) -> Imported:
    """One row per data element."""
    demand_standards(by)
    elements: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    lists = set(CodeList.objects.values_list("code", flat=True))
    for row, values in rows_of(table, ELEMENT_FIELDS):
        if values["code"] in elements:
            message = f"数据元“{values['code']}”出现了两次。"
            problems.append(table.problem("element-twice", message, row=row.number, hint="请删去一行。"))
        if values["code_list"] and values["code_list"] not in lists:
            message = f"没有登记过代码集“{values['code_list']}”。"
            hint = did_you_mean(values["code_list"], lists) or "请先登记代码集。"
            problems.append(table.problem("element-code-list-unknown", message, row=row.number, hint=hint))
        elements[values["code"]] = values
    if problems:
        raise ProblemsError(problems)

    def save(code: str) -> tuple[dict[str, Any], dict[str, Any]]:
        held = DataElement.objects.filter(code=code).first()
        before = element_state(held) if held else {}
        return before, element_state(save_element(by=by, values=elements[code], held=held))

    return saved(elements, save)


def saved(codes: Iterable[str], save: Callable[[str], tuple[dict[str, Any], dict[str, Any]]]) -> Imported:
    """Save one after another in one transaction, and count what became of them."""
    added = changed = unchanged = 0
    with transaction.atomic():
        for code in codes:
            before, after = save(code)
            added += not before
            changed += bool(before) and before != after
            unchanged += before == after
    return Imported(added, changed, unchanged)


def rows_of(table: Table, fields: Mapping[str, Field]) -> list[Given]:
    """The rows as values. Raises `ProblemsError` with every mistake at its cell."""
    filled = list(table.filled())
    if len(filled) < 2:
        raise ProblemsError(
            [table.problem("table-empty", "表里没有内容。", hint="第一行是列名，从第二行起填写。")]
        )
    columns = columns_of(table, filled[0], fields)
    problems: list[Problem] = []
    found: list[Given] = []
    for row in filled[1:]:
        values: dict[str, Any] = {}
        for name, field in fields.items():
            index = columns.get(name)
            try:
                values[name] = parse(field, "" if index is None else row.text(index))
            except Refused as error:
                problems.append(
                    table.problem(
                        error.code, error.message, row=row.number, column=index, title=field.title,
                        allowed=error.allowed, hint=error.hint,
                    )
                )  # fmt: skip
        found.append((row, values))
    if problems:
        raise ProblemsError(problems)
    return found


def columns_of(table: Table, head: Row, fields: Mapping[str, Field]) -> dict[str, int]:
    """Where each field stands; none unknown, those required all there."""
    titles = {field.title: name for name, field in fields.items()}
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for index in range(len(head.cells)):
        title = head.text(index).removesuffix("*")
        name = titles.get(title)
        if title and (name is None or name in columns):
            hint = did_you_mean(title, titles) or "请改成可用的列名，或删去这一列。"
            message = f"列“{title[:60]}”不认识，或出现了两次。"
            place = {"row": head.number, "column": index}
            problems.append(
                table.problem("table-column", message, allowed=tuple(titles), hint=hint, **place)  # type: ignore[arg-type]  # two numbers
            )
        elif name:
            columns[name] = index
    for name, field in fields.items():
        if field.required and name not in columns:
            message = f"没有“{field.title}”这一列。"
            problems.append(table.problem("table-column-missing", message, row=head.number, hint="请补上。"))
    if problems:
        raise ProblemsError(problems)
    return columns
