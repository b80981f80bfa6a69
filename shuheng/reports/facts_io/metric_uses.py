"""Which clauses use a metric: what the form shows beside the field to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shuheng.engines.rubric import Indicator, Metric, Rubric, RuleBase
from shuheng.engines.rubric.formula.nodes import names


@dataclass(frozen=True, slots=True)
class MetricUse:
    """A metric and the clauses that use it, in our own words."""

    metric: Metric
    clauses: str


def metric_uses(rubric: Rubric) -> list[tuple[Indicator, list[MetricUse]]]:
    """Every metric once, under the first indicator that uses it, with the clauses of all that use it."""
    clauses: dict[str, list[str]] = {}
    owner: dict[str, str] = {}
    for indicator in rubric.indicators.values():
        for title, words in _clauses(indicator):
            owner.setdefault(title, indicator.code)
            foreign = "" if owner[title] == indicator.code else f"{indicator.code} "
            line = f"{foreign}{words}"
            if line not in clauses.setdefault(title, []):
                clauses[title].append(line)
    first = next(iter(rubric.indicators))
    for title, metric in rubric.metrics.items():
        owner.setdefault(title, first)
        clauses.setdefault(title, [metric.says] if metric.says else [])
    return [
        (indicator, [_use(rubric, title, clauses[title]) for title in rubric.metrics if owner[title] == code])
        for code, indicator in rubric.indicators.items()
        if code in owner.values()
    ]


def _use(rubric: Rubric, title: str, clauses: list[str]) -> MetricUse:
    metric = rubric.metrics[title]
    lines = [f"口径：{metric.says}", *clauses] if metric.says and metric.says not in clauses else clauses
    return MetricUse(metric, "\n".join(lines))


def rule_metrics(indicator: Indicator, rule: RuleBase) -> list[str]:
    """The metrics a rule reads, named formulas followed to theirs."""
    stack = [name for formula in rule.all_formulas() for name in names(formula.node)][::-1]
    found: dict[str, None] = {}
    while stack:
        name = stack.pop()
        if name in indicator.formulas:
            stack += names(indicator.formulas[name].node)[::-1]
        elif name in indicator.scope.metrics:
            found[name] = None
    return list(found)


def _clauses(indicator: Indicator) -> Iterator[tuple[str, str]]:
    for _, part in indicator.parts():
        for rule in part.rules:
            for title in rule_metrics(indicator, rule):
                yield title, f"{rule.clause}：{rule.says}"
