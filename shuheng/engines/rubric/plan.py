"""The plan of a rubric: polars expressions that score all agencies at once, ranges proven beforehand.

``Plan.run`` gives whole numbers (points x 10^digits). Where no fact is unknown it computes each point once;
otherwise it computes low and high bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import polars as pl

from shuheng.engines.rubric.columns_source import PlanSources
from shuheng.engines.rubric.formula.columns import ColumnBuilder, Flag, TruthColumn
from shuheng.engines.rubric.frame import DENOMINATOR, PEER
from shuheng.engines.rubric.model import Group, Indicator, PartName, Rubric
from shuheng.engines.rubric.pool import pool_columns
from shuheng.engines.rubric.quantity import (
    Quantity,
    constant,
    exact,
    larger,
    minus,
    pick,
    plus,
    rounded,
    smaller,
)
from shuheng.engines.rubric.rules.base import ZERO, Among, IfNa, OutcomeColumns, RuleBase, both_ends
from shuheng.engines.rubric.shapes import Gate, Part
from shuheng.engines.rubric.steps import KeptColumns, Steps
from shuheng.engines.rubric.total import QuantityBounds, total_columns

NONE = exact(ZERO)


@dataclass(frozen=True, slots=True)
class _IndicatorColumns:
    base: OutcomeColumns
    deduction: OutcomeColumns
    bonus: OutcomeColumns
    low: Quantity
    high: Quantity


class Plan:
    """The expressions of one rubric for one period; built once, run on any number of frames.

    ``bounds`` False is the plan for frames without nulls; ``only`` plans a single indicator, without groups
    and total. Columns of the result: ``<code>.base``, ``.deduction``, ``.bonus`` (those parts that exist),
    ``<code>.points`` (without bounds only where it is not the base), ``<group>.points``, ``total``,
    ``vetoed``; what is not rounded has its denominator in a column of its own (``…§den``); with bounds each
    of them as ``…:low`` and ``…:high``, and ``<code>.na`` (null: perhaps).
    """

    def __init__(self, rubric: Rubric, *, bounds: bool, period: str = "", only: str | None = None) -> None:
        self.rubric, self.bounds, self.only = rubric, bounds, only
        self.digits = rubric.rounding.digits
        self.steps = Steps()
        self.sources = PlanSources(rubric, bounds, period or rubric.period.name, self._stage)
        self.outputs: list[pl.Expr] = []
        self._build()
        self.steps.close()

    def _stage(self, expr: pl.Expr) -> pl.Expr:
        return self.steps.put_off(expr, over_all=True)

    @property
    def definite(self) -> bool:
        """Whether known facts make known points: no parameter lacks a value for the period."""
        return self.sources.complete

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Score every row of ``frame`` (see ``frame.fact_frame``)."""
        return self.steps.run(frame, self.outputs)

    def _build(self) -> None:
        found: dict[str, _IndicatorColumns] = {}
        asked = (
            self.rubric.indicators if self.only is None else {self.only: self.rubric.indicators[self.only]}
        )
        own = {code: self._indicator(leaf) for code, leaf in asked.items()}
        for code, columns in own.items():
            found[code] = self._with_hits(code, columns)
            self._put_indicator(self.rubric.indicators[code], found[code])
        if self.only is not None:
            return
        tops = [(group, *self._group(group, found)) for group in self.rubric.groups]
        self._total(tops, found)

    def _builder(self, indicator: Indicator) -> _RuleBuilder:
        return _RuleBuilder(self, KeptColumns(indicator.analyser, self.sources, self.steps))

    def _indicator(self, indicator: Indicator) -> _IndicatorColumns:
        builder = self._builder(indicator)
        base = self._part(builder, "base", indicator.base)
        deduction = self._part(builder, "deduction", indicator.deduction)
        bonus = self._part(builder, "bonus", indicator.bonus)
        same = all(part.low is part.high for part in (base, deduction, bonus))
        low = minus(base.low, deduction.high)
        high = low if same else minus(base.high, deduction.low)
        if indicator.deduction is not None and indicator.deduction.within_base:
            low = larger(low, NONE)
            high = low if same else larger(high, NONE)
            deduction_low = smaller(deduction.low, base.low)
            deduction_high = deduction_low if same else smaller(deduction.high, base.high)
            deduction = OutcomeColumns(deduction_low, deduction_high, deduction.na)
        low = plus(low, bonus.low)
        points = self.steps.outcome(OutcomeColumns(low, low if same else plus(high, bonus.high)))
        return _IndicatorColumns(base, deduction, bonus, points.low, points.high)

    def _with_hits(self, target: str, columns: _IndicatorColumns) -> _IndicatorColumns:
        hits = self._hits(target)
        if not hits:
            return columns
        deduction, low, high = columns.deduction, columns.low, columns.high
        for hit in hits:
            deduction = OutcomeColumns(
                plus(deduction.low, hit.low), plus(deduction.high, hit.high), deduction.na
            )
            low, high = minus(low, hit.high), minus(high, hit.low)
        return _IndicatorColumns(columns.base, deduction, columns.bonus, low, high)

    def _hits(self, target: str) -> list[OutcomeColumns]:
        return [
            self._rounded(rule.build(self._builder(indicator), "zero"))
            for indicator in self.rubric.indicators.values()
            for _, part in indicator.parts()
            for rule in part.rules
            if rule.hits == target
        ]

    def _part(self, builder: _RuleBuilder, name: PartName, part: Part | None) -> OutcomeColumns:
        if part is None:
            return OutcomeColumns(NONE, NONE)
        rules: list[tuple[RuleBase, OutcomeColumns]] = [
            (rule, self._rule(builder, rule, self.rubric.if_na(name))) for rule in part.own_rules()
        ]
        columns = OutcomeColumns(NONE, NONE)
        if rules:
            pooled = pool_columns([(outcome, rule.top) for rule, outcome in rules], part.max)
            columns = self.keep_heavy(pooled)
        if part.full_if is not None:
            columns = self._gated(builder, part.full_if, columns, exact(part.max))
        if part.void_if is not None:
            columns = self._gated(builder, part.void_if, columns, NONE)
        return self._rounded(columns)

    def _rule(self, builder: _RuleBuilder, rule: RuleBase, if_na: IfNa) -> OutcomeColumns:
        return self.keep_heavy(rule.build(builder, if_na))

    def keep_heavy(self, columns: OutcomeColumns) -> OutcomeColumns:
        """Keep what rounding and re-weighting would read more than once."""
        heavy = self.bounds or columns.na is not None or not columns.low.fixed
        return self.steps.outcome(columns) if heavy else columns

    def _gated(
        self, builder: _RuleBuilder, gate: Gate, columns: OutcomeColumns, value: Quantity
    ) -> OutcomeColumns:
        """``value`` where the gate holds; both where that is unknown."""
        holds = _masked_truth(builder.columns.truth(gate.when.node))
        na = None if columns.na is None else columns.na & ~holds
        if not self.bounds:
            points = pick(holds, value, columns.low)
            return OutcomeColumns(points, points, na)
        lower = value is NONE
        low = pick(holds.fill_null(lower), value, columns.low)
        high = pick(holds.fill_null(not lower), value, columns.high)
        return OutcomeColumns(low, high, na)

    def _rounded(self, columns: OutcomeColumns) -> OutcomeColumns:
        if "indicator" in self.rubric.rounding.at:
            columns = both_ends(columns, self._round)
        return self.steps.outcome(columns)

    def _round(self, quantity: Quantity) -> Quantity:
        return Quantity(rounded(quantity, self.digits), constant(10**self.digits))

    def _group(
        self, group: Group, found: dict[str, _IndicatorColumns]
    ) -> tuple[OutcomeColumns, QuantityBounds]:
        inner = [(child, *self._group(child, found)) for child in group.groups]
        leaves = [(leaf, found[leaf.code]) for leaf in group.indicators]
        children = [(base, child.base_weight) for child, base, _ in inner if child.base_weight]
        children += [(columns.base, leaf.top) for leaf, columns in leaves if leaf.top]
        base = OutcomeColumns(NONE, NONE)
        if children:
            base = self._rounded(self.keep_heavy(pool_columns(children, group.base_weight)))
        ends = [(columns.low, columns.high, columns.base) for _, columns in leaves]
        ends += [(points[0], points[1], child_base) for _, child_base, points in inner]
        same = base.low is base.high and all(low is high for low, high, _ in ends)
        ends = [(low, high, own) for low, high, own in ends if not (low is own.low and high is own.high)]
        low = reduce(plus, (minus(low, own.low) for low, _, own in ends), base.low)
        high = low if same else reduce(plus, (minus(high, own.high) for _, high, own in ends), base.high)
        points = self.steps.outcome(OutcomeColumns(low, high))
        self._put(f"{group.code}.points", points.low, points.high)
        return base, (points.low, points.high)

    def _total(
        self, tops: list[tuple[Group, OutcomeColumns, QuantityBounds]], found: dict[str, _IndicatorColumns]
    ) -> None:
        weighted = [(base, group.base_weight) for group, base, _ in tops if group.base_weight]
        full = sum((weight for _, weight in weighted), ZERO)
        base = OutcomeColumns(NONE, NONE)
        if weighted:
            base = self._rounded(self.keep_heavy(pool_columns(weighted, full)))
        names: dict[str, QuantityBounds] = {
            "基础": (base.low, base.high),
            "扣分": _sum_bounds([columns.deduction for columns in found.values()]),
            "加分": _sum_bounds([columns.bonus for columns in found.values()]),
        }
        for name, code in (("基础", "base"), ("扣分", "deduction"), ("加分", "bonus")):
            self._put(f"§{code}", *names[name])
        names |= {group.title: points for group, _, points in tops}
        low, high = total_columns(self.rubric.total.formula.node, names)
        for hit in self._hits("total"):
            same = low is high and hit.low is hit.high
            low, high = minus(low, hit.high), minus(high, hit.low)
            high = low if same else high
        self._finish(low, high)

    def _finish(self, low: Quantity, high: Quantity) -> None:
        total = self.rubric.total
        columns = OutcomeColumns(low, high)
        if total.max is not None:
            columns = both_ends(columns, lambda quantity: smaller(quantity, exact(total.max or ZERO)))
        if total.min is not None:
            columns = both_ends(columns, lambda quantity: larger(quantity, exact(total.min or ZERO)))
        builder = ColumnBuilder(self.rubric.analyser, self.sources)
        for fixed in reversed(total.fixed):
            columns = self._fixed(_masked_truth(builder.truth(fixed.when.node)), columns, fixed.value)
        vetoed: Flag = None
        for veto in self.rubric.veto:
            holds = _masked_truth(builder.truth(veto.when.node))
            columns = self._fixed(holds, columns, ZERO)
            vetoed = holds if vetoed is None else vetoed | holds
        if vetoed is not None:
            columns = both_ends(columns, lambda quantity: pick(vetoed, NONE, quantity))
        if "total" in self.rubric.rounding.at:
            columns = both_ends(columns, self._round)
        self._put("total", columns.low, columns.high)
        if self.bounds or self.rubric.classes is not None:
            self.outputs.append(self.sources.class_index().alias("§class"))
        self.outputs.append((pl.lit(False) if vetoed is None else vetoed.fill_null(False)).alias("vetoed"))

    def _fixed(self, holds: pl.Expr, columns: OutcomeColumns, value: Fraction) -> OutcomeColumns:
        point = exact(value)
        if not self.bounds:
            return both_ends(columns, lambda quantity: pick(holds, point, quantity))
        perhaps = holds.is_null()
        low = pick(holds, point, pick(perhaps, smaller(columns.low, point), columns.low))
        high = pick(holds, point, pick(perhaps, larger(columns.high, point), columns.high))
        return OutcomeColumns(low, high)

    def _put_indicator(self, indicator: Indicator, columns: _IndicatorColumns) -> None:
        for name, _ in indicator.parts():
            part: OutcomeColumns = getattr(columns, name)
            self._put(f"{indicator.code}.{name}", part.low, part.high)
        if columns.deduction.high is not NONE and indicator.deduction is None:
            self._put(f"{indicator.code}.deduction", columns.deduction.low, columns.deduction.high)
        if self.bounds or columns.low is not columns.base.low:
            self._put(f"{indicator.code}.points", columns.low, columns.high)
        if columns.base.na is not None:
            self.outputs.append(columns.base.na.alias(f"{indicator.code}.na"))

    def _put(self, name: str, low: Quantity, high: Quantity) -> None:
        if not self.bounds:
            self._put_quantity(name, low)
            return
        self._put_quantity(f"{name}:low", low)
        self._put_quantity(f"{name}:high", high)

    def _put_quantity(self, name: str, quantity: Quantity) -> None:
        """Points x 10^digits as the narrowest column; where nothing rounds, numerator and denominator."""
        den = quantity.den.constant
        if den is not None and 10**self.digits % den == 0:
            columns = {name: rounded(quantity, self.digits)}
        else:
            columns = {name: quantity.num, name + DENOMINATOR: quantity.den}
        for column, whole in columns.items():
            narrow = whole.narrow()
            self.outputs.append(narrow.at(narrow.bits).alias(column))


class _RuleBuilder:
    """The surroundings of a rule while columns are built."""

    def __init__(self, plan: Plan, columns: ColumnBuilder) -> None:
        self.plan, self.columns, self.bounds = plan, columns, plan.bounds

    def class_is(self, name: str) -> pl.Expr:
        """Whether the agency is of this class; null where its class is unknown."""
        return self.plan.sources.class_index() == self.plan.rubric.class_names().index(name)

    def stage(self, expr: pl.Expr) -> pl.Expr:
        """Computed over all rows beforehand."""
        return self.plan.steps.put_off(expr, over_all=True)

    def keep(self, columns: OutcomeColumns) -> OutcomeColumns:
        """Computed once per row."""
        return self.plan.keep_heavy(columns)

    def within(self, expr: pl.Expr, among: Among) -> pl.Expr:
        """Over the peer group, or over all."""
        return expr.over(PEER) if among == "peers" else expr


def _masked_truth(column: TruthColumn) -> pl.Expr:
    """A truth in which what is not applicable is false."""
    return column.truth if column.na is None else pl.when(column.na).then(False).otherwise(column.truth)


def _sum_bounds(parts: Iterable[OutcomeColumns]) -> QuantityBounds:
    kept = [part for part in parts if part.low is not NONE or part.high is not NONE]
    low = reduce(plus, (part.low for part in kept), NONE)
    if all(part.low is part.high for part in kept):
        return low, low
    return low, reduce(plus, (part.high for part in kept), NONE)
