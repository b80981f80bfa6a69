"""Formulas as polars expressions over all agencies at once: the fast twin of ``evaluate``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Protocol

import polars as pl

from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.nodes import (
    Arithmetic,
    Call,
    Compare,
    Day,
    Logic,
    Name,
    Node,
    Not,
    Number,
    Text,
)
from shuheng.engines.rubric.quantity import (
    Quantity,
    column,
    compare,
    constant,
    exact,
    floored,
    larger,
    minus,
    over,
    pick,
    plus,
    relation,
    smaller,
    times,
)

Flag = pl.Expr | None
"""A truth column, or None where it is false for every row."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A number per agency. ``unknown`` has no nulls; ``na`` is null where applicability is unknown,
    and there ``unknown`` is true. Where ``na`` holds the number means nothing."""

    quantity: Quantity
    unknown: Flag = None
    na: Flag = None


@dataclass(frozen=True, slots=True)
class TruthColumn:
    """A truth per agency, null where unknown; where ``na`` holds it means nothing."""

    truth: pl.Expr
    na: Flag = None


class Sources(Protocol):
    """Where columns come from; ``bounds`` False promises that no fact is unknown."""

    bounds: bool

    def metric(self, name: str, part: str = "") -> NumberColumn:
        """The facts of a metric as numbers (yes_no as 1 or 0); parts of lists: sum, count."""

    def truth(self, name: str) -> TruthColumn:
        """The facts of a yes_no metric."""

    def previous(self, name: str) -> NumberColumn:
        """The facts of the period before."""

    def parameter(self, name: str) -> NumberColumn:
        """A parameter, by class where it depends on the class."""

    def peer_mean(self, name: str) -> NumberColumn:
        """The mean of a metric over the peer group of each row."""


def any_flag(*flags: Flag) -> Flag:
    """Kleene's or over flags, None being never."""
    present = [flag for flag in flags if flag is not None]
    return reduce(lambda a, b: a | b, present) if present else None


class ColumnBuilder:
    """Builds expressions for nodes within one scope; results are kept, so names are built once."""

    def __init__(self, analyser: Analyser, sources: Sources) -> None:
        self.analyser = analyser
        self.sources = sources
        self._numbers: dict[Node, NumberColumn] = {}

    def number(self, node: Node) -> NumberColumn:
        """The column of a numeric (or date) node."""
        if node not in self._numbers:
            self._numbers[node] = self._number(node)
        return self._numbers[node]

    def truth(self, node: Node) -> TruthColumn:
        """The column of a yes-or-no node."""
        match node:
            case Name() if node.name in self.analyser.scope.formulas:
                return self.truth(self.analyser.scope.formulas[node.name].node)
            case Name():
                return self.sources.truth(node.name)
            case Compare():
                return self._compare(node)
            case Logic():
                return self._logic(node)
            case Not():
                inner = self.truth(node.item)
                return TruthColumn(~inner.truth, inner.na)
            case _:
                raise TypeError(f"not a truth: {node}")

    def _number(self, node: Node) -> NumberColumn:
        match node:
            case Number():
                return NumberColumn(exact(node.value))
            case Day():
                return NumberColumn(exact(Fraction(node.ordinal)))
            case Name():
                return self._name(node.name)
            case Arithmetic():
                return self._arithmetic(node)
            case Call():
                return self._call(node)
            case _:
                raise TypeError(f"not a number: {node}")

    def _name(self, name: str) -> NumberColumn:
        scope = self.analyser.scope
        if name in scope.metrics:
            return self.sources.metric(name)
        if name in scope.formulas:
            return self.number(scope.formulas[name].node)
        return self.sources.parameter(name)

    def _arithmetic(self, node: Arithmetic) -> NumberColumn:
        left, right = self.number(node.left), self.number(node.right)
        unknown = any_flag(left.unknown, right.unknown)
        na = any_flag(left.na, right.na)
        if node.op != "/":
            operation: Callable[[Quantity, Quantity], Quantity] = {"+": plus, "-": minus, "*": times}[node.op]
            return NumberColumn(operation(left.quantity, right.quantity), unknown, na)
        if not self.analyser.info(node.right).excludes_zero():
            zero = compare("=", right.quantity.num, constant(0))
            if right.unknown is not None:
                zero = pl.when(right.unknown).then(None).otherwise(zero)
            na = any_flag(na, zero)
        return NumberColumn(over(left.quantity, right.quantity), unknown, na)

    def _compare(self, node: Compare) -> TruthColumn:
        if isinstance(node.left, Text) or isinstance(node.right, Text):
            return self._compare_grade(node)
        left, right = self.number(node.left), self.number(node.right)
        truth = relation(node.op, left.quantity, right.quantity)
        unknown = any_flag(left.unknown, right.unknown)
        if unknown is not None:
            truth = pl.when(unknown).then(None).otherwise(truth)
        return TruthColumn(truth, any_flag(left.na, right.na))

    def _compare_grade(self, node: Compare) -> TruthColumn:
        grade, text = (node.left, node.right) if isinstance(node.right, Text) else (node.right, node.left)
        assert isinstance(grade, Name)
        assert isinstance(text, Text)
        index = self.analyser.scope.metrics[grade.name].option_names.index(text.value)
        chosen = self.sources.metric(grade.name)
        truth = compare(node.op, chosen.quantity.num, constant(index))
        if chosen.unknown is not None:
            truth = pl.when(chosen.unknown).then(None).otherwise(truth)
        return TruthColumn(truth)

    def _logic(self, node: Logic) -> TruthColumn:
        columns = [self.truth(item) for item in node.items]
        neutral = node.op == "and"
        truths = [
            column.truth if column.na is None else pl.when(column.na).then(neutral).otherwise(column.truth)
            for column in columns
        ]
        flags = [column.na for column in columns if column.na is not None]
        na = reduce(lambda a, b: a & b, flags) if len(flags) == len(columns) else None
        return TruthColumn(reduce(lambda a, b: a & b if neutral else a | b, truths), na)

    def _call(self, node: Call) -> NumberColumn:
        first = node.items[0]
        name = first.name if isinstance(first, Name) else ""
        match node.function:
            case "若":
                return self._choose(node)
            case "上年":
                return self.sources.previous(name)
            case "同组平均":
                return self.sources.peer_mean(name)
            case "合计" | "个数":
                return self.sources.metric(name, "sum" if node.function == "合计" else "count")
            case "平均" if len(node.items) == 1:
                total, count = self.sources.metric(name, "sum"), self.sources.metric(name, "count")
                none = compare("=", count.quantity.num, constant(0))
                if count.unknown is not None:
                    none = pl.when(count.unknown).then(None).otherwise(none)
                return NumberColumn(over(total.quantity, count.quantity), count.unknown, none)
            case _:
                return self._combine(node.function, [self.number(item) for item in node.items])

    def _combine(self, function: str, columns: list[NumberColumn]) -> NumberColumn:
        quantities = [column.quantity for column in columns]
        match function:
            case "最小":
                quantity = reduce(smaller, quantities)
            case "最大":
                quantity = reduce(larger, quantities)
            case "取整":
                quantity = floored(quantities[0])
            case _:
                quantity = times(reduce(plus, quantities), exact(Fraction(1, len(quantities))))
        unknown = any_flag(*(column.unknown for column in columns))
        return NumberColumn(quantity, unknown, any_flag(*(column.na for column in columns)))

    def _choose(self, node: Call) -> NumberColumn:
        condition = self.truth(node.items[0])
        yes, no = self.number(node.items[1]), self.number(node.items[2])
        quantity = pick(condition.truth, yes.quantity, no.quantity)
        unknown = any_flag(yes.unknown, no.unknown)
        if self.sources.bounds:
            branch = pl.when(condition.truth).then(_or_false(yes.unknown)).otherwise(_or_false(no.unknown))
            unknown = pl.when(condition.truth.is_null()).then(True).otherwise(branch)
        somewhere = any_flag(condition.na, yes.na, no.na)
        if somewhere is None:
            return NumberColumn(quantity, unknown)
        chosen = pl.when(condition.truth).then(_or_false(yes.na)).otherwise(_or_false(no.na))
        if self.sources.bounds:
            undecided = pl.when(somewhere.fill_null(True)).then(None).otherwise(False)
            chosen = pl.when(condition.truth.is_null()).then(undecided).otherwise(chosen)
        if condition.na is not None:
            chosen = pl.when(condition.na).then(True).otherwise(chosen)
        return NumberColumn(quantity, unknown, chosen)


def _or_false(flag: Flag) -> pl.Expr:
    return pl.lit(False) if flag is None else flag


def fact_column(expr: pl.Expr, low: int, high: int, scale: int) -> Quantity:
    """A stored fact (whole number = value x scale) as a quantity."""
    return Quantity(column(expr, (low, high)), constant(scale))
