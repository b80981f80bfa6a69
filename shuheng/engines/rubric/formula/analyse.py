"""Static analysis of formulas: type, unit, range, and whether a value may be not applicable.

Ranges are proofs: the checker refuses thresholds outside them, the planner picks integer widths by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

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
    children,
)
from shuheng.engines.rubric.formula.parse import MAX_LEVELS
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.scope import Scope
from shuheng.problems import did_you_mean

ValueType = Literal["number", "bool", "date", "text", "grade", "list"]
Unit = tuple[tuple[str, int], ...] | None
TYPE_WORDS: dict[ValueType, str] = {
    "number": "数",
    "bool": "是否",
    "date": "日期",
    "text": "文字",
    "grade": "等次",
    "list": "分项",
}
WANTED_WORDS: dict[ValueType, str] = {**TYPE_WORDS, "bool": "条件（如 次数 ≥ 1）或是否类指标值"}
_KIND_TYPES: dict[str, ValueType] = {"yes_no": "bool", "grade": "grade", "date": "date", "list": "list"}


PERCENT = "percent-above-100"


class AnalysisError(ValueError):
    """A formula means nothing; ``code`` is stable, the message Chinese."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of a node before any fact is: ``unit`` None means a bare literal that fits any unit,
    ``()`` means dimensionless (a rate); ``lo`` and ``hi`` None mean unbounded."""

    type: ValueType
    unit: Unit = None
    lo: Fraction | None = None
    hi: Fraction | None = None
    may_na: bool = False

    def excludes_zero(self) -> bool:
        """Whether the value is proven never to be zero."""
        return (self.lo is not None and self.lo > 0) or (self.hi is not None and self.hi < 0)


class Analyser:
    """Analyses nodes within one scope, each once; raises AnalysisError."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._done: dict[Node, Info] = {}
        self._open: list[str] = []
        self._height: dict[Node, int] = {}
        self._level = 0

    def info(self, node: Node) -> Info:
        """Analyse ``node`` and everything its names stand for."""
        if node in self._done:
            return self._done[node]
        self._level += 1
        try:
            if self._level > MAX_LEVELS:
                raise _too_deep()
            info = self._analyse(node)
        finally:
            self._level -= 1
        self._height[node] = 1 + max((self._height.get(part, 0) for part in self._below(node)), default=0)
        if self._height[node] > MAX_LEVELS:
            raise _too_deep()
        self._done[node] = info
        return info

    def _below(self, node: Node) -> tuple[Node, ...]:
        """The parts of a node; of a named formula, what it stands for."""
        named = self.scope.formulas.get(node.name) if isinstance(node, Name) else None
        return (named.node,) if named is not None else children(node)

    def number(self, node: Node) -> Info:
        """Analyse a node that must be a number."""
        return self._want(node, "number")

    def truth(self, node: Node) -> Info:
        """Analyse a node that must be yes or no."""
        return self._want(node, "bool")

    def _want(self, node: Node, wanted: ValueType) -> Info:
        info = self.info(node)
        if info.type != wanted:
            raise AnalysisError(
                "formula-type",
                f"“{node}”是{TYPE_WORDS[info.type]}，这里要用{WANTED_WORDS[wanted]}。请核对名称和写法。",
            )
        return info

    def _analyse(self, node: Node) -> Info:
        match node:
            case Number():
                return Info("number", () if node.percent else None, node.value, node.value)
            case Day():
                return Info("date", None, Fraction(node.ordinal), Fraction(node.ordinal))
            case Text():
                return Info("text")
            case Name():
                return self._name(node.name)
            case Arithmetic():
                return self._arithmetic(node)
            case Compare():
                return self._compare(node)
            case Logic():
                infos = [self.truth(item) for item in node.items]
                return Info("bool", may_na=all(info.may_na for info in infos))
            case Not():
                return self.truth(node.item)
            case Call():
                return self._call(node)

    def _name(self, name: str) -> Info:
        metric = self.scope.metrics.get(name)
        if metric is not None:
            return metric_info(metric)
        if name in self.scope.formulas:
            if name in self._open:
                names = self._open[self._open.index(name) :]
                start = names.index(min(names))  # one circle, one message, wherever it was entered
                circle = " → ".join([*names[start:], *names[:start], names[start]])
                raise AnalysisError("formula-cycle", f"公式互相引用成环：{circle}。请改其中一个公式。")
            self._open.append(name)
            try:
                return self.info(self.scope.formulas[name].node)
            finally:
                self._open.pop()
        parameter = self.scope.parameters.get(name)
        if parameter is not None:
            values = parameter.values()
            unit: Unit = ((parameter.unit, 1),) if parameter.unit else None
            return Info("number", unit, min(values), max(values))
        hint = did_you_mean(name, self.scope.all_names()) or "请先在 metrics 里定义。"
        raise AnalysisError("metric-undefined", f"名称“{name}”没有定义：不是指标、公式，也不是参数。{hint}")

    def _arithmetic(self, node: Arithmetic) -> Info:
        left, right = self.info(node.left), self.info(node.right)
        if node.op == "-" and left.type == right.type == "date":
            return Info("number", (("天", 1),))
        left, right = self.number(node.left), self.number(node.right)
        may_na = left.may_na or right.may_na
        if node.op in "+-":
            unit = _same_unit(node, left, right)
            low, high = (right.lo, right.hi) if node.op == "+" else (_neg(right.hi), _neg(right.lo))
            return Info("number", unit, _add(left.lo, low), _add(left.hi, high), may_na)
        sign = 1 if node.op == "*" else -1
        unit = _times_unit(left.unit, right.unit, sign)
        if node.op == "*":
            lo, hi = _multiply(left, right)
            return Info("number", unit, lo, hi, may_na)
        if right.lo == right.hi == 0:
            raise AnalysisError("division-by-zero", f"“{node}”总是除以 0。请改除数。")
        lo, hi = self._quotient(node, left, right)
        return Info("number", unit, lo, hi, may_na or not right.excludes_zero())

    def _quotient(self, node: Arithmetic, left: Info, right: Info) -> tuple[Fraction | None, Fraction | None]:
        if isinstance(node.left, Name) and isinstance(node.right, Name):
            part = self.scope.metrics.get(node.left.name)
            if part is not None and part.within == node.right.name and part.min >= 0:
                return Fraction(0), Fraction(1)
        if right.lo is not None and right.lo == right.hi:
            ends = sorted(end / right.lo for end in (left.lo, left.hi) if end is not None)
            if len(ends) == 2:
                return ends[0], ends[1]
        both_positive = left.lo is not None and left.lo >= 0 and right.lo is not None and right.lo >= 0
        return (Fraction(0) if both_positive else None), None

    def _compare(self, node: Compare) -> Info:
        left, right = self.info(node.left), self.info(node.right)
        if "grade" in (left.type, right.type):
            return self._compare_grade(node, left)
        if left.type != right.type or left.type not in ("number", "date"):
            raise AnalysisError(
                "formula-type",
                f"“{node}”拿{TYPE_WORDS[left.type]}与{TYPE_WORDS[right.type]}相比，没有意义。请让两边同类。",
            )
        if left.type == "number":
            _same_unit(node, left, right)
            for value, limit in ((left, right), (right, left)):
                if beyond_threshold(value, limit):
                    raise AnalysisError(PERCENT, beyond_text(str(node)))
        return Info("bool", may_na=left.may_na or right.may_na)

    def _compare_grade(self, node: Compare, left: Info) -> Info:
        grade, text = (node.left, node.right) if left.type == "grade" else (node.right, node.left)
        metric = self.scope.metrics.get(grade.name) if isinstance(grade, Name) else None
        if node.op not in ("=", "!=") or not isinstance(text, Text) or metric is None:
            raise AnalysisError("formula-type", f"“{node}”：等次指标值只能用 = 或 != 与加引号的选项相比。")
        options = metric.option_names
        if text.value not in options:
            raise AnalysisError(
                "option-unknown", f"“{text.value}”不是“{grade}”的选项。可用：{'、'.join(options)}。"
            )
        return Info("bool")

    def _call(self, node: Call) -> Info:
        first = node.items[0]
        match node.function:
            case "合计" | "个数" | "平均" if len(node.items) == 1:
                return self._list_call(node)
            case "上年" | "同组平均":
                metric = self.scope.metrics.get(first.name) if isinstance(first, Name) else None
                if metric is None or metric.kind not in ("count", "amount", "ratio"):
                    raise AnalysisError("formula-type", f"“{node}”里只能写一个个数、数额或比率类指标。")
                info = metric_info(metric)
                return Info("number", info.unit, info.lo, info.hi)
            case "若":
                condition = self.truth(first)
                chosen = [self.number(item) for item in node.items[1:]]
                info = _widest(node, chosen)
                return Info("number", info.unit, info.lo, info.hi, condition.may_na or info.may_na)
            case "取整":
                info = self.number(first)
                lo = None if info.lo is None else Fraction(info.lo.__floor__())
                return Info("number", info.unit, lo, info.hi, info.may_na)
            case _:
                return _widest(node, [self.number(item) for item in node.items])

    def _list_call(self, node: Call) -> Info:
        info = self.info(node.items[0])
        if info.type != "list":
            raise AnalysisError(
                "formula-type", f"“{node}”要用分项（list）类指标；求几个数的平均请写多个参数。"
            )
        if node.function == "个数":
            return Info("number", None, Fraction(0), Fraction(10**6))
        if node.function == "合计":
            return Info("number", info.unit, info.lo, None if info.hi is None else info.hi * 10**6)
        return Info("number", info.unit, info.lo, info.hi, may_na=True)


def _too_deep() -> AnalysisError:
    text = f"公式一个引用一个，嵌套超过 {MAX_LEVELS} 层。请写得简单些。"
    return AnalysisError("formula-too-deep", text)


def metric_info(metric: Metric) -> Info:
    """Type, unit and range of a metric's facts."""
    kind = _KIND_TYPES.get(metric.kind, "number")
    unit: Unit = () if metric.kind == "ratio" else (((metric.unit, 1),) if metric.unit else None)
    if kind == "date":
        unit = None
    return Info(kind, unit, metric.min, metric.maximum)


def beyond_threshold(value: Info, limit: Info) -> bool:
    """Whether a literal is one a bounded rate can never meet: 170%, or 70 written for 70%."""
    if limit.lo is None or limit.lo != limit.hi or value.unit != () or value.hi is None or value.hi > 1:
        return False
    return limit.lo > value.hi


def beyond_text(place: str) -> str:
    """What such a threshold is told."""
    return f"“{place}”：比率最多 100%，门槛不能更高。百分数要带 %。"


def _widest(node: Call, infos: list[Info]) -> Info:
    unit: Unit = None
    for info in infos:
        unit = _same_unit(node, Info("number", unit), info)
    los, his = [info.lo for info in infos], [info.hi for info in infos]
    lo = None if None in los else min(value for value in los if value is not None)
    hi = None if None in his else max(value for value in his if value is not None)
    return Info("number", unit, lo, hi, any(info.may_na for info in infos))


def _same_unit(node: Node, left: Info, right: Info) -> Unit:
    if left.unit is None:
        return right.unit
    if right.unit is None or left.unit == right.unit:
        return left.unit
    raise AnalysisError(
        "unit-mismatch",
        f"“{node}”的单位不一致：{unit_text(left.unit)}与{unit_text(right.unit)}。请换算成同一单位，或改用比率。",
    )


def unit_text(unit: Unit) -> str:
    """A unit for people: ``家``, ``家/人``, ``比率``."""
    if unit is None:
        return "无单位的数"
    if not unit:
        return "比率（%）"
    over = "·".join(name for name, power in unit if power > 0)
    under = "·".join(name for name, power in unit if power < 0)
    return f"{over or '1'}/{under}" if under else over


def _times_unit(left: Unit, right: Unit, sign: int) -> Unit:
    if left is None and right is None:
        return None
    powers: dict[str, int] = dict(left or ())
    for name, power in right or ():
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _neg(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _add(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def _multiply(left: Info, right: Info) -> tuple[Fraction | None, Fraction | None]:
    if left.lo is None or left.hi is None or right.lo is None or right.hi is None:
        positive = all(info.lo is not None and info.lo >= 0 for info in (left, right))
        return (Fraction(0) if positive else None), None
    corners = [a * b for a in (left.lo, left.hi) for b in (right.lo, right.hi)]
    return min(corners), max(corners)
