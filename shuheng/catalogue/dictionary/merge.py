"""Columns laid over the items that an entry has: the same field is brought up to date, a new one is appended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shuheng.catalogue.dictionary.column import Column
from shuheng.catalogue.fields import ITEM_FIELDS
from shuheng.catalogue.state import State
from shuheng.catalogue.values import shown, typed_state

TECHNICAL = ("data_type", "length", "decimals", "is_key", "not_null", "system_name", "database_name")


@dataclass(frozen=True)
class Merged:
    """All items as they would stand; `added` by name, `changed` as (item, field, before, after), `same` a count."""

    items: tuple[dict[str, Any], ...]
    added: tuple[str, ...]
    changed: tuple[tuple[str, str, str, str], ...]
    same: int


def merged(items: Sequence[State], columns: Sequence[Column], *, system: str, database: str) -> Merged:
    """Matched by table and field name, without regard to case. Names and descriptions that people wrote stay."""
    result = [typed_state(ITEM_FIELDS, item) for item in items]
    places = {key_of(item["table_name"], item["field_name"]): index for index, item in enumerate(result)}
    added: list[str] = []
    changed: list[tuple[str, str, str, str]] = []
    same = 0
    for column in columns:
        given = column.item(system=system, database=database)
        index = places.get(key_of(column.table, column.name))
        if index is None:
            result.append({**{name: field.empty for name, field in ITEM_FIELDS.items()}, **given})
            added.append(given["name"])
            continue
        differences = [
            name for name in TECHNICAL if given[name] not in (None, "") and given[name] != result[index][name]
        ]
        same += not differences
        for name in differences:
            field = ITEM_FIELDS[name]
            before, after = shown(field, result[index][name]), shown(field, given[name])
            changed.append((result[index]["name"], field.title, before, after))
            result[index][name] = given[name]
    return Merged(tuple(result), tuple(added), tuple(changed), same)


def key_of(table: str, field: str) -> tuple[str, str]:
    return table.casefold(), field.casefold()
