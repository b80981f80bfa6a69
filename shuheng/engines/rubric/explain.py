"""Reasons (为什么): every point as a tree of rule, clause, facts and arithmetic, made by the reference engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from shuheng.engines.rubric.exact import plain, show
from shuheng.engines.rubric.facts import Agency, FactSheet
from shuheng.engines.rubric.formula.nodes import Node
from shuheng.engines.rubric.metrics import ORIGIN_WORDS, Metric
from shuheng.engines.rubric.model import PART_WORDS, Group, Indicator, PartName, Rubric
from shuheng.engines.rubric.narrate import UNKNOWN_WORD
from shuheng.engines.rubric.oracle import (
    GroupOutcome,
    IndicatorOutcome,
    Oracle,
    PartOutcome,
    TotalOutcome,
)
from shuheng.engines.rubric.results import Status
from shuheng.engines.rubric.rules.base import ZERO, Outcome, RuleBase
from shuheng.engines.rubric.shapes import Part

Kind = Literal["total", "group", "indicator", "part", "rule"]


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact a rule used, as people read it; ``text`` is 未知 where it is missing."""

    title: str
    code: str
    text: str
    unit: str
    origin: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some points are there. ``steps`` is the arithmetic in Chinese, in order; ``na`` None means that
    it is not known whether the thing applies."""

    kind: Kind
    code: str
    title: str
    low: Fraction
    high: Fraction
    top: Fraction
    na: bool | None
    steps: tuple[str, ...]
    clause: str = ""
    says: str = ""
    facts: tuple[UsedFact, ...] = ()
    children: tuple[Reason, ...] = ()

    @property
    def points(self) -> Fraction | None:
        """The points, or None where facts are missing."""
        return self.low if self.low == self.high and self.na is not None else None

    @property
    def status(self) -> Status:
        """Known, unknown, or not applicable."""
        if self.na:
            return "not_applicable"
        return "known" if self.low == self.high and self.na is False else "unknown"


class UnknownPlaceError(LookupError):
    """No such agency or indicator; the message is Chinese."""


class Explainer:
    """Explains the points of one fact sheet; keeps what it computed, so that many questions stay cheap."""

    def __init__(self, rubric: Rubric, sheet: FactSheet) -> None:
        self.rubric, self.sheet = rubric, sheet
        self.oracle = Oracle(rubric, sheet)
        self.digits = rubric.rounding.digits

    def indicator(self, agency_code: str, indicator_code: str) -> Reason:
        """Why an agency has its points of one indicator; raise UnknownPlaceError."""
        agency = self._agency(agency_code)
        leaf = self.rubric.indicators.get(indicator_code)
        if leaf is None:
            raise UnknownPlaceError(f"{self.rubric.id} 没有指标“{indicator_code}”。")
        return self._indicator(agency, self.oracle.indicator(agency, leaf))

    def total(self, agency_code: str) -> Reason:
        """Why an agency has its total: everything below."""
        agency = self._agency(agency_code)
        outcome = self.oracle.total(agency)
        children = tuple(self._group(agency, group, outcome) for group in self.rubric.groups)
        parts = "，".join(f"{name} {self._ends(low, high)}" for name, (low, high) in outcome.parts.items())
        formula = f"总分 = {self.rubric.total.formula}"
        steps = (formula, parts, *outcome.steps, f"得 {self._ends(outcome.low, outcome.high)} 分")
        top = sum((group.base_weight for group in self.rubric.groups), ZERO)
        return Reason(
            "total", "", self.rubric.title, outcome.low, outcome.high, top, False, steps, children=children
        )

    def _agency(self, code: str) -> Agency:
        agency = self.sheet.agency(code)
        if agency is None:
            raise UnknownPlaceError(
                f"这份事实里没有单位“{code}”。可用：{'、'.join(a.code for a in self.sheet.agencies[:20])}。"
            )
        return agency

    def _ends(self, low: Fraction, high: Fraction) -> str:
        shown = show(low, self.digits)
        return shown if low == high else f"{shown} 至 {show(high, self.digits)}"

    def _group(self, agency: Agency, group: Group, outcome: TotalOutcome) -> Reason:
        found: GroupOutcome = outcome.groups[group.code]
        children = tuple(self._group(agency, inner, outcome) for inner in group.groups)
        children += tuple(self._indicator(agency, outcome.indicators[leaf.code]) for leaf in group.indicators)
        steps = (*found.base.steps, f"合计 {self._ends(found.low, found.high)} 分")
        return Reason(
            "group",
            group.code,
            group.title,
            found.low,
            found.high,
            group.base_weight,
            found.base.na,
            steps,
            children=children,
        )

    def _indicator(self, agency: Agency, outcome: IndicatorOutcome) -> Reason:
        leaf = outcome.indicator
        parts: tuple[tuple[PartName, Part | None, PartOutcome], ...] = (
            ("base", leaf.base, outcome.base),
            ("deduction", leaf.deduction, outcome.deduction),
            ("bonus", leaf.bonus, outcome.bonus),
        )
        children = tuple(
            self._part(agency, leaf, name, part, found)
            for name, part, found in parts
            if part is not None or found.rules
        )
        terms = [
            f"{'−' if name == 'deduction' else '+'} {PART_WORDS[name]} {self._ends(found.low, found.high)}"
            for name, part, found in parts
            if part is not None or found.rules
        ]
        steps = (f"{' '.join(terms).removeprefix('+ ')} = {self._ends(outcome.low, outcome.high)} 分",)
        return Reason(
            "indicator",
            leaf.code,
            leaf.title,
            outcome.low,
            outcome.high,
            leaf.top,
            outcome.na,
            steps,
            children=children,
        )

    def _part(
        self, agency: Agency, leaf: Indicator, name: PartName, part: Part | None, found: PartOutcome
    ) -> Reason:
        children = tuple(self._rule(agency, leaf, rule, outcome) for rule, outcome in found.rules)
        gates = part.gates() if part is not None else ()
        facts = self._facts(agency, leaf, (gate.when.node for gate in gates))
        top = part.max if part is not None else found.high
        steps = (
            *found.steps,
            f"{PART_WORDS[name]} {self._ends(found.low, found.high)} 分（最多 {plain(top)} 分）",
        )
        return Reason(
            "part",
            name,
            PART_WORDS[name],
            found.low,
            found.high,
            top,
            found.na,
            steps,
            facts=facts,
            children=children,
        )

    def _rule(self, agency: Agency, leaf: Indicator, rule: RuleBase, outcome: Outcome) -> Reason:
        own = (*rule.formulas(), *filter(None, (rule.when, rule.times)))
        facts = self._facts(agency, leaf, (formula.node for formula in own))
        children = tuple(self._rule(agency, leaf, inner, result) for inner, result in outcome.children)
        return Reason(
            "rule",
            rule.kind,
            rule.word,
            outcome.low,
            outcome.high,
            rule.top,
            outcome.na,
            outcome.steps,
            rule.clause,
            rule.says,
            facts,
            children,
        )

    def _facts(self, agency: Agency, leaf: Indicator, nodes: Iterable[Node]) -> tuple[UsedFact, ...]:
        """The facts behind some formulas."""
        return tuple(self._fact(agency, self.rubric.metrics[title]) for title in leaf.metrics_read(nodes))

    def _fact(self, agency: Agency, metric: Metric) -> UsedFact:
        fact = self.sheet.fact(agency.code, metric.title)
        unit = "" if metric.kind == "ratio" else metric.unit
        if fact is None:
            return UsedFact(metric.title, metric.code, UNKNOWN_WORD, unit, ORIGIN_WORDS[metric.origin], "")
        origin = ORIGIN_WORDS[fact.origin or metric.origin]
        return UsedFact(metric.title, metric.code, fact.text, unit, origin, fact.evidence)


def explain(rubric: Rubric, sheet: FactSheet, agency_code: str, indicator_code: str | None = None) -> Reason:
    """Why an agency has its points of one indicator, or (None) its total; raise UnknownPlaceError."""
    explainer = Explainer(rubric, sheet)
    if indicator_code is None:
        return explainer.total(agency_code)
    return explainer.indicator(agency_code, indicator_code)
