"""Exact numbers: read, round and show. No float stands between a fact and a point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MAX_LENGTH = 60
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:/(\d+))?(%?)")


class InexactError(ValueError):
    """The text is not an exact number; the message is Chinese and names the text."""


@dataclass(frozen=True, slots=True)
class Share:
    """A quantity that is either absolute (points) or relative (``25%`` of the rule's points)."""

    value: Fraction
    relative: bool

    def of(self, points: Fraction) -> Fraction:
        """The absolute amount for a rule worth ``points``."""
        return self.value * points if self.relative else self.value


def parse_number(text: str) -> Fraction:
    """Read ``3``, ``0.5``, ``1/3`` or ``70%`` exactly; raise InexactError for anything else."""
    return parse_share(text).value


def parse_share(text: str) -> Share:
    """Read a number and remember whether it carried a percent sign."""
    match = _NUMBER.fullmatch(text.strip().replace("％", "%")) if len(text) <= MAX_LENGTH else None
    if match is None or (match[2] is not None and int(match[2]) == 0):
        raise InexactError(f"“{text[:MAX_LENGTH]}”不是数。写法如 3、0.5、1/3、70%。")
    value = Fraction(match[1])
    if match[2]:
        value /= int(match[2])
    return Share(value / 100 if match[3] else value, bool(match[3]))


def round_half_up(value: Fraction, digits: int) -> Fraction:
    """Round to ``digits`` decimals, halves away from zero (GB/T 8170 allows it where a document says 四舍五入)."""
    scale = 10**digits
    scaled = abs(value) * scale
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(rounded if value >= 0 else -rounded, scale)


def show(value: Fraction, digits: int = 2) -> str:
    """The decimal text of ``value`` with exactly ``digits`` decimals, rounded half up: ``93.08``."""
    rounded = round_half_up(value, digits)
    whole, rest = divmod(abs(rounded.numerator) * 10**digits // rounded.denominator, 10**digits)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def plain(value: Fraction) -> str:
    """The shortest text: ``83``, ``0.5``, or ``0.3333…`` where no finite decimal exists."""
    reduced = value.denominator
    for prime in (2, 5):
        while reduced % prime == 0:
            reduced //= prime
    if reduced != 1:
        return f"{show(value, 4)}…"
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Fraction, digits: int = 2) -> str:
    """A ratio as a percentage for people, at least one decimal: ``83.0%``, ``93.25%``."""
    text = show(value * 100, digits)
    return (text[:-1] if digits == 2 and text.endswith("0") else text) + "%"
