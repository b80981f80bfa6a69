"""Points as text: exact decimals for programs, short ones for people."""

from __future__ import annotations

from fractions import Fraction

from shuheng.engines.rubric import show

MOST_DIGITS = 12


def exact_text(value: Fraction | None, digits: int) -> str | None:
    """The exact decimal text with at least ``digits`` decimals: ``93.08``.

    Where the rubric does not round and no short decimal exists (a third), twelve decimals, rounded half up.
    """
    if value is None:
        return None
    for count in range(digits, MOST_DIGITS):
        if (value * 10**count).denominator == 1:
            return show(value, count)
    return show(value, MOST_DIGITS)


def interval(points: Fraction | None, low: Fraction, high: Fraction, digits: int) -> str:
    """``93.08``, or ``80.10～86.50`` where facts are missing."""
    if points is not None:
        return show(points, digits)
    return f"{show(low, digits)}～{show(high, digits)}"


def excel_number(value: Fraction, digits: int) -> float:
    """The double nearest to the shown decimal: Excel keeps nothing better."""
    return float(show(value, digits))
