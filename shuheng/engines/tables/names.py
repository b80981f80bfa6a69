"""Column names that every database takes: cleaned, none empty, no two alike (capitals do not tell them apart)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shuheng.engines.tables.model import Column

_ODD = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff\s]+")
EMPTY = "列 {}"
EXTRA = "多出的列 {}"


def columns(written: Sequence[str | None], extra: int) -> tuple[tuple[Column, ...], list[tuple[str, str]]]:
    """The columns, ``extra`` unnamed ones behind them, and for each remark its code and words."""
    taken: set[str] = set()
    found: list[Column] = []
    remarks: dict[str, list[str]] = {}
    for number, text in enumerate(written, 1):
        raw = text or ""
        name = _ODD.sub(" ", raw).strip()
        if not name:
            name = EMPTY.format(number)
            remarks.setdefault("tables-name-empty", []).append(f"第 {number} 列")
        elif name != raw:
            remarks.setdefault("tables-name-cleaned", []).append(f"“{name}”")
        unique = _free(name, taken)
        if unique != name:
            remarks.setdefault("tables-name-doubled", []).append(f"第 {number} 列“{name}”改为“{unique}”")
        taken.add(unique.casefold())
        found.append(Column(unique, raw))
    for number in range(1, extra + 1):
        unique = _free(EXTRA.format(number), taken)
        taken.add(unique.casefold())
        found.append(Column(unique, "", extra=True))
    return tuple(found), [(code, _few(words)) for code, words in remarks.items()]


def _free(name: str, taken: set[str]) -> str:
    if name.casefold() not in taken:
        return name
    number = 2
    while f"{name}_{number}".casefold() in taken:
        number += 1
    return f"{name}_{number}"


def _few(words: list[str]) -> str:
    return "、".join(words[:10]) + (f"等 {len(words)} 列" if len(words) > 10 else "")
