"""Counts as portals write them, exact: thousands separators, units, 万 and 亿."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from shuheng.engines.harvest.values.text import Reading

LARGEST = 2**63 - 1
SCALES = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,25})(\.\d{1,12})?\s*(百万|千万|千|万|亿)?\s*(?:条|行|个|项|件|次|份|张|rows?|records?)?",
    re.IGNORECASE,
)


def read_number(written: str, times: int = 1) -> Reading:
    """The whole count times ``times``; unknown with a code where it is no number, not whole, negative or too large."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if match is None:
        return None, "number-unreadable"
    sign, whole, rest, scale = match.groups()
    amount = Decimal(whole.replace(",", "") + (rest or "")) * SCALES[scale or ""] * times
    if sign == "-" and amount:
        return None, "number-negative"
    if amount != amount.to_integral_value():
        return None, "number-not-whole"
    return (int(amount), "") if amount <= LARGEST else (None, "number-too-large")
