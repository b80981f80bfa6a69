"""What a rubric's clauses ask of each metric: more or less of it, how much, by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil

from shuheng.engines.rubric import Indicator, Rubric, RuleBase
from shuheng.engines.rubric.formula.nodes import Name, Node, Number, names
from shuheng.engines.rubric.rules.bands import Bands
from shuheng.engines.rubric.rules.conditions import Deadline
from shuheng.engines.rubric.rules.counts import Loss, Per


@dataclass(slots=True)
class Demand:
    """``favour`` above zero: more of the metric wins points; ``targets`` by class (None: any class)."""

    favour: Fraction = Fraction(0)
    targets: dict[str | None, Fraction] = field(default_factory=dict)
    by: date | None = None

    @property
    def wanted(self) -> bool:
        """Whether more is better."""
        return self.favour >= 0


def demands(rubric: Rubric) -> Mapping[str, Demand]:
    """The demand on every metric of the rubric."""
    found = {title: Demand() for title in rubric.metrics}
    for indicator in rubric.indicators.values():
        for part_name, part in indicator.parts():
            sign = -1 if part_name == "deduction" else 1
            for rule in part.all_rules():
                _favour(found, indicator, rule, sign)
                _target(found, indicator, rule)
            for gate in part.gates():
                for title in indicator.metrics_read([gate.when.node]):
                    found[title].favour -= part.max * sign
    for gate in rubric.veto:
        for name in names(gate.when.node):
            if name in found:
                found[name].favour -= 100
    return found


def _favour(found: dict[str, Demand], indicator: Indicator, rule: RuleBase, sign: int) -> None:
    """Without inner rules, which are met on their own."""
    if rule.inner():
        return
    direction = -sign if _less_is_more(rule) else sign
    for formula in rule.formulas():
        for title in indicator.metrics_read([formula.node]):
            found[title].favour += rule.top * direction


def _less_is_more(rule: RuleBase) -> bool:
    if isinstance(rule, Loss):
        return True
    if isinstance(rule, Per):
        return rule.under is not None
    if isinstance(rule, Bands):
        return any(step.op in {"<", "<="} for steps in rule.tables().values() for step in steps)
    return False


def _target(found: dict[str, Demand], indicator: Indicator, rule: RuleBase) -> None:
    if isinstance(rule, Deadline):
        demand = found[rule.deadline]
        demand.by = min(demand.by or rule.by, rule.by)
    elif isinstance(rule, Bands):
        title = _single(indicator, rule.bands.node)
        for name, steps in rule.tables().items() if title in found else ():
            _raise(found[title or ""], name, max(step.threshold for step in steps))
    elif isinstance(rule, Per):
        title = _single(indicator, rule.per.node)
        if title in found:
            over = rule.over.node if rule.over is not None else None
            start = over.value if isinstance(over, Number) else Fraction(0)
            times = rule.limit or ceil((rule.max or Fraction(0)) / rule.points)
            _raise(found[title or ""], None, start + rule.step * times)


def _raise(demand: Demand, name: str | None, target: Fraction) -> None:
    demand.targets[name] = max(demand.targets.get(name, target), target)


def _single(indicator: Indicator, node: Node) -> str | None:
    """The one metric a formula stands for, or None where it is more than a name."""
    if not isinstance(node, Name):
        return None
    formula = indicator.formulas.get(node.name)
    return node.name if formula is None else _single(indicator, formula.node)
