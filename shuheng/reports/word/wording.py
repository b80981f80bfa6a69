"""The words of the forms: what a clause says, how the points came about."""

from __future__ import annotations

from collections.abc import Iterator

from shuheng.engines.rubric import Group, Reason, Rubric
from shuheng.reports.content import Report, rules


def rule_text(indicator: Reason) -> str:
    """评分规则: each clause of the indicator in our own words, a line each."""
    lines = [rule.says for part in indicator.children for rule in rules(part)]
    return "\n".join(_numbered(list(dict.fromkeys(lines))))


def process_text(report: Report, indicator: Reason) -> str:
    """评分过程: the arithmetic of each clause and the points it gave, a line each."""
    lines = []
    for part in indicator.children:
        sign = "扣" if part.code == "deduction" else "得"
        for rule in rules(part):
            points = report.points(rule.points, rule.low, rule.high, rule.status)
            said = "；".join(rule.steps) or rule.says
            lines.append(said if said.endswith("分") else f"{said}，{sign} {points} 分")
    return "\n".join(_numbered(lines))


def points_text(report: Report, indicator: Reason) -> str:
    """得分: the indicator's points, or their bounds."""
    return report.points(indicator.points, indicator.low, indicator.high, indicator.status)


def chains(rubric: Rubric) -> dict[str, tuple[Group, ...]]:
    """For each indicator the groups above it, outermost first."""
    return dict(_chains(rubric.groups, ()))


def _chains(groups: tuple[Group, ...], above: tuple[Group, ...]) -> Iterator[tuple[str, tuple[Group, ...]]]:
    for group in groups:
        chain = (*above, group)
        yield from ((indicator.code, chain) for indicator in group.indicators)
        yield from _chains(group.groups, chain)


def _numbered(lines: list[str]) -> list[str]:
    return lines if len(lines) < 2 else [f"{number}. {line}" for number, line in enumerate(lines, 1)]
