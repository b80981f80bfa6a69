"""Where something is: division codes, longitude and latitude within China."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.divisions import PROVINCE_PATTERN, PROVINCES
from shuheng.engines.measure.tables.formats.model import Asked, Format
from shuheng.engines.measure.tables.formats.numbers import BOUNDED

DIVISION = f"^{PROVINCE_PATTERN}[0-9]{{4}}(?:[0-9]{{3}}(?:[0-9]{{3}})?)?$"
LONGITUDES, LATITUDES = (73, 136), (3, 54)  # whole degrees that hold the country
_BOUNDED = re.compile(r"[+-]?[0-9]{1,18}([.][0-9]{1,9})?")


def is_division(c: ir.StringValue, backend: Backend, asked: Asked) -> ir.BooleanValue:
    """6, 9 or 12 digits of a province; one of the divisions that exist, where they are given."""
    shaped = backend.matches(c, DIVISION)
    if asked.divisions is None:
        return shaped
    return shaped.ifelse(backend.within(c, sorted(asked.divisions)), False)


def is_division_text(text: str, asked: Asked) -> bool:
    """Twin of :func:`is_division`."""
    shaped = len(text) in {6, 9, 12} and text.isascii() and text.isdigit() and text[:2] in PROVINCES
    return shaped and (asked.divisions is None or text in asked.divisions)


def _between(bounds: tuple[int, int]) -> Callable[[ir.StringValue, Backend, Asked], ir.BooleanValue]:
    def ok(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
        return backend.matches(c, BOUNDED).ifelse(backend.number(c).between(*bounds), False)

    return ok


def _between_text(bounds: tuple[int, int]) -> Callable[[str, Asked], bool]:
    def ok(text: str, _: Asked) -> bool:
        return _BOUNDED.fullmatch(text) is not None and bounds[0] <= Decimal(text) <= bounds[1]

    return ok


DIVISION_FORMAT = Format(
    code="division",
    title="行政区划代码",
    source="GB/T 2260；GB/T 10114",
    says="6、9 或 12 位数字，前两位是省级代码；给出区划表时须在表内",
    ok=is_division,
    ok_text=is_division_text,
    names=("区划代码", "行政区划", "行政区代码", "区域代码", "地区代码", "adcode", "xzqh"),
    shape="^[1-8][0-9]{5}(?:[0-9]{3}(?:[0-9]{3})?)?$",
    by_name=True,
)
LONGITUDE_FORMAT = Format(
    code="longitude",
    title="经度",
    source="GB/T 16831（地理位置表示）",
    says="73 至 136 度之间的小数",
    ok=_between(LONGITUDES),
    ok_text=_between_text(LONGITUDES),
    names=("经度", "longitude", "lng", "lon", "jd"),
    shape="^[+-]?[0-9]{1,3}(?:[.][0-9]+)?$",
    by_name=True,
)
LATITUDE_FORMAT = Format(
    code="latitude",
    title="纬度",
    source="GB/T 16831（地理位置表示）",
    says="3 至 54 度之间的小数",
    ok=_between(LATITUDES),
    ok_text=_between_text(LATITUDES),
    names=("纬度", "latitude", "lat", "wd"),
    shape="^[+-]?[0-9]{1,3}(?:[.][0-9]+)?$",
    by_name=True,
)
