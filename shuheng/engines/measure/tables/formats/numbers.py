"""Numbers as texts: whole ones and decimal ones, without thousands separators, units or exponents."""

from __future__ import annotations

import re

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.model import Asked, Format

WHOLE, DECIMAL = "^[+-]?[0-9]+$", "^[+-]?[0-9]+([.][0-9]+)?$"
NUMERIC = ("integer", "decimal", "longitude", "latitude")  # roles whose cells are amounts
BOUNDED = "^[+-]?[0-9]{1,18}([.][0-9]{1,9})?$"  # what fits into decimal(38, 10) and its sums
_WHOLE, _DECIMAL = re.compile("[+-]?[0-9]+"), re.compile("[+-]?[0-9]+([.][0-9]+)?")


def is_whole(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
    """Digits, with a sign or without."""
    return backend.matches(c, WHOLE)


def is_whole_text(text: str, _: Asked) -> bool:
    """Twin of :func:`is_whole`."""
    return _WHOLE.fullmatch(text) is not None


def is_decimal(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
    """Digits, with a sign or without, with a point among them or without."""
    return backend.matches(c, DECIMAL)


def is_decimal_text(text: str, _: Asked) -> bool:
    """Twin of :func:`is_decimal`."""
    return _DECIMAL.fullmatch(text) is not None


INTEGER_FORMAT = Format(
    code="integer",
    title="整数",
    source="GB/T 18391（数据元表示：整数）",
    says="只有数字，可带正负号；不带千位分隔符、单位、小数",
    ok=is_whole,
    ok_text=is_whole_text,
    names=("数量", "人数", "个数", "次数", "年龄", "排名", "count", "qty"),
    shape=WHOLE,
)
DECIMAL_FORMAT = Format(
    code="decimal",
    title="小数",
    source="GB/T 18391（数据元表示：小数）",
    says="数字，可带正负号和小数点；不带千位分隔符、单位、科学记数法",
    ok=is_decimal,
    ok_text=is_decimal_text,
    names=("金额", "面积", "价格", "单价", "比例", "比率", "amount", "price", "area"),
    shape=DECIMAL,
)
