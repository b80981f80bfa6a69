"""Coverage: how much of a document the rubric holds, and what supplies the facts behind its points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from shuheng.engines.rubric.check_sums import part_sum
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.model import Indicator, Rubric
from shuheng.engines.rubric.rules.base import ZERO, RuleBase
from shuheng.engines.rubric.rules.group import Group

Supply = Literal["measured", "register", "reported", "judged"]
SUPPLIES: tuple[Supply, ...] = ("measured", "register", "reported", "judged")
SUPPLY_WORDS: dict[Supply, str] = {
    "measured": "实测",
    "register": "台账",
    "reported": "填报",
    "judged": "评定",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of one rubric. ``clauses`` counts the distinct places of the document that some rule or gate
    encodes; base points go to the weakest supply a rule needs (judged, then reported, register, measured)."""

    rubric: str
    indicators: int
    clauses: int
    rules: int
    base: Fraction
    deduction: Fraction
    bonus: Fraction
    metrics: int
    metrics_by_origin: dict[str, int]
    base_points_by_origin: dict[Supply, Fraction]
    planned_base_points: dict[Supply, Fraction]


def coverage(
    rubric: Rubric, supplied: Mapping[str, Literal["measured", "register"]] | None = None
) -> Coverage:
    """Count; ``supplied`` says which metric codes are measured or kept in a register today. Everything else
    is reported by agencies or judged by people today, whatever is planned (``planned_base_points``)."""
    today = _points(
        rubric, {title: _today(metric, supplied or {}) for title, metric in rubric.metrics.items()}
    )
    planned = _points(rubric, {title: _planned(metric) for title, metric in rubric.metrics.items()})
    rules = [
        rule for leaf in rubric.indicators.values() for _, part in leaf.parts() for rule in part.all_rules()
    ]
    return Coverage(
        rubric.id,
        len(rubric.counted()),
        len(clause_places(rubric)),
        len(rules),
        part_sum(rubric, "base"),
        part_sum(rubric, "deduction"),
        part_sum(rubric, "bonus"),
        len(rubric.metrics),
        dict(Counter(metric.origin for metric in rubric.metrics.values())),
        today,
        planned,
    )


def clause_places(rubric: Rubric) -> frozenset[tuple[str, str]]:
    """Every (indicator, clause) that a rule or a gate encodes; vetoes and fixed totals under an empty code."""
    places = {("", gate.clause) for gate in (*rubric.veto, *rubric.total.fixed)}
    for leaf in rubric.indicators.values():
        for _, part in leaf.parts():
            places |= {(leaf.code, rule.clause) for rule in part.all_rules()}
            places |= {(leaf.code, gate.clause) for gate in part.gates()}
    return frozenset(places)


def _today(metric: Metric, supplied: Mapping[str, Literal["measured", "register"]]) -> Supply:
    if metric.code in supplied:
        return supplied[metric.code]
    return "judged" if metric.origin == "judged" else "reported"


def _planned(metric: Metric) -> Supply:
    if metric.origin == "reported":
        return "register" if metric.supply.startswith("registers") else "reported"
    return metric.origin


def _points(rubric: Rubric, supplies: Mapping[str, Supply]) -> dict[Supply, Fraction]:
    """Base points by supply. Where rules could give more than their cap the first ones take it; points that
    no rule can give (a contradiction of the document) go with the last one."""
    found: dict[Supply, Fraction] = dict.fromkeys(SUPPLIES, ZERO)
    for leaf in rubric.counted():
        if leaf.base is not None:
            _share_out(leaf, leaf.base.own_rules(), leaf.base.max, supplies, found)
    return found


def _share_out(
    leaf: Indicator,
    rules: Iterable[RuleBase],
    points: Fraction,
    supplies: Mapping[str, Supply],
    found: dict[Supply, Fraction],
) -> None:
    listed = tuple(rules)
    for rule in listed:
        own = points if rule is listed[-1] else min(rule.top, points)
        points -= own
        if isinstance(rule, Group) and rule.pick == "sum":
            _share_out(leaf, rule.inner(), own, supplies, found)
            continue
        weakest = max((SUPPLIES.index(supplies[title]) for title in _read(leaf, rule)), default=0)
        found[SUPPLIES[weakest]] += own


def _read(leaf: Indicator, rule: RuleBase) -> tuple[str, ...]:
    return leaf.metrics_read(formula.node for formula in rule.all_formulas())
