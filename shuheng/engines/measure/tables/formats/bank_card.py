"""Bank cards: 16 to 19 digits, the last by Luhn's rule."""

from __future__ import annotations

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.model import Asked, Format

PATTERN = "^[3-6][0-9]{15,18}$"


def conforms(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
    """The shape, and a sum that 10 divides; short numbers are filled up at the head, where noughts count nothing."""
    padded = backend.slice(backend.join("000", c), backend.length(c) - 15, 19)
    total = sum((_weighed(padded, backend, place) for place in range(1, 20)), start=0)
    return backend.matches(c, PATTERN).ifelse(total % 10 == 0, False)


def _weighed(c: ir.StringValue, backend: Backend, place: int) -> ir.IntegerValue:
    digit = backend.code_at(c, place) - 48
    return digit if place % 2 else digit * 2 - (digit > 4).ifelse(9, 0)


def is_conforming(text: str, _: Asked) -> bool:
    """Twin of :func:`conforms`."""
    if not (16 <= len(text) <= 19 and text.isascii() and text.isdigit() and text[0] in "3456"):
        return False
    total = 0
    for place, digit in enumerate(reversed(text)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


FORMAT = Format(
    code="bank_card",
    title="银行卡号",
    source="GB/T 19584；ISO/IEC 7812（校验位）",
    says="16 至 19 位数字，以 3 至 6 开头，末位按模 10 校验相符",
    ok=conforms,
    ok_text=is_conforming,
    names=("银行卡", "银行账号", "银行帐号", "卡号", "bankcard", "bank_card"),
    shape=PATTERN,
    masked=True,
    by_name=True,
)
