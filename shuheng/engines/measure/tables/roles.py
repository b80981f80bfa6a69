"""What a column holds, told from its name and from the first cells that say something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shuheng.engines.measure.tables.formats import FORMATS, Format
from shuheng.engines.measure.tables.model import ColumnRole
from shuheng.engines.measure.tables.question import TableParameters

TEXT, PERSON, ADDRESS = "text", "person", "address"
INTEGER, DECIMAL = "integer", "decimal"
NAMED_PERCENT = 30  # share of fitting cells that is enough where the name says it too
SHAPES = {code: re.compile(found.shape) for code, found in FORMATS.items()}
PERSON_NAME = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]{1,10}·[㐀-鿿]{1,10}")
PERSON_WORDS = ("姓名", "联系人", "法定代表人", "法人代表", "负责人", "经办人", "当事人")
ADDRESS_WORDS = ("地址", "住所", "住址", "居住地")


def detect(name: str, values: Sequence[str], parameters: TableParameters) -> ColumnRole:
    """The role of a column by its name and its first filled cells; ``text`` where nothing fits."""
    if not values:
        return ColumnRole(name, TEXT, "开头的行没有内容，按文本对待")
    for found in FORMATS.values():
        named = _named(name, found)
        if found.by_name and not named:
            continue
        least = NAMED_PERCENT if named else parameters.role_percent
        fitting = _fitting(values, SHAPES[found.code], least)
        if found.code == INTEGER and _fitting(values, SHAPES[DECIMAL], 0) > fitting:
            continue  # some have decimals, so that all of them may
        if fitting * 100 // len(values) >= least:
            return ColumnRole(name, found.code, _evidence(fitting, len(values), found, named=named))
    return _plain(name, values, parameters)


def _fitting(values: Sequence[str], shape: re.Pattern[str], percent: int) -> int:
    """How many values have the shape; 0 where so many of the first have not that ``percent`` cannot be reached."""
    allowed = len(values) * (100 - percent) // 100
    head = sum(map(bool, map(shape.search, values[: allowed + 1])))
    return head and head + sum(map(bool, map(shape.search, values[allowed + 1 :])))


def _plain(name: str, values: Sequence[str], parameters: TableParameters) -> ColumnRole:
    if any(word in name for word in ADDRESS_WORDS):
        return ColumnRole(name, ADDRESS, "列名像地址")
    people = sum(1 for value in values if PERSON_NAME.fullmatch(value))
    if any(word in name for word in PERSON_WORDS) and people * 100 >= parameters.role_percent * len(values):
        return ColumnRole(name, PERSON, f"列名像人名，开头 {len(values)} 个值中 {people} 个是二至四个汉字")
    return ColumnRole(name, TEXT, f"开头 {len(values)} 个值不像任何一种格式")


def _named(name: str, found: Format) -> bool:
    plain = name.casefold().replace(" ", "")
    return any(word in plain for word in found.names)


def _evidence(fitting: int, values: int, found: Format, *, named: bool) -> str:
    also = "，列名也像" if named else ""
    return f"开头 {values} 个值中 {fitting} 个像{found.title}{also}"
