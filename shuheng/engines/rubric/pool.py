"""Pools: points put together in a container (a group rule, a part, a group of indicators) and re-weighted.

What is not applicable is left out and the rest scaled by total weight / applicable weight. Where it is not
known whether a child is applicable, the bounds hold for both answers: the low counts it as applicable with
no points, the high as applicable with all of them.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Literal

import polars as pl

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.formula.columns import Flag
from shuheng.engines.rubric.formula.evaluate import both
from shuheng.engines.rubric.quantity import (
    Quantity,
    Whole,
    add,
    compare,
    constant,
    exact,
    larger,
    over,
    pick,
    plus,
    relation,
    smaller,
    times,
)
from shuheng.engines.rubric.rules.base import ZERO, Outcome, OutcomeColumns, both_ends

Pick = Literal["sum", "best", "worst"]
Weighted = list[tuple[Outcome, Fraction]]
WeightedColumns = list[tuple[OutcomeColumns, Fraction]]


def pool(children: Weighted, full: Fraction, how: Pick = "sum") -> Outcome:
    """Put the outcomes of one agency together; ``full`` is the most the container gives."""
    na: bool | None = True
    for outcome, _ in children:
        na = both(na, outcome.na)
    if na:
        return Outcome(ZERO, ZERO, True, ("各项均不适用",))
    if how != "sum":
        return _picked(children, full, how, na)
    steps: tuple[str, ...] = ()
    low = sum((outcome.low for outcome, _ in children if outcome.na is False), ZERO)
    high = sum((outcome.high for outcome, _ in children if outcome.na is False), ZERO)
    if any(outcome.na is not False for outcome, _ in children):
        total = sum((weight for _, weight in children), ZERO)
        perhaps = sum((weight for outcome, weight in children if outcome.na is None), ZERO)
        applicable = perhaps + sum((weight for outcome, weight in children if outcome.na is False), ZERO)
        scale = total / applicable if applicable else ZERO
        low, high = low * scale, (high + perhaps) * scale
        if not perhaps and scale != 1:
            steps = (f"适用权重 {plain(applicable)}，总权重 {plain(total)}，按 {plain(scale)} 倍折算",)
    return Outcome(min(low, full), min(high, full), na, steps)


def _picked(children: Weighted, full: Fraction, how: Pick, na: bool | None) -> Outcome:
    certain = [outcome for outcome, _ in children if outcome.na is False]
    possible = [outcome for outcome, _ in children if outcome.na is not True]
    if how == "best":
        low = max((outcome.low for outcome in certain), default=ZERO)
        high = max(outcome.high for outcome in possible)
        return Outcome(min(low, full), min(high, full), na, ("取其中最高的一条",))
    low = min(outcome.low for outcome in possible)
    high = min((outcome.high for outcome in certain), default=max(outcome.high for outcome in possible))
    return Outcome(min(low, full), min(high, full), na, ("取其中最低的一条",))


def pool_columns(children: WeightedColumns, full: Fraction, how: Pick = "sum") -> OutcomeColumns:
    """The fast twin of ``pool``."""
    flags = [child.na for child, _ in children if child.na is not None]
    na = reduce(lambda a, b: a & b, flags) if flags and len(flags) == len(children) else None
    if how != "sum":
        low, high = _picked_columns(children, how)
    else:
        low, high = _summed_columns(children, flags)
    cap = exact(full)
    return both_ends(OutcomeColumns(low, high, na), lambda quantity: smaller(quantity, cap))


def _summed_columns(children: WeightedColumns, flags: list[pl.Expr]) -> tuple[Quantity, Quantity]:
    same = all(child.low is child.high for child, _ in children)
    low = reduce(plus, (_certain(child.low, child.na, same) for child, _ in children), exact(ZERO))
    high = low
    if not same:
        high = reduce(plus, (_certain(child.high, child.na, same) for child, _ in children), exact(ZERO))
    if not flags:
        return low, high
    scale = lcm(*(weight.denominator for _, weight in children))
    applicable, perhaps = constant(0), constant(0)
    for child, weight in children:
        worth = int(weight * scale)
        applicable = add(applicable, _weight(child.na, worth, counted=not same))
        perhaps = add(perhaps, _perhaps(child.na, worth) if not same else constant(0))
    total = sum((weight for _, weight in children), ZERO)
    parts = Quantity(applicable, constant(scale))
    none = compare("=", applicable, constant(0))

    def scaled(points: Quantity) -> Quantity:
        return pick(none, exact(ZERO), over(times(points, exact(total)), parts))

    if same:
        weighted = scaled(low)
        return weighted, weighted
    return scaled(low), scaled(plus(high, Quantity(perhaps, constant(scale))))


def _certain(points: Quantity, na: Flag, same: bool) -> Quantity:
    """Points of children that certainly apply; the not applicable are zero already."""
    return points if na is None or same else pick(na.is_null(), exact(ZERO), points)


def _weight(na: Flag, worth: int, *, counted: bool) -> Whole:
    """The weight where the child applies, or where it is not known whether it does (``counted``)."""
    if na is None:
        return constant(worth)
    gone = na.fill_null(False) if counted else na
    return Whole(pl.when(gone).then(0).otherwise(worth).cast(pl.Int64), (0, worth), 63)


def _perhaps(na: Flag, worth: int) -> Whole:
    if na is None:
        return constant(0)
    return Whole(pl.when(na.is_null()).then(worth).otherwise(0).cast(pl.Int64), (0, worth), 63)


def _picked_columns(children: WeightedColumns, how: Pick) -> tuple[Quantity, Quantity]:
    """Best or worst of the applicable: what does not apply must neither win nor lose."""
    top = max(max(weight, child.high.bounds()[1]) for child, weight in children) + 1
    beyond = exact(-top if how == "best" else top)
    choose = larger if how == "best" else smaller
    same = all(child.low is child.high for child, _ in children)

    def best_of(ends: list[tuple[Quantity, Flag]], default: Quantity) -> Quantity:
        shown = [points if gone is None else pick(gone, beyond, points) for points, gone in ends]
        best = reduce(choose, shown)
        nothing = (best.bounds()[0] <= -top) if how == "best" else (best.bounds()[1] >= top)
        if not nothing:
            return best
        return pick(relation("<=" if how == "best" else ">=", best, beyond), default, best)

    certain = [(child.low if how == "best" else child.high, _filled(child.na, True)) for child, _ in children]
    possible = [
        (child.high if how == "best" else child.low, _filled(child.na, False)) for child, _ in children
    ]
    zero = exact(ZERO)
    if how == "best":
        high = best_of(possible, zero)
        return (high, high) if same else (best_of(certain, zero), high)
    low = best_of(possible, zero)
    if same:
        return low, low
    others = reduce(larger, [child.high for child, _ in children])
    return low, best_of(certain, others)


def _filled(na: Flag, perhaps: bool) -> Flag:
    return None if na is None else na.fill_null(perhaps)
