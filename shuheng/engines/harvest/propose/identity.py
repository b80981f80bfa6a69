"""Which fields identify a record from harvest to harvest."""

from __future__ import annotations

from shuheng.engines.harvest.mapping.shapes import FieldMap
from shuheng.engines.harvest.names import folded_name
from shuheng.engines.harvest.propose.columns import Column
from shuheng.engines.harvest.record import Raw
from shuheng.engines.harvest.values import is_empty

ENOUGH = 0.99
NO_KEY = "待定"
IDENTIFIERS = frozenset({"id", "uuid", "guid", "_id", "identifier", "标识", "唯一标识", "目录标识", "主键"})


def choose_key(
    fields: dict[str, FieldMap], columns: dict[str, Column], rows: list[Raw]
) -> tuple[tuple[str, ...], str]:
    """The key fields and the reason: a code or address that differs in 99% of the records, else title and provider."""
    single = [fields[target].source[0] for target in ("code", "landing_page") if target in fields]
    single += [name for name in columns if folded_name(name) in IDENTIFIERS and name not in single]
    for name in single:
        share = _different((name,), rows)
        if share >= ENOUGH and _filled(name, rows):
            return (name,), f"“{name}”在 {share:.1%} 的记录里各不相同。"
    names = tuple(fields[target].source[0] for target in ("title", "provider") if target in fields)
    if not names:
        return tuple(list(columns)[:1]) or (NO_KEY,), "没有认出目录名称，标识须由人指定。"
    doubt = "".join(f"“{name}”不同的值太少或有空缺，不能用作标识；" for name in single)
    return names, f"{doubt}“{'”加“'.join(names)}”在 {_different(names, rows):.1%} 的记录里各不相同。"


def _different(names: tuple[str, ...], rows: list[Raw]) -> float:
    return len({tuple(str(row.get(name)) for name in names) for row in rows}) / len(rows) if rows else 0.0


def _filled(name: str, rows: list[Raw]) -> bool:
    return not any(row.get(name) is None or is_empty(str(row[name])) for row in rows)
