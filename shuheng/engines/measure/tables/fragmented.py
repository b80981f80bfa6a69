"""Data sets cut up: tables of one agency with the same columns, told by shape and then by what they hold.

Guangxi 2021, C2-2: one data set cut by time, region or department. The name of a table is a weak sign of it; the columns
and the values of the cutting column are strong ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shuheng.engines.measure.tables.drift import plain_name

CUTTING = {
    "time": ("年份", "年度", "年月", "月份", "季度", "日期", "year", "month", "date"),
    "region": ("地区", "区县", "县区", "市县", "行政区", "乡镇", "街道", "region", "district"),
    "department": ("部门", "单位", "机构", "department"),
}
KIND_WORDS = {"time": "时间", "region": "地区", "department": "部门"}
YEARS = re.compile("(?:1[89]|2[01])[0-9]{2}")
FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: its agency, its columns, and the values of a column that have few (at most ``MOST_VALUES``), by column."""

    table: str
    agency: str
    columns: tuple[str, ...]
    values: Mapping[str, frozenset[str]]


MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class Fragments:
    """Tables that look like pieces of one. ``by_content``: the columns whose values no two of them share, with the kind."""

    agency: str
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    by_content: tuple[tuple[str, str], ...]

    @property
    def evidence(self) -> str:
        """Why, in Chinese."""
        told = f"{len(self.tables)} 张表的 {len(self.columns)} 列全部相同"
        if not self.by_content:
            return told + "；各表内容未见互不重叠的时间、地区或部门列"
        cut = "、".join(f"“{column}”（{KIND_WORDS[kind]}）" for column, kind in self.by_content)
        return f"{told}；列{cut}的值在各表之间互不重叠"


def fragments(shapes: Iterable[Shape], least: int = 3) -> tuple[Fragments, ...]:
    """Groups of at least ``least`` tables of one agency with the same columns, in whatever order; largest first."""
    groups: dict[tuple[str, frozenset[str]], list[Shape]] = defaultdict(list)
    for shape in shapes:
        if len(shape.columns) >= FEWEST_COLUMNS:
            groups[shape.agency, frozenset(map(plain_name, shape.columns))].append(shape)
    found = [_group(agency, held) for (agency, _), held in groups.items() if len(held) >= least]
    return tuple(sorted(found, key=lambda one: (-len(one.tables), one.agency, one.tables)))


def _group(agency: str, held: Sequence[Shape]) -> Fragments:
    cuts = []
    for column in held[0].columns:
        kind = _kind(column)
        values = [_values(shape, column) for shape in held]
        if kind and all(values) and sum(map(len, values)) == len(frozenset().union(*values)):
            cuts.append((column, kind))
    return Fragments(agency, tuple(shape.table for shape in held), held[0].columns, tuple(cuts))


def _kind(column: str) -> str:
    plain = plain_name(column)
    return next((kind for kind, words in CUTTING.items() if any(word in plain for word in words)), "")


def _values(shape: Shape, column: str) -> frozenset[str]:
    """The values of a column, dates by their year."""
    plain = plain_name(column)
    name = next(name for name in shape.columns if plain_name(name) == plain)
    held = shape.values.get(name, frozenset())
    if _kind(column) != "time":
        return held
    return frozenset(found[0] if (found := YEARS.match(value)) else value for value in held)
