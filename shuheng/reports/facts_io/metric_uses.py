"""Which clauses use a metric: what the form shows beside the field to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shuheng.engines.rubric import Indicator, Metric, Rubric
from shuheng.engines.rubric.formula.nodes import names


@dataclass(frozen=True, slots=True)
class MetricUse:
    """A metric and the clauses that use it, in our own words."""

    metric: Metric
    clauses: str


def metric_uses(rubric: Rubric) -> list[tuple[Indicator, list[MetricUse]]]:
    """Every metric once, under the first indicator that uses it, with the clauses of all that use it.

    What no indicator uses (what decides the class, a veto) stands under the first.
    """
    clauses: dict[str, list[str]] = {title: _of_rubric(rubric, title) for title in rubric.metrics}
    owner: dict[str, str] = {}
    for indicator in rubric.indicators.values():
        for title, words in _clauses(indicator):
            owner.setdefault(title, indicator.code)
            line = words if owner[title] == indicator.code else f"{indicator.code} {words}"
            if line not in clauses[title]:
                clauses[title].append(line)
    first = next(iter(rubric.indicators))
    found: dict[str, list[MetricUse]] = {}
    for title in rubric.metrics:
        found.setdefault(owner.get(title, first), []).append(_use(rubric, title, clauses[title]))
    return [(indicator, found[code]) for code, indicator in rubric.indicators.items() if code in found]


def _use(rubric: Rubric, title: str, clauses: list[str]) -> MetricUse:
    metric = rubric.metrics[title]
    definition = [f"口径：{metric.says}"] if metric.says else []
    return MetricUse(metric, "\n".join([*definition, *clauses]))


def _of_rubric(rubric: Rubric, title: str) -> list[str]:
    """What the rubric's head uses a metric for."""
    lines = [f"一票否决：{gate.says}" for gate in rubric.veto if title in names(gate.when.node)]
    if rubric.classes is not None and rubric.classes.of == title:
        lines.append(f"分类依据：按此分为{'、'.join(label for _, label in rubric.classes.at_least)}")
    return lines


def _clauses(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Each metric with a clause that reads it: rules first, then the gates of the part."""
    for _, part in indicator.parts():
        for rule in part.rules:
            for title in indicator.metrics_read(formula.node for formula in rule.all_formulas()):
                yield title, f"{rule.clause}：{rule.says}"
        for gate in part.gates():
            for title in indicator.metrics_read([gate.when.node]):
                yield title, f"{gate.clause}：{gate.says}"
