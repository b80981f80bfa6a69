"""Rows against the declared fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shuheng.quality.probes.fields import DeclaredField

LOOKED_AT = 200
SAID = 8
NUMBER = re.compile(r"[+-]?\d{1,30}(?:,\d{3})*(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
INTEGER = re.compile(r"[+-]?\d{1,30}(?:,\d{3})*", re.ASCII)
DATE = re.compile(r"\d{4}(?:[-/.年]?\d{1,2}(?:[-/.月]?\d{1,2}日?|月)?)?(?:[ T]\d{1,2}:\d{2}.*)?", re.ASCII)
YES_NO = {"true", "false", "0", "1", "是", "否", "y", "n", "yes", "no"}


@dataclass(frozen=True, slots=True)
class Drift:
    """Declared fields that are missing or of another type, fields nobody declared, rows that are no records."""

    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    odd_rows: int = 0

    @property
    def ok(self) -> bool:
        """Whether the declaration is kept; fields that were not declared do no harm."""
        return not (self.missing or self.wrong or self.odd_rows)

    @property
    def words(self) -> str:
        """What is not kept, in short."""
        said = [
            f"缺 {listed(self.missing)}" if self.missing else "",
            f"类型不符 {listed(self.wrong)}" if self.wrong else "",
            f"{self.odd_rows} 行不是记录" if self.odd_rows else "",
        ]
        return "；".join(one for one in said if one)


def listed(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 个字段" if len(names) > SAID else ""
    return "、".join(name[:40] for name in names[:SAID]) + more


def compare(rows: Sequence[Any], declared: Sequence[DeclaredField]) -> Drift | None:
    """The first 200 rows against the declaration; None where there is nothing to compare."""
    if not rows or not declared:
        return None
    records = [row for row in rows[:LOOKED_AT] if isinstance(row, dict)]
    missing = tuple(one.name for one in declared if is_missing(one, records))
    wrong = tuple(
        one.name for one in declared if not all(fits(row.get(one.name), one.type) for row in records)
    )
    known = {one.name for one in declared}
    extra = tuple(dict.fromkeys(str(name) for row in records for name in row if name not in known))
    return Drift(missing, wrong, extra, min(len(rows), LOOKED_AT) - len(records))


def is_missing(field: DeclaredField, records: Sequence[dict[str, Any]]) -> bool:
    """A required field must stand in every row, any other needs not."""
    return field.required and not all(field.name in row for row in records)


def fits(value: Any, kind: str) -> bool:
    """Whether a value is of a declared type; null and the empty text fit all. In XML all values are texts."""
    if value is None or value == "" or kind == "any":
        return True
    if kind == "text":
        return isinstance(value, str | int | Decimal)
    if kind == "boolean":
        return isinstance(value, bool) or str(value).strip().lower() in YES_NO
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return False
    text = str(value).strip()
    shape = {"integer": INTEGER, "number": NUMBER, "date": DATE}[kind]
    return shape.fullmatch(text) is not None
