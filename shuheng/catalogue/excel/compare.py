"""Holding a row against what is kept: a cell that was left as written changes nothing, whatever it holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shuheng.catalogue.excel import layout
from shuheng.catalogue.excel.cells import CUT, cell_out, is_cut, same
from shuheng.catalogue.excel.read import GivenRow
from shuheng.catalogue.fields import Field
from shuheng.catalogue.state import State
from shuheng.catalogue.values import Refused, parse, shown, typed_state
from shuheng.problems import Problem

Fields = Mapping[str, Field]
Difference = tuple[str, str, str]


@dataclass
class Compared:
    """Values that differ, as values and in words (title, before, after), and what is no value."""

    values: dict[str, Any] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Parts:
    """What is wanted of the items or resources of an entry; None when they stay."""

    wanted: list[dict[str, Any]] | None = None
    differences: list[Difference] = field(default_factory=list)


class PartRows:
    """Rows of items or resources by entry, beside those that are kept; rows that were asked for are used up."""

    def __init__(self, held: Mapping[int, list[State]], rows: Sequence[GivenRow]) -> None:
        self.held = held
        self.unused: dict[str, list[GivenRow]] = {}
        for row in rows:
            self.unused.setdefault(row.text(layout.ENTRY_NUMBER), []).append(row)


def compare(row: GivenRow, fields: Fields, now: Callable[[str], Any]) -> Compared:
    """The cells of the row that differ from the values kept."""
    found = Compared()
    for name, one in fields.items():
        value = now(name)
        if one.title not in row.texts or same(cell_out(one, value), row.text(one.title)):
            continue
        parsed = parsed_cell(row, one, found.problems)
        if parsed is UNREADABLE:
            continue
        if is_cut(shown(one, value)) or row.text(one.title).endswith(CUT):
            message = f"这一格的全文有 {len(shown(one, value))} 个字符，Excel 放不下，不能在这里改。"
            found.problems.append(row.problem("excel-cut", message, one.title, hint="请在页面上改。"))
        elif parsed != value:
            found.values[name] = parsed
            found.differences.append((one.title, shown(one, value), shown(one, parsed)))
    return found


def new_values(row: GivenRow, fields: Fields) -> tuple[dict[str, Any], list[Problem]]:
    """All values of a row that is new."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, one in fields.items():
        parsed = parsed_cell(row, one, problems)
        if parsed is not UNREADABLE:
            values[name] = parsed
    return values, problems


UNREADABLE: Any = object()


def parsed_cell(row: GivenRow, one: Field, problems: list[Problem]) -> Any:
    try:
        return parse(one, row.text(one.title))
    except Refused as error:
        hint = error.hint
        problems.append(row.problem(error.code, error.message, one.title, allowed=error.allowed, hint=hint))
        return UNREADABLE


def item_rows(parts: PartRows, key: str, number: int | None, problems: list[Problem]) -> Parts:
    """The items of an entry with the rows laid over them by 序号; rows without one are appended."""
    fields = layout.FIELDS[layout.ITEMS]
    held = [typed_state(fields, one) for one in parts.held.get(number or 0, ())]
    result = [dict(one) for one in held]
    found = Parts()
    seen: set[str] = set()
    for row in parts.unused.pop(key, ()):
        position = row.text(layout.POSITION)
        if not position:
            values, wrong = new_values(row, fields)
            problems += wrong
            result.append(values)
            found.differences.append(("新增信息项", "", str(values.get("name", ""))))
            continue
        if not places(position, len(held)) or position in seen:
            refuse_key(row, problems, layout.POSITION, position, "item", position in seen)
            continue
        seen.add(position)
        index = int(position) - 1
        compared = compare(row, fields, held[index].__getitem__)
        problems += compared.problems
        result[index] |= compared.values
        name = held[index]["name"]
        found.differences += [
            (f"信息项“{name}”{title}", old, new) for title, old, new in compared.differences
        ]
    if found.differences or number is None:
        found.wanted = result
    return found


def resource_rows(parts: PartRows, key: str, number: int | None, problems: list[Problem]) -> Parts:
    """The resources that differ or are new, by 资源编号."""
    fields = layout.FIELDS[layout.RESOURCES]
    held = {str(one["number"]): typed_state(fields, one) for one in parts.held.get(number or 0, ())}
    found = Parts()
    wanted: list[dict[str, Any]] = []
    seen: set[str] = set()
    for row in parts.unused.pop(key, ()):
        resource = row.text(layout.RESOURCE_NUMBER)
        if not resource:
            values, wrong = new_values(row, fields)
            problems += wrong
            wanted.append({"number": None, **values})
            said = str(values.get("title") or values.get("kind", ""))
            found.differences.append(("新增资源", "", said))
            continue
        if resource not in held or resource in seen:
            refuse_key(row, problems, layout.RESOURCE_NUMBER, resource, "resource", resource in seen)
            continue
        seen.add(resource)
        compared = compare(row, fields, held[resource].__getitem__)
        problems += compared.problems
        if compared.values:
            wanted.append({"number": int(resource), **compared.values})
        name = held[resource]["title"] or resource
        found.differences += [(f"资源“{name}”{title}", old, new) for title, old, new in compared.differences]
    if wanted:
        found.wanted = wanted
    return found


def places(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most


def refuse_key(row: GivenRow, problems: list[Problem], title: str, key: str, code: str, twice: bool) -> None:
    if twice:
        problem = row.problem(
            f"excel-{code}-twice", f"{title} {key[:20]} 出现了两次。", title, hint="请删去一行。"
        )
    else:
        message = f"这个目录没有{title}为“{key[:20]}”的一行。"
        problem = row.problem(
            f"excel-{code}-unknown", message, title, hint=f"新增的一行“{title}”空着；原有的不要改。"
        )
    problems.append(problem)
