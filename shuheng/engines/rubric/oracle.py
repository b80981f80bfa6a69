"""The reference: one agency at a time in exact fractions, with the arithmetic told in Chinese.

It reads rules directly, knows nothing of columns, and is what the fast plan is held against in every cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from shuheng.engines.rubric.exact import plain, round_half_up
from shuheng.engines.rubric.facts import Agency, FactSheet
from shuheng.engines.rubric.formula.evaluate import Evaluator, Value
from shuheng.engines.rubric.formula.nodes import Node
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.model import PART_WORDS, Group, Indicator, PartName, Rubric
from shuheng.engines.rubric.narrate import narrate, value_text
from shuheng.engines.rubric.pool import pool
from shuheng.engines.rubric.rules.base import ZERO, Among, Outcome, RuleBase
from shuheng.engines.rubric.shapes import Part
from shuheng.engines.rubric.total import Bounds, total_bounds

NOTHING = Outcome(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """One part of an indicator after its gates, cap and rounding."""

    low: Fraction
    high: Fraction
    na: bool | None
    rules: tuple[tuple[RuleBase, Outcome], ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorOutcome:
    """An indicator of one agency; ``low`` and ``high`` bound base - deduction + bonus."""

    indicator: Indicator
    base: PartOutcome
    deduction: PartOutcome
    bonus: PartOutcome
    low: Fraction
    high: Fraction

    @property
    def na(self) -> bool | None:
        """Whether the base is not applicable (None: perhaps)."""
        return self.base.na


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """A group of one agency: its re-weighted base, and its points."""

    group: Group
    base: Outcome
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class TotalOutcome:
    """The result of one agency."""

    indicators: dict[str, IndicatorOutcome]
    groups: dict[str, GroupOutcome]
    parts: dict[str, Bounds]
    low: Fraction
    high: Fraction
    vetoed: bool
    steps: tuple[str, ...]


class _AgencyFacts:
    """The facts of one agency as the interpreter asks for them."""

    def __init__(self, oracle: Oracle, agency: Agency, class_name: str | None) -> None:
        self.oracle, self.agency, self.class_name = oracle, agency, class_name

    def metric(self, name: str, part: str = "") -> Fraction | None:
        fact = self.oracle.sheet.facts.get((self.agency.code, name))
        scale = self.oracle.rubric.metrics[name].scale
        if fact is None:
            return None
        if part and fact.parts is not None:
            return Fraction(fact.parts[0], scale) if part == "sum" else Fraction(fact.parts[1])
        return Fraction(fact.stored, scale)

    def previous(self, name: str) -> Fraction | None:
        fact = self.oracle.sheet.previous.get((self.agency.code, name))
        return None if fact is None else Fraction(fact.stored, self.oracle.rubric.metrics[name].scale)

    def parameter(self, name: str) -> Fraction | None:
        rubric = self.oracle.rubric
        value = rubric.parameters[name].at(self.oracle.sheet.period, rubric.period.end)
        return value.get(self.class_name or "") if isinstance(value, dict) else value

    def peers(self, name: str) -> Sequence[Fraction | None]:
        return self.oracle.peer_facts(self.agency, name)


class _Judge:
    """The surroundings of a rule while it judges one agency on one indicator."""

    def __init__(self, oracle: Oracle, agency: Agency, indicator: Indicator) -> None:
        self.oracle, self.agency, self.indicator = oracle, agency, indicator
        self.silent = oracle.silent
        self.evaluator = oracle.evaluator(agency, indicator)
        self.class_name = oracle.class_name(agency)

    def narrate(self, formula: Formula) -> str:
        return "" if self.silent else narrate(self.evaluator, formula)

    def show(self, node: Node, value: Value) -> str:
        return "" if self.silent else value_text(self.evaluator, node, value)

    def peer_values(self, formula: Formula, among: Among) -> list[Value]:
        return self.oracle.peer_values(self.agency, self.indicator, formula, among)

    def own_number(self, name: str) -> Fraction | None:
        return self.evaluator.facts.metric(name)


class Oracle:
    """Judges the agencies of one fact sheet under one rubric; ``silent`` leaves the telling of facts out."""

    def __init__(self, rubric: Rubric, sheet: FactSheet, *, silent: bool = False) -> None:
        self.rubric, self.sheet, self.silent = rubric, sheet, silent
        self._evaluators: dict[tuple[str, str], Evaluator] = {}
        self._peers: dict[tuple[str, Node, str | None], list[Value]] = {}

    def class_name(self, agency: Agency) -> str | None:
        """The class of an agency, or None where it is unknown or there are no classes."""
        classes = self.rubric.classes
        if agency.class_name is not None or classes is None:
            return agency.class_name
        fact = self.sheet.facts.get((agency.code, classes.of))
        if fact is None:
            return None
        number = Fraction(fact.stored, self.rubric.metrics[classes.of].scale)
        return next((name for threshold, name in classes.at_least if number >= threshold), None)

    def evaluator(self, agency: Agency, indicator: Indicator) -> Evaluator:
        """The interpreter for one agency and the names of one indicator."""
        key = (agency.code, indicator.code)
        if key not in self._evaluators:
            facts = _AgencyFacts(self, agency, self.class_name(agency))
            self._evaluators[key] = Evaluator(indicator.analyser, facts)
        return self._evaluators[key]

    def _group_of(self, agency: Agency, among: Among) -> list[Agency]:
        return [other for other in self.sheet.agencies if among == "all" or other.peer == agency.peer]

    def peer_values(
        self, agency: Agency, indicator: Indicator, formula: Formula, among: Among
    ) -> list[Value]:
        """The value of a formula for every agency of the group."""
        key = (indicator.code, formula.node, agency.peer if among == "peers" else "*")
        if key not in self._peers:
            group = self._group_of(agency, among)
            self._peers[key] = [self.evaluator(other, indicator).value(formula.node) for other in group]
        return self._peers[key]

    def peer_facts(self, agency: Agency, name: str) -> list[Fraction | None]:
        """A fact of every agency in the peer group."""
        scale = self.rubric.metrics[name].scale
        facts = [self.sheet.facts.get((other.code, name)) for other in self._group_of(agency, "peers")]
        return [None if fact is None else Fraction(fact.stored, scale) for fact in facts]

    def indicator(self, agency: Agency, indicator: Indicator) -> IndicatorOutcome:
        """Judge one indicator of one agency."""
        judge = _Judge(self, agency, indicator)
        base = self._part(judge, "base", indicator.base)
        deduction = self._part(judge, "deduction", indicator.deduction)
        bonus = self._part(judge, "bonus", indicator.bonus)
        rest_low, rest_high = base.low - deduction.high, base.high - deduction.low
        if indicator.deduction is not None and indicator.deduction.within_base:
            rest_low, rest_high = max(rest_low, ZERO), max(rest_high, ZERO)
            told = (
                (*deduction.steps, "扣分不超过所得基础分") if deduction.high > base.low else deduction.steps
            )
            deduction = PartOutcome(
                min(deduction.low, base.low),
                min(deduction.high, base.high),
                deduction.na,
                deduction.rules,
                told,
            )
        hits = self._hit(agency, indicator.code)
        if hits.high:
            rules = (*deduction.rules, *hits.rules)
            deduction = PartOutcome(
                deduction.low + hits.low, deduction.high + hits.high, deduction.na, rules, deduction.steps
            )
        low, high = rest_low - hits.high + bonus.low, rest_high - hits.low + bonus.high
        return IndicatorOutcome(indicator, base, deduction, bonus, low, high)

    def _hit(self, agency: Agency, target: str) -> PartOutcome:
        """What rules of other indicators take from ``target``."""
        low = high = ZERO
        rules = []
        for indicator, rule in self.rubric.hitting:
            if rule.hits == target:
                outcome = rule.judge(_Judge(self, agency, indicator), "zero")
                low, high = low + self._round(outcome.low), high + self._round(outcome.high)
                rules.append((rule, outcome))
        return PartOutcome(low, high, False, tuple(rules))

    def _part(self, judge: _Judge, name: PartName, part: Part | None) -> PartOutcome:
        if part is None:
            return PartOutcome(ZERO, ZERO, False)
        rules = [(rule, rule.judge(judge, self.rubric.if_na(name))) for rule in part.own_rules()]
        pooled = pool([(outcome, rule.top) for rule, outcome in rules], part.max) if rules else NOTHING
        low, high, na = pooled.low, pooled.high, pooled.na
        steps = list(pooled.steps)
        if low == high == part.max < sum((outcome.low for _, outcome in rules), ZERO):
            steps.append(f"合计超过{PART_WORDS[name]}上限，按上限 {plain(part.max)} 分")
        if part.full_if is not None:
            low, high, na = self._full(judge, part, low, high, na, steps)
        if part.void_if is not None:
            low, high, na = self._void(judge, part, low, high, na, steps)
        return PartOutcome(self._round(low), self._round(high), na, tuple(rules), tuple(steps))

    def _full(
        self, judge: _Judge, part: Part, low: Fraction, high: Fraction, na: bool | None, steps: list[str]
    ) -> tuple[Fraction, Fraction, bool | None]:
        assert part.full_if is not None
        gate = judge.evaluator.value(part.full_if.when.node)
        if gate.number:
            steps.append(f"{part.full_if.clause} {part.full_if.says}：成立，得满分 {plain(part.max)} 分")
            return part.max, part.max, False
        if gate.number is None and not gate.na:
            return low, part.max, None if na else na
        return low, high, na

    def _void(
        self, judge: _Judge, part: Part, low: Fraction, high: Fraction, na: bool | None, steps: list[str]
    ) -> tuple[Fraction, Fraction, bool | None]:
        assert part.void_if is not None
        gate = judge.evaluator.value(part.void_if.when.node)
        if gate.number:
            steps.append(f"{part.void_if.clause} {part.void_if.says}：成立，本部分不得分")
            return ZERO, ZERO, False
        if gate.number is None and not gate.na:
            steps.append(f"{part.void_if.clause} {part.void_if.says}：尚不能判断")
            return ZERO, high, None if na else na
        return low, high, na

    def _round(self, value: Fraction) -> Fraction:
        rounding = self.rubric.rounding
        return round_half_up(value, rounding.digits) if "indicator" in rounding.at else value

    def _rounded(self, outcome: Outcome) -> Outcome:
        """A re-weighted sum, rounded as indicators are, so that what is shown adds up."""
        return replace(outcome, low=self._round(outcome.low), high=self._round(outcome.high))

    def group(
        self, group: Group, outcomes: dict[str, IndicatorOutcome], found: dict[str, GroupOutcome]
    ) -> GroupOutcome:
        """Put a group together from its indicators; inner groups are put into ``found`` too."""
        inner = [self.group(child, outcomes, found) for child in group.groups]
        leaves = [outcomes[leaf.code] for leaf in group.indicators]
        children = [(child.base, child.group.base_weight) for child in inner if child.group.base_weight]
        children += [
            (Outcome(leaf.base.low, leaf.base.high, leaf.na), leaf.indicator.top)
            for leaf in leaves
            if leaf.indicator.top
        ]
        base = self._rounded(pool(children, group.base_weight)) if children else NOTHING
        rest_low = sum((leaf.low - leaf.base.low for leaf in leaves), ZERO)
        rest_high = sum((leaf.high - leaf.base.high for leaf in leaves), ZERO)
        rest_low += sum((child.low - child.base.low for child in inner), ZERO)
        rest_high += sum((child.high - child.base.high for child in inner), ZERO)
        result = GroupOutcome(group, base, base.low + rest_low, base.high + rest_high)
        found[group.code] = result
        return result

    def total(self, agency: Agency, known: Mapping[str, IndicatorOutcome] | None = None) -> TotalOutcome:
        """Judge everything of one agency; indicators in ``known`` are taken as they are."""
        known = known or {}
        outcomes = {
            code: known.get(code) or self.indicator(agency, leaf)
            for code, leaf in self.rubric.indicators.items()
        }
        groups: dict[str, GroupOutcome] = {}
        tops = [self.group(group, outcomes, groups) for group in self.rubric.groups]
        weighted = [(top.base, top.group.base_weight) for top in tops if top.group.base_weight]
        full = sum((weight for _, weight in weighted), ZERO)
        base = self._rounded(pool(weighted, full)) if weighted else NOTHING
        hits = self._hit(agency, "total")
        parts: dict[str, Bounds] = {
            "基础": (base.low, base.high),
            "扣分": _sum([(o.deduction.low, o.deduction.high) for o in outcomes.values()]),
            "加分": _sum([(o.bonus.low, o.bonus.high) for o in outcomes.values()]),
        }
        names = parts | {top.group.title: (top.low, top.high) for top in tops}
        low, high = total_bounds(self.rubric.total.formula.node, names)
        low, high, steps, vetoed = self._finish(agency, low - hits.high, high - hits.low)
        return TotalOutcome(outcomes, groups, parts, low, high, vetoed, tuple(steps))

    def _finish(
        self, agency: Agency, low: Fraction, high: Fraction
    ) -> tuple[Fraction, Fraction, list[str], bool]:
        """Limits, fixed values, veto and rounding."""
        total = self.rubric.total
        steps: list[str] = []
        if total.max is not None:
            low, high = min(low, total.max), min(high, total.max)
        if total.min is not None:
            low, high = max(low, total.min), max(high, total.min)
        evaluator = Evaluator(self.rubric.analyser, _AgencyFacts(self, agency, self.class_name(agency)))
        for fixed in reversed(total.fixed):
            held = evaluator.value(fixed.when.node)
            if held.number:
                low = high = fixed.value
                steps.append(f"{fixed.clause} {fixed.says}：总分定为 {plain(fixed.value)} 分")
            elif held.number is None and not held.na:
                low, high = min(low, fixed.value), max(high, fixed.value)
        vetoed = False
        for veto in self.rubric.veto:
            held = evaluator.value(veto.when.node)
            if held.number:
                vetoed = True
                steps.append(f"一票否决：{veto.clause} {veto.says}")
            elif held.number is None and not held.na:
                low, high = min(low, ZERO), max(high, ZERO)
                steps.append(f"一票否决“{veto.says}”尚不能判断")
        if vetoed:
            low = high = ZERO
        if "total" in self.rubric.rounding.at:
            digits = self.rubric.rounding.digits
            low, high = round_half_up(low, digits), round_half_up(high, digits)
        return low, high, steps, vetoed


def _sum(bounds: list[Bounds]) -> Bounds:
    return sum((low for low, _ in bounds), ZERO), sum((high for _, high in bounds), ZERO)
