"""What every rule has in common: place, own words, gate, cap, multiplier, and how outcomes are settled twice.

Each kind scores twice: ``judge`` for one agency in fractions with its arithmetic in Chinese, ``columns``
for all agencies at once. Both keep unknown facts as bounds and tell apart what is not applicable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, Literal, Protocol

import polars as pl

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.fields import Cap, FormulaField, Shape, Words
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.columns import ColumnBuilder, Flag, any_flag
from shuheng.engines.rubric.formula.evaluate import Evaluator, Value, both, either
from shuheng.engines.rubric.formula.nodes import Node
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.quantity import Quantity, exact, larger, pick, smaller, times

IfNa = Literal["drop", "full", "zero"]
Among = Literal["all", "peers"]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Points of one agency: low equals high where everything is known; ``na`` None means perhaps."""

    low: Fraction
    high: Fraction
    na: bool | None = False
    steps: tuple[str, ...] = ()
    children: tuple[tuple[RuleBase, Outcome], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class OutcomeColumns:
    """The same for all agencies; ``low is high`` where no fact can be unknown. Zero where not applicable."""

    low: Quantity
    high: Quantity
    na: Flag = None


class Judge(Protocol):
    """What a rule asks of its surroundings when it judges one agency."""

    evaluator: Evaluator
    class_name: str | None

    def narrate(self, formula: Formula) -> str:
        """The formula with its facts and result, in Chinese."""

    def show(self, node: Node, value: Value) -> str:
        """A value with its unit."""

    def peer_values(self, formula: Formula, among: Among) -> list[Value]:
        """The value of every agency in the group, the judged one included."""

    def own_number(self, name: str) -> Fraction | None:
        """The agency's fact of a metric."""


class Builder(Protocol):
    """What a rule asks of its surroundings when it builds columns."""

    columns: ColumnBuilder
    bounds: bool

    def class_is(self, name: str) -> pl.Expr:
        """Whether the agency is of this class; null where its class is unknown."""

    def stage(self, expr: pl.Expr) -> pl.Expr:
        """Compute ``expr`` over all rows first and give the column that holds it."""

    def keep(self, columns: OutcomeColumns) -> OutcomeColumns:
        """Compute an outcome once, because what follows reads it more than once."""

    def within(self, expr: pl.Expr, among: Among) -> pl.Expr:
        """``expr``, an aggregate or a rank, over the peer group (or over all)."""


class RuleBase(Shape):
    """Fields of every kind; ``says`` is the clause in our own words, ``clause`` its place in the document."""

    kind: ClassVar[str]
    word: ClassVar[str]

    clause: Words
    says: Words
    when: FormulaField | None = None
    max: Cap | None = None
    if_na: IfNa | None = None
    times: FormulaField | None = None
    hits: str | None = None

    def own_span(self) -> tuple[Fraction, Fraction]:
        """The least and the most points the kind itself can give, before multiplier and cap."""
        raise NotImplementedError

    def formulas(self) -> tuple[Formula, ...]:
        """The formulas the kind reads."""
        raise NotImplementedError

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        """Mistakes of the rule: (code, Chinese message). AnalysisErrors may be raised and are collected."""
        raise NotImplementedError

    def judge_own(self, judge: Judge) -> Outcome:
        """Score one agency, before multiplier, cap and gate."""
        raise NotImplementedError

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        """Score all agencies, before multiplier, cap and gate."""
        raise NotImplementedError

    def describe(self) -> str:
        """The rule in readable Chinese, for pages and forms."""
        raise NotImplementedError

    @property
    def top(self) -> Fraction:
        """The most points the rule can give."""
        high = self.own_span()[1]
        if self.times is not None and self.max is not None:
            return self.max
        return high if self.max is None else min(high, self.max)

    def inner(self) -> tuple[RuleBase, ...]:
        """Rules inside this one (only groups have them)."""
        return ()

    def all_formulas(self) -> tuple[Formula, ...]:
        """Everything the rule reads, gate and multiplier included, inner rules too."""
        extra = tuple(formula for formula in (self.when, self.times) if formula is not None)
        return (*self.formulas(), *extra, *(f for rule in self.inner() for f in rule.all_formulas()))

    def _word(self, if_na: IfNa) -> IfNa:
        """What holds where the rule is not applicable; beside what hits elsewhere nothing is re-weighted."""
        if self.if_na is None or (self.hits is not None and self.if_na == "drop"):
            return if_na
        return self.if_na

    def judge(self, judge: Judge, if_na: IfNa) -> Outcome:
        """Score one agency; ``if_na`` is what holds where the rule itself does not say."""
        outcome = self.judge_own(judge)
        steps = list(outcome.steps)
        low, high, na = outcome.low, outcome.high, outcome.na
        if self.times is not None:
            low, high, na = self._judge_times(judge, low, high, na, steps)
        if self.max is not None:
            if low > self.max:
                steps.append(f"超过上限，按上限 {plain(self.max)} 分")
            low, high = min(low, self.max), min(high, self.max)
        if self.when is not None:
            low, high, na = self._judge_gate(judge, low, high, na, steps)
        low, high, na = settle(low, high, na, self.top, self._word(if_na), steps)
        return Outcome(low, high, na, tuple(steps), outcome.children)

    def _judge_times(
        self, judge: Judge, low: Fraction, high: Fraction, na: bool | None, steps: list[str]
    ) -> tuple[Fraction, Fraction, bool | None]:
        assert self.times is not None
        factor = judge.evaluator.value(self.times.node)
        na = either(na, factor.na)
        steps.append(f"再乘以 {judge.narrate(self.times)}")
        if na:
            return ZERO, ZERO, True
        if factor.number is None:
            return ZERO, self.top, na
        return low * factor.number, high * factor.number, na

    def _judge_gate(
        self, judge: Judge, low: Fraction, high: Fraction, na: bool | None, steps: list[str]
    ) -> tuple[Fraction, Fraction, bool | None]:
        assert self.when is not None
        gate = judge.evaluator.value(self.when.node)
        if gate.na:
            return ZERO, ZERO, True
        if gate.number is None:
            steps.append(f"前提“{self.when}”尚不能判断")
            return ZERO, high, either(gate.na, both(None, na))
        if gate.number == 0:
            steps.append(f"前提“{self.when}”不成立，不计分")
            return ZERO, ZERO, False
        return low, high, na

    def build(self, builder: Builder, if_na: IfNa) -> OutcomeColumns:
        """Score all agencies; the fast twin of ``judge``."""
        columns = self.own_columns(builder)
        if self.times is not None:
            columns = self._build_times(builder, columns)
        if self.max is not None:
            columns = both_ends(columns, lambda quantity: smaller(quantity, exact(self.max or ZERO)))
        if self.when is not None:
            columns = self._build_gate(builder, columns)
        return settle_columns(columns, self.top, self._word(if_na))

    def _build_times(self, builder: Builder, columns: OutcomeColumns) -> OutcomeColumns:
        assert self.times is not None
        factor = builder.columns.number(self.times.node)
        low = times(columns.low, factor.quantity)
        high = low if columns.low is columns.high else times(columns.high, factor.quantity)
        if factor.unknown is not None:
            low = pick(factor.unknown, exact(ZERO), low)
            high = pick(factor.unknown, exact(self.top), high)
        return masked(OutcomeColumns(low, high, any_flag(columns.na, factor.na)))

    def _build_gate(self, builder: Builder, columns: OutcomeColumns) -> OutcomeColumns:
        assert self.when is not None
        gate = builder.columns.truth(self.when.node)
        low = pick(gate.truth, columns.low, exact(ZERO))
        high = low
        if builder.bounds or columns.low is not columns.high:
            high = pick(gate.truth.fill_null(True), columns.high, exact(ZERO))
        na = None if columns.na is None else gate.truth & columns.na
        return masked(OutcomeColumns(low, high, any_flag(gate.na, na)))


def settle(
    low: Fraction, high: Fraction, na: bool | None, top: Fraction, if_na: IfNa, steps: list[str]
) -> tuple[Fraction, Fraction, bool | None]:
    """What not applicable means for the points: left out (drop), full points, or zero."""
    if na is False or if_na == "drop":
        if na:
            steps.append("不适用，不计入，其余按权重折算")
        return (ZERO, ZERO, na) if na else (low, high, na)
    replacement = top if if_na == "full" else ZERO
    if na:
        steps.append(f"不适用，按规定计 {plain(replacement)} 分")
        return replacement, replacement, False
    return min(low, replacement), max(high, replacement), False


def settle_columns(columns: OutcomeColumns, top: Fraction, if_na: IfNa) -> OutcomeColumns:
    """The fast twin of ``settle``."""
    na = columns.na
    if na is None or if_na == "drop":
        return columns
    replacement = exact(top if if_na == "full" else ZERO)
    if columns.low is columns.high:
        points = pick(na, replacement, columns.low)
        return OutcomeColumns(points, points)
    perhaps = na.is_null()
    low = pick(na, replacement, pick(perhaps, smaller(columns.low, replacement), columns.low))
    high = pick(na, replacement, pick(perhaps, larger(columns.high, replacement), columns.high))
    return OutcomeColumns(low, high)


def both_ends(columns: OutcomeColumns, change: Callable[[Quantity], Quantity]) -> OutcomeColumns:
    """Apply a rising function to low and high, once where they are the same."""
    low = change(columns.low)
    return OutcomeColumns(low, low if columns.low is columns.high else change(columns.high), columns.na)


def masked(columns: OutcomeColumns) -> OutcomeColumns:
    """Zero points where not applicable, so that sums need not ask."""
    na = columns.na
    return columns if na is None else both_ends(columns, lambda quantity: pick(na, exact(ZERO), quantity))


def spread(points: Quantity, unknown: Flag, na: Flag, span: tuple[Fraction, Fraction]) -> OutcomeColumns:
    """Points where the inputs are known, the whole ``span`` where they are not."""
    if unknown is None:
        return masked(OutcomeColumns(points, points, na))
    low, high = pick(unknown, exact(span[0]), points), pick(unknown, exact(span[1]), points)
    return masked(OutcomeColumns(low, high, na))


class OnNumber(RuleBase):
    """Base of the kinds whose points depend on one number."""

    def measured(self) -> Node:
        """The number the rule looks at."""
        raise NotImplementedError

    def points_of(self, number: Fraction, judge: Judge) -> tuple[Fraction, str] | None:
        """Points and their reason in Chinese; None where they depend on something unknown (the class)."""
        raise NotImplementedError

    def points_columns(self, number: Quantity, builder: Builder) -> tuple[Quantity, Flag]:
        """Points for all agencies, and where they are unknown although the number is known."""
        raise NotImplementedError

    def narration(self, judge: Judge) -> str:
        """The number with its facts."""
        return "；".join(judge.narrate(formula) for formula in self.formulas())

    def judge_own(self, judge: Judge) -> Outcome:
        value = judge.evaluator.value(self.measured())
        told = self.narration(judge)
        low, high = self.own_span()
        if value.na:
            return Outcome(ZERO, ZERO, True, (told,))
        found = None if value.number is None else self.points_of(value.number, judge)
        if found is None:
            return Outcome(low, high, value.na, (told,))
        return Outcome(found[0], found[0], False, (told, found[1]))

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        number = builder.columns.number(self.measured())
        points, undecided = self.points_columns(number.quantity, builder)
        return spread(points, any_flag(number.unknown, undecided), number.na, self.own_span())
