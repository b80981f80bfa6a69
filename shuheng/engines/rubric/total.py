"""The total: a formula over the parts, as bounds; and what may fix or void it.

Names are 基础, 扣分, 加分 (sums over the indicators) and the titles of the outermost groups. Multiplication
and division take one constant side, so that bounds stay exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from shuheng.engines.rubric.check_sums import Finding
from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.formula.analyse import AnalysisError
from shuheng.engines.rubric.formula.nodes import Arithmetic, Call, Name, Node, Number
from shuheng.engines.rubric.model import Indicator, Rubric
from shuheng.engines.rubric.quantity import Quantity, exact, larger, minus, plus, smaller, times
from shuheng.engines.rubric.shapes import RESERVED
from shuheng.problems import did_you_mean

Bounds = tuple[Fraction, Fraction]
QuantityBounds = tuple[Quantity, Quantity]


def total_names(rubric: Rubric) -> tuple[str, ...]:
    """The names a total formula may use."""
    return (*RESERVED, *(group.title for group in rubric.groups))


def check_total(rubric: Rubric) -> Iterator[Finding]:
    """Unknown names and shapes of the total that have no exact bounds."""
    place = rubric.place.at("total", "formula")
    try:
        _, high = total_bounds(rubric.total.formula.node, _reach(rubric))
        most = rubric.total.max
        if most is not None and high < most:
            text = f"总分上限 {plain(most)} 分，按公式和各指标最多只有 {plain(high)} 分，达不到。"
            hint = "请核对 max、公式和各指标的上限。"
            yield Finding("total-unreachable", text, rubric.place.at("total", "max"), hint=hint)
    except AnalysisError as error:
        yield Finding(error.code, str(error), place)
    for index, fixed in enumerate(rubric.total.fixed):
        try:
            rubric.analyser.truth(fixed.when.node)
        except AnalysisError as error:
            yield Finding(error.code, str(error), rubric.place.at("total", "fixed", index, "when"))


def _reach(rubric: Rubric) -> dict[str, Bounds]:
    """The least and the most each name of the total formula can be, caps of groups left aside."""
    leaves = tuple(rubric.indicators.values())
    names = {
        word: (Fraction(0), _most(leaves, part))
        for word, part in zip(RESERVED, ("base", "deduction", "bonus"), strict=True)
    }
    for group in rubric.groups:
        inside = tuple(group.leaves())
        most = _most(inside, "base") + _most(inside, "bonus")
        names[group.title] = (-_most(inside, "deduction"), most)
    return names


def _most(leaves: Iterable[Indicator], part: str) -> Fraction:
    parts = (getattr(leaf, part) for leaf in leaves)
    return sum((found.max for found in parts if found is not None), Fraction(0))


def constant_of(node: Node) -> Fraction | None:
    """The value of a node without names."""
    match node:
        case Number():
            return node.value
        case Arithmetic():
            left, right = constant_of(node.left), constant_of(node.right)
            if left is None or right is None or (node.op == "/" and right == 0):
                return None
            match node.op:
                case "+":
                    return left + right
                case "-":
                    return left - right
                case "*":
                    return left * right
                case _:
                    return left / right
        case _:
            return None


def _factor(node: Arithmetic) -> tuple[Node, Fraction]:
    """The varying side and the constant factor of a product or quotient."""
    right = constant_of(node.right)
    if right is not None and (node.op == "*" or right != 0):
        return node.left, right if node.op == "*" else 1 / right
    left = constant_of(node.left)
    if left is not None and node.op == "*":
        return node.right, left
    raise AnalysisError("total-product", f"总分公式里“{node}”的乘除须有一边是常数，且不能除以 0。")


def total_bounds(node: Node, names: Mapping[str, Bounds]) -> Bounds:
    """Low and high of the total of one agency."""
    value = constant_of(node)
    if value is not None:
        return value, value
    match node:
        case Name():
            if node.name not in names:
                raise AnalysisError("total-name", _unknown(node.name, names))
            return names[node.name]
        case Arithmetic() if node.op in "+-":
            left, right = total_bounds(node.left, names), total_bounds(node.right, names)
            if node.op == "+":
                return left[0] + right[0], left[1] + right[1]
            return left[0] - right[1], left[1] - right[0]
        case Arithmetic():
            inner, factor = _factor(node)
            low, high = total_bounds(inner, names)
            return (low * factor, high * factor) if factor >= 0 else (high * factor, low * factor)
        case Call() if node.function in ("最小", "最大"):
            ends = [total_bounds(item, names) for item in node.items]
            pick = min if node.function == "最小" else max
            return pick(low for low, _ in ends), pick(high for _, high in ends)
        case _:
            raise AnalysisError("total-shape", f"总分公式里不能写“{node}”。可用 + - × ÷ 常数、最小、最大。")


def total_columns(node: Node, names: Mapping[str, QuantityBounds]) -> QuantityBounds:
    """The fast twin of ``total_bounds``."""
    value = constant_of(node)
    if value is not None:
        point = exact(value)
        return point, point
    match node:
        case Name():
            return names[node.name]
        case Arithmetic() if node.op in "+-":
            return _sum_columns(node, names)
        case Arithmetic():
            inner, factor = _factor(node)
            low, high = total_columns(inner, names)
            scaled = times(low, exact(factor))
            if low is high:
                return scaled, scaled
            other = times(high, exact(factor))
            return (scaled, other) if factor >= 0 else (other, scaled)
        case Call():
            choose = smaller if node.function == "最小" else larger
            low, high = total_columns(node.items[0], names)
            for item in node.items[1:]:
                next_low, next_high = total_columns(item, names)
                same = low is high and next_low is next_high
                low = choose(low, next_low)
                high = low if same else choose(high, next_high)
            return low, high
        case _:
            raise AnalysisError("total-shape", str(node))


def _sum_columns(node: Arithmetic, names: Mapping[str, QuantityBounds]) -> QuantityBounds:
    left, right = total_columns(node.left, names), total_columns(node.right, names)
    same = left[0] is left[1] and right[0] is right[1]
    if node.op == "+":
        low = plus(left[0], right[0])
        return low, low if same else plus(left[1], right[1])
    low = minus(left[0], right[1])
    return low, low if same else minus(left[1], right[0])


def _unknown(name: str, names: Mapping[str, Bounds]) -> str:
    return f"总分公式里的“{name}”没有定义。可用：{'、'.join(names)}。{did_you_mean(name, names)}"
