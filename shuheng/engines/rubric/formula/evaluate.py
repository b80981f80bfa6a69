"""The reference interpreter of formulas: one agency, exact fractions, unknown and not applicable kept apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class Value:
    """A number or a truth (1 or 0). ``na`` True: not applicable; None: perhaps, because a fact is unknown.

    ``number`` is None exactly where the value is unknown or not applicable.
    """

    number: Fraction | None
    na: bool | None = False

    @property
    def known(self) -> bool:
        """Whether there is a number to work with."""
        return self.number is not None


UNKNOWN = Value(None)
MAYBE = Value(None, None)
NOT_APPLICABLE = Value(None, True)
YES, NO = Value(Fraction(1)), Value(Fraction(0))


class Facts(Protocol):
    """What the interpreter asks of its surroundings; list facts are given by part: sum or count."""

    def metric(self, name: str, part: str = "") -> Fraction | None:
        """The agency's fact, or None where it is unknown."""

    def previous(self, name: str) -> Fraction | None:
        """The agency's fact of the period before."""

    def parameter(self, name: str) -> Fraction | None:
        """The parameter for the agency's class and the period."""

    def peers(self, name: str) -> Sequence[Fraction | None]:
        """The fact of every agency in the peer group."""


class Evaluator:
    """Evaluates nodes for one agency; ``analyser`` supplies the scope and the static proofs."""

    def __init__(self, analyser: Analyser, facts: Facts) -> None:
        self.analyser = analyser
        self.facts = facts
        self._done: dict[Node, Value] = {}

    def value(self, node: Node) -> Value:
        """The value of ``node``: a number, or a truth as 1 or 0."""
        if node not in self._done:
            self._done[node] = self._evaluate(node)
        return self._done[node]

    def _evaluate(self, node: Node) -> Value:
        match node:
            case Number():
                return Value(node.value)
            case Day():
                return Value(Fraction(node.ordinal))
            case Name():
                return self._name(node.name)
            case Arithmetic():
                return self._arithmetic(node)
            case Compare():
                return self._compare(node)
            case Logic():
                values = [self.value(item) for item in node.items]
                return all_of(values) if node.op == "and" else any_of(values)
            case Not():
                inner = self.value(node.item)
                return inner if inner.number is None else Value(1 - inner.number)
            case Call():
                return self._call(node)
            case Text():
                return UNKNOWN

    def _name(self, name: str) -> Value:
        scope = self.analyser.scope
        if name in scope.metrics:
            return Value(self.facts.metric(name))
        if name in scope.formulas:
            return self.value(scope.formulas[name].node)
        return Value(self.facts.parameter(name))

    def _arithmetic(self, node: Arithmetic) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        na = either(left.na, right.na)
        if node.op == "/" and not na:
            if right.number == 0:
                return NOT_APPLICABLE
            if not right.known and not self.analyser.info(node.right).excludes_zero():
                na = None
        if na:
            return NOT_APPLICABLE
        if left.number is None or right.number is None:
            return Value(None, na)
        match node.op:
            case "+":
                return Value(left.number + right.number)
            case "-":
                return Value(left.number - right.number)
            case "*":
                return Value(left.number * right.number)
            case _:
                return Value(left.number / right.number)

    def _compare(self, node: Compare) -> Value:
        if isinstance(node.left, Text) or isinstance(node.right, Text):
            return self._compare_grade(node)
        left, right = self.value(node.left), self.value(node.right)
        na = either(left.na, right.na)
        if na:
            return NOT_APPLICABLE
        if left.number is None or right.number is None:
            return Value(None, na)
        return YES if COMPARISONS[node.op](left.number, right.number) else NO

    def _compare_grade(self, node: Compare) -> Value:
        grade, text = (node.left, node.right) if isinstance(node.right, Text) else (node.right, node.left)
        if not isinstance(grade, Name) or not isinstance(text, Text):
            return UNKNOWN
        chosen = self.facts.metric(grade.name)
        if chosen is None:
            return UNKNOWN
        same = self.analyser.scope.metrics[grade.name].option_names[int(chosen)] == text.value
        return YES if same == (node.op == "=") else NO

    def _call(self, node: Call) -> Value:
        if node.function == "若":
            return self._choose(node)
        first = node.items[0]
        name = first.name if isinstance(first, Name) else ""
        if node.function == "上年":
            return Value(self.facts.previous(name))
        if node.function == "同组平均":
            return mean([Value(fact) for fact in self.facts.peers(name)])
        if node.function in ("合计", "个数"):
            return Value(self.facts.metric(name, "sum" if node.function == "合计" else "count"))
        if node.function == "平均" and len(node.items) == 1:
            total, count = self.facts.metric(name, "sum"), self.facts.metric(name, "count")
            if total is None or count is None:
                return MAYBE
            return Value(total / count) if count else NOT_APPLICABLE
        return self._combine(node.function, [self.value(item) for item in node.items])

    def _choose(self, node: Call) -> Value:
        condition, yes, no = (self.value(item) for item in node.items)
        if condition.na:
            return NOT_APPLICABLE
        if condition.number is not None:
            return yes if condition.number else no
        certain = condition.na is False and yes.na is False and no.na is False
        return UNKNOWN if certain else MAYBE

    def _combine(self, function: str, values: list[Value]) -> Value:
        na: bool | None = False
        for value in values:
            na = either(na, value.na)
        if na:
            return NOT_APPLICABLE
        numbers = [value.number for value in values if value.number is not None]
        if len(numbers) < len(values):
            return Value(None, na)
        match function:
            case "最小":
                return Value(min(numbers))
            case "最大":
                return Value(max(numbers))
            case "取整":
                return Value(Fraction(numbers[0].__floor__()))
            case _:
                return Value(sum(numbers, Fraction(0)) / len(numbers))


COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def either(left: bool | None, right: bool | None) -> bool | None:
    """Kleene's or, None being perhaps."""
    if left or right:
        return True
    return None if left is None or right is None else False


def both(left: bool | None, right: bool | None) -> bool | None:
    """Kleene's and, None being perhaps."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def mean(values: list[Value]) -> Value:
    """The mean of facts; unknown if one is, not applicable if there are none."""
    if not values:
        return NOT_APPLICABLE
    numbers = [value.number for value in values if value.number is not None]
    return Value(sum(numbers, Fraction(0)) / len(values)) if len(numbers) == len(values) else UNKNOWN


def all_of(values: list[Value]) -> Value:
    """且: what is not applicable is left out; one no is a no even beside unknowns."""
    return _logic(values, NO, YES)


def any_of(values: list[Value]) -> Value:
    """或: what is not applicable is left out; one yes is a yes even beside unknowns."""
    return _logic(values, YES, NO)


def _logic(values: list[Value], deciding: Value, otherwise: Value) -> Value:
    na: bool | None = True
    for value in values:
        na = both(na, value.na)
    if na:
        return NOT_APPLICABLE
    applicable = [value for value in values if not value.na]
    if any(value.known and value.number == deciding.number for value in applicable):
        return deciding
    if all(value.known for value in applicable):
        return otherwise
    return Value(None, na)
