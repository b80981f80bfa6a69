"""Exact rational columns: whole-number numerators and denominators as polars expressions, with proven ranges.

Integer overflow in columns is silent, so every operation computes the range of its result and picks the
narrowest of 16, 32, 64 and 128 bits that holds it; beyond 128 bits the plan refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

import polars as pl

from shuheng.engines.rubric.exact import round_half_up

Span = tuple[int, int]
_DTYPES: dict[int, type[pl.DataType]] = {15: pl.Int16, 31: pl.Int32, 63: pl.Int64, 127: pl.Int128}


class RangeError(ValueError):
    """A value cannot be proven to fit 128 bits; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A column (or constant) of whole numbers within ``span``; ``bits`` is the width of its column."""

    expr: pl.Expr | None
    span: Span
    bits: int

    @property
    def constant(self) -> int | None:
        """The value where it is one constant."""
        return self.span[0] if self.expr is None else None

    def at(self, bits: int) -> pl.Expr:
        """The expression at a width of at least ``bits``."""
        if self.expr is None:
            return _literal(self.span[0], bits)
        return self.expr if bits <= self.bits else self.expr.cast(_DTYPES[bits])

    def narrow(self) -> Whole:
        """The same in the narrowest column that holds its span; proven to fit, so the cast need not look."""
        bits = _bits(self.span)
        if self.expr is None or bits >= self.bits:
            return self
        return Whole(self.expr.cast(_DTYPES[bits], wrap_numerical=True), self.span, bits)


@lru_cache(maxsize=4096)
def _literal(value: int, bits: int) -> pl.Expr:
    return pl.lit(value, dtype=_DTYPES[bits])


@lru_cache(maxsize=4096)
def constant(value: int) -> Whole:
    """One number for all rows."""
    return Whole(None, (value, value), _bits((value, value)))


def column(expr: pl.Expr, span: Span) -> Whole:
    """A column whose values are proven (by the fact sheet) to lie within ``span``."""
    return Whole(expr, span, _bits(span))


def dtype_for(span: Span) -> type[pl.DataType]:
    """The narrowest column type that holds ``span``."""
    return _DTYPES[_bits(span)]


def _bits(*spans: Span) -> int:
    largest = max([abs(end) for span in spans for end in span])
    for bits in _DTYPES:
        if largest < 2**bits:
            return bits
    raise RangeError(f"中间结果可能达到 {largest}，超出 128 位整数，请给有关指标写更小的 max。")


def add(left: Whole, right: Whole) -> Whole:
    """left + right."""
    span = (left.span[0] + right.span[0], left.span[1] + right.span[1])
    if left.constant is not None and right.constant is not None:
        return constant(span[0])
    if left.constant == 0:
        return right
    if right.constant == 0:
        return left
    bits = max(_bits(span, left.span, right.span), left.bits, right.bits)
    return Whole(left.at(bits) + right.at(bits), span, bits)


def negate(value: Whole) -> Whole:
    """-value."""
    span = (-value.span[1], -value.span[0])
    if value.expr is None:
        return constant(span[0])
    zero = _literal(0, value.bits)  # polars has no negation of 128 bits
    return Whole(zero - value.expr, span, value.bits)


def multiply(left: Whole, right: Whole) -> Whole:
    """left x right."""
    corners = [a * b for a in left.span for b in right.span]
    span = (min(corners), max(corners))
    if left.constant is not None and right.constant is not None:
        return constant(span[0])
    if left.constant == 1:
        return right
    if right.constant == 1:
        return left
    bits = max(_bits(span, left.span, right.span), left.bits, right.bits)
    return Whole(left.at(bits) * right.at(bits), span, bits)


def floor_divide(left: Whole, right: Whole) -> Whole:
    """Floor of left / right; ``right`` must be proven positive."""
    if left.constant is not None and right.constant is not None:
        return constant(left.constant // right.constant)
    if right.constant == 1:
        return left
    corners = [a // b for a in left.span for b in (max(right.span[0], 1), max(right.span[1], 1))]
    bits = max(left.bits, right.bits)
    return Whole(left.at(bits) // right.at(bits), (min(corners), max(corners)), bits)


def compare(op: str, left: Whole, right: Whole) -> pl.Expr:
    """A truth column: left op right."""
    bits = max(left.bits, right.bits)
    a, b = left.at(bits), right.at(bits)
    match op:
        case ">=":
            return a >= b
        case ">":
            return a > b
        case "<=":
            return a <= b
        case "<":
            return a < b
        case "=":
            return a == b
        case _:
            return a != b


def choose(condition: pl.Expr, yes: Whole, no: Whole) -> Whole:
    """``yes`` where the condition holds, ``no`` elsewhere (also where the condition is null)."""
    span = (min(yes.span[0], no.span[0]), max(yes.span[1], no.span[1]))
    bits = max(yes.bits, no.bits)
    return Whole(pl.when(condition).then(yes.at(bits)).otherwise(no.at(bits)), span, bits)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact rational column: ``num / den``, ``den`` proven positive wherever the value is used."""

    num: Whole
    den: Whole

    @property
    def fixed(self) -> bool:
        """Whether the denominator is one constant."""
        return self.den.constant is not None

    def bounds(self) -> tuple[Fraction, Fraction]:
        """A range that holds every value."""
        lows = [Fraction(self.num.span[0], max(den, 1)) for den in self.den.span]
        highs = [Fraction(self.num.span[1], max(den, 1)) for den in self.den.span]
        return min(lows), max(highs)


def exact(value: Fraction) -> Quantity:
    """One exact number for all rows."""
    return Quantity(constant(value.numerator), constant(value.denominator))


def plus(left: Quantity, right: Quantity) -> Quantity:
    """left + right over the least common denominator where both are fixed; zero adds nothing."""
    if right.num.constant == 0:
        return left
    if left.num.constant == 0:
        return right
    a, b = left.den.constant, right.den.constant
    if a is not None and b is not None:
        den = lcm(a, b)
        num = add(multiply(left.num, constant(den // a)), multiply(right.num, constant(den // b)))
        return Quantity(num, constant(den))
    num = add(multiply(left.num, right.den), multiply(right.num, left.den))
    return Quantity(num, multiply(left.den, right.den))


def minus(left: Quantity, right: Quantity) -> Quantity:
    """left - right."""
    return plus(left, Quantity(negate(right.num), right.den))


def times(left: Quantity, right: Quantity) -> Quantity:
    """left x right."""
    return Quantity(multiply(left.num, right.num), multiply(left.den, right.den))


def over(left: Quantity, right: Quantity) -> Quantity:
    """left / right; a negative divisor gives its sign to the numerator. Zero divisors must be masked by the caller."""
    if right.num.constant == 0:
        return exact(Fraction(0))
    num, den = multiply(left.num, right.den), multiply(left.den, right.num)
    if den.span[0] >= 0:
        return Quantity(num, den)
    if den.expr is None:
        return Quantity(negate(num), negate(den))
    negative = den.expr < 0
    return Quantity(choose(negative, negate(num), num), choose(negative, negate(den), den))


def relation(op: str, left: Quantity, right: Quantity) -> pl.Expr:
    """left op right, by cross-multiplication."""
    a, b = left.den.constant, right.den.constant
    if a is not None and b is not None:
        den = lcm(a, b)
        return compare(op, multiply(left.num, constant(den // a)), multiply(right.num, constant(den // b)))
    return compare(op, multiply(left.num, right.den), multiply(right.num, left.den))


def pick(condition: pl.Expr, yes: Quantity, no: Quantity) -> Quantity:
    """``yes`` where the condition holds, ``no`` elsewhere (also where it is null)."""
    a, b = yes.den.constant, no.den.constant
    if a is not None and b is not None:
        den = lcm(a, b)
        return Quantity(
            choose(condition, multiply(yes.num, constant(den // a)), multiply(no.num, constant(den // b))),
            constant(den),
        )
    return Quantity(choose(condition, yes.num, no.num), choose(condition, yes.den, no.den))


def smaller(left: Quantity, right: Quantity) -> Quantity:
    """The smaller of two, skipping the choice where ranges prove it; without meaning where either is null."""
    if left.bounds()[1] <= right.bounds()[0]:
        return left
    return _extreme(left, right, smallest=True)


def larger(left: Quantity, right: Quantity) -> Quantity:
    """The larger of two, skipping the choice where ranges prove it; without meaning where either is null."""
    if left.bounds()[0] >= right.bounds()[1]:
        return left
    return _extreme(left, right, smallest=False)


def _extreme(left: Quantity, right: Quantity, *, smallest: bool) -> Quantity:
    """Over a common denominator, so that no operand is written twice."""
    a, b = left.den.constant, right.den.constant
    if a is not None and b is not None:
        den: Whole = constant(lcm(a, b))
        one, two = multiply(left.num, constant(lcm(a, b) // a)), multiply(right.num, constant(lcm(a, b) // b))
    else:
        den = multiply(left.den, right.den)
        one, two = multiply(left.num, right.den), multiply(right.num, left.den)
    pick_end = min if smallest else max
    span = (pick_end(one.span[0], two.span[0]), pick_end(one.span[1], two.span[1]))
    if one.constant is not None and two.constant is not None:
        return Quantity(constant(pick_end(one.constant, two.constant)), den)
    bits = max(one.bits, two.bits)
    horizontal = pl.min_horizontal if smallest else pl.max_horizontal
    return Quantity(Whole(horizontal(one.at(bits), two.at(bits)), span, bits), den)


def floored(value: Quantity) -> Quantity:
    """Rounded down to a whole number."""
    return Quantity(floor_divide(value.num, value.den), constant(1))


def rounded(value: Quantity, digits: int) -> Whole:
    """Half up (halves away from zero) as whole multiples of 10^-digits."""
    scale = 10**digits
    den = value.den.constant
    if den is not None and scale % den == 0:
        return multiply(value.num, constant(scale // den))
    if den is not None and value.num.constant is not None:
        return constant(int(round_half_up(Fraction(value.num.constant, den), digits) * scale))
    double = multiply(value.num, constant(2 * scale))
    twice_den = multiply(value.den, constant(2))
    up = floor_divide(add(double, value.den), twice_den)
    if value.num.span[0] >= 0:
        return up
    down = negate(floor_divide(add(negate(double), value.den), twice_den))
    return choose(compare("<", value.num, constant(0)), down, up)


def ladder(steps: list[tuple[pl.Expr, Fraction]], otherwise: Fraction) -> Quantity:
    """The value of the first condition that holds, else ``otherwise``; all values are constants."""
    values = [value for _, value in steps] + [otherwise]
    den = lcm(*(value.denominator for value in values))
    numbers = [int(value * den) for value in values]
    span = (min(numbers), max(numbers))
    if not steps or span[0] == span[1]:
        return exact(otherwise)
    bits = _bits(span)
    chain = pl.when(steps[0][0]).then(_literal(numbers[0], bits))
    for (condition, _), number in zip(steps[1:], numbers[1:-1], strict=True):
        chain = chain.when(condition).then(_literal(number, bits))  # type: ignore[assignment]  # Then and ChainedThen share the interface
    return Quantity(Whole(chain.otherwise(_literal(numbers[-1], bits)), span, bits), constant(den))
