"""The difference between two rubrics, place by place, in words people can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.metrics import KIND_WORDS, ORIGIN_WORDS, Metric
from shuheng.engines.rubric.model import PART_WORDS, Indicator, Rubric
from shuheng.engines.rubric.shapes import Part

ChangeKind = Literal["added", "removed", "changed"]
CHANGE_WORDS: dict[ChangeKind, str] = {"added": "新增", "removed": "删去", "changed": "改动"}
Described = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RubricChange:
    """One difference; ``before`` or ``after`` is empty where a thing was added or removed."""

    kind: ChangeKind
    place: str
    what: str
    before: str
    after: str


def diff(before: Rubric, after: Rubric) -> tuple[RubricChange, ...]:
    """Every difference between two rubrics: head, groups, metrics, indicators, parts, rules."""
    pairs = (
        ("开头", _head(before), _head(after)),
        ("分组", _groups(before), _groups(after)),
        ("指标值", _metrics(before), _metrics(after)),
    )
    changes = [change for place, old, new in pairs for change in _compare(place, old, new)]
    codes = dict.fromkeys([*before.indicators, *after.indicators])
    for code in codes:
        old, new = before.indicators.get(code), after.indicators.get(code)
        changes += _compare(code, _indicator(old) if old else {}, _indicator(new) if new else {})
    return tuple(changes)


def _compare(place: str, old: Described, new: Described) -> Iterator[RubricChange]:
    for what in dict.fromkeys([*old, *new]):
        a, b = old.get(what, ""), new.get(what, "")
        if a != b:
            kind: ChangeKind = "added" if what not in old else "removed" if what not in new else "changed"
            yield RubricChange(kind, place, what, a, b)


def _head(rubric: Rubric) -> Described:
    grades = (
        "，".join(f"{plain(mark)} {label}" for mark, label in rubric.grades.at_least) if rubric.grades else ""
    )
    described = {
        "标题": rubric.title,
        "周期": f"{rubric.period.name}（{rubric.period.start} 至 {rubric.period.end}）",
        "总分": str(rubric.total.formula),
        "等级": grades,
        "一票否决": "；".join(str(gate.when) for gate in rubric.veto),
        "修约": f"{rubric.rounding.digits} 位",
        "不适用": rubric.head.not_applicable or "",
    }
    for title, parameter in rubric.parameters.items():
        described[f"参数 {title}"] = "，".join(plain(value) for value in parameter.values())
    if rubric.classes is not None:
        marks = "，".join(f"{label} {plain(mark)}" for mark, label in rubric.classes.at_least)
        described["分类"] = f"{rubric.classes.of}：{marks}"
    return {what: text for what, text in described.items() if text}


def _groups(rubric: Rubric) -> Described:
    return {group.code: f"{group.title} {plain(group.base_weight)} 分" for group in rubric.walk_groups()}


def _metrics(rubric: Rubric) -> Described:
    return {title: _metric(metric) for title, metric in rubric.metrics.items()}


def _metric(metric: Metric) -> str:
    options = "，".join(metric.option_names)
    parts = (
        metric.code,
        KIND_WORDS[metric.kind],
        metric.unit,
        ORIGIN_WORDS[metric.origin],
        metric.supply,
        options,
    )
    return " ".join(part for part in parts if part)


def _indicator(indicator: Indicator) -> Described:
    described = {"名称": indicator.title, "所属": indicator.group}
    described |= {f"公式 {name}": str(formula) for name, formula in indicator.formulas.items()}
    for name, part in indicator.parts():
        described |= {f"{PART_WORDS[name]} {what}": text for what, text in _part(part).items()}
    return described


def _part(part: Part) -> Described:
    described = {"上限": plain(part.max)}
    for rule in part.rules:
        what, number = rule.clause, 2
        while what in described:
            what, number = f"{rule.clause}（{number}）", number + 1
        extras = [f"前提 {rule.when}" if rule.when else "", f"倍数 {rule.times}" if rule.times else ""]
        extras += [
            f"上限 {plain(rule.max)}" if rule.max is not None else "",
            f"扣向 {rule.hits}" if rule.hits else "",
        ]
        described[what] = "；".join([rule.describe(), *(extra for extra in extras if extra)])
    for gate in part.gates():
        described[f"门槛 {gate.clause}"] = str(gate.when)
    return described
