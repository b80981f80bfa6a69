"""Thousands separators go; 万 and 亿 are multiplied out where that is asked for."""

import re

from shuheng.engines.measure.repair.kinds.suspects import matching
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule

SEPARATED = re.compile(r"([+-]?)([0-9]{1,3}(?:[,，][0-9]{3})+)(\.[0-9]+)?")
UNITS = {"万": 4, "亿": 8, "万亿": 12}
COUNTED = re.compile(r"([+-]?)([0-9]{1,30})(?:\.([0-9]{1,30}))?(万亿|万|亿)")


def joined(text: str) -> str:
    """1,234,567.8 -> 1234567.8; a comma that parts no thousands stays."""
    found = SEPARATED.fullmatch(text)
    if not found:
        return text
    sign, whole, part = found.groups()
    return f"{sign}{whole.replace(',', '').replace('，', '')}{part or ''}"


def multiplied(text: str) -> str:
    """1.5万 -> 15000, exactly; thousands separators go as well."""
    unit = re.search("(万亿|万|亿)$", text)
    found = COUNTED.fullmatch(joined(text[: unit.start()]) + unit[0]) if unit else None
    if not found:
        return joined(text)
    sign, whole, part, name = found.groups()
    digits, places = part or "", UNITS[name]
    moved = (whole + digits.ljust(places, "0")[:places]).lstrip("0") or "0"
    rest = digits[places:]
    return f"{sign}{moved}.{rest}" if rest else f"{sign}{moved}"


def prepare(rule: Rule, _: Given) -> Repair:
    if rule.units == "yes":
        return Repair(multiplied, matching("[,，万亿]"))
    return Repair(joined, matching("[,，]"))


KIND = Kind(
    "number", "数字统一", "去掉千位分隔符；写明 units: yes 时把“1.5万”算成 15000", prepare, ("units",)
)
