"""Resident identity numbers, GB 11643: division, day of birth, serial number, check character MOD 11-2."""

from __future__ import annotations

import re
from datetime import date

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.calendar import DAY_OF_MONTH
from shuheng.engines.measure.tables.formats.divisions import ABROAD, PROVINCE_PATTERN, PROVINCES
from shuheng.engines.measure.tables.formats.model import Asked, Format

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
SHAPE = "^[0-9]{17}[0-9X]$"
NUMBER = re.compile(r"[0-9]{17}[0-9X]")
BORN = f"(?:18|19|20)[0-9]{{2}}(?:{DAY_OF_MONTH})"
LEAP = "(?:18|19|20)(?:0[48]|[2468][048]|[13579][26])0229|20000229"
PATTERN = f"^(?:{PROVINCE_PATTERN}|{ABROAD})[0-9]{{4}}(?:{BORN}|{LEAP})[0-9]{{3}}[0-9X]$"

OLD_PATTERN = f"^{PROVINCE_PATTERN}[0-9]{{4}}(?:[0-9]{{2}}(?:{DAY_OF_MONTH})|(?:0[48]|[2468][048]|[13579][26])0229)[0-9]{{3}}$"
OLD = re.compile(r"[0-9]{15}")


def conforms(c: ir.StringValue, backend: Backend, asked: Asked) -> ir.BooleanValue:
    """18 characters, a known province, a real day of birth not after the day of measuring, the right check character."""
    total = sum(
        (weight * (backend.code_at(c, place) - 48) for place, weight in enumerate(WEIGHTS, 1)), start=0
    )
    check = backend.character(c, 18)
    right = backend.equals(backend.place_character(CHECKS, total % 11 + 1), check)
    born = backend.slice(c, 7, 8) <= asked.as_of.strftime("%Y%m%d")
    return backend.matches(c, PATTERN).ifelse(right & born, False)


def is_conforming(text: str, asked: Asked) -> bool:
    """Twin of :func:`conforms`."""
    if not NUMBER.fullmatch(text) or text[:2] not in (*PROVINCES, ABROAD):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    if born.year < 1800 or born > asked.as_of:
        return False
    return (
        CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text, strict=False)) % 11]
        == text[17]
    )


def is_old(c: ir.StringValue, backend: Backend) -> ir.BooleanValue:
    """The 15 digits of before 1999: a known province and a day of birth that existed in 19YY."""
    return backend.matches(c, OLD_PATTERN)


def is_old_text(text: str) -> bool:
    """Twin of :func:`is_old`."""
    if not OLD.fullmatch(text) or text[:2] not in PROVINCES:
        return False
    try:
        date(1900 + int(text[6:8]), int(text[8:10]), int(text[10:12]))
    except ValueError:
        return False
    return True


FORMAT = Format(
    code="identity",
    title="居民身份证号码",
    source="GB 11643",
    says="18 位，省级代码、出生日期存在，校验码相符；末位 X 大写；15 位旧号码另计",
    ok=conforms,
    ok_text=is_conforming,
    names=("身份证", "公民身份号码", "证件号码", "身份号码", "idcard", "id_card", "sfzh", "sfzhm"),
    shape=SHAPE,
    masked=True,
)
