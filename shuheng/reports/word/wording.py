"""The words of the official forms: what a clause says, how the points came about."""

from __future__ import annotations

from collections.abc import Iterator

from shuheng.engines.rubric import Group, Reason, Rubric
from shuheng.reports.content import Report


def rule_text(indicator: Reason) -> str:
    """评分规则: each clause of the indicator in our own words, a line each."""
    said = [_said(rule) for part in indicator.children for rule in part.children]
    return "\n".join(_numbered(list(dict.fromkeys(said))))


def _said(rule: Reason) -> str:
    inner = "；".join(_said(child) for child in rule.children)
    return f"{rule.says}（{inner}）" if inner else rule.says


def process_text(report: Report, indicator: Reason) -> str:
    """评分过程: the arithmetic of each clause and the points it gave, a line each."""
    lines: list[str] = []
    for part in indicator.children:
        sign = "扣" if part.code == "deduction" else "得"
        lines += [_process(report, rule, sign) for rule in part.children]
        lines += part.steps[:-1]
    return "\n".join(_numbered(lines))


def _process(report: Report, rule: Reason, sign: str) -> str:
    """One clause; of a group whose points are known, what is not known inside plays no part and is left out."""
    told = [
        "；".join(child.steps)
        for child in rule.children
        if child.status != "unknown" or rule.status == "unknown"
    ]
    steps = "；".join((*told, *rule.steps)) or rule.says
    points = f"{sign} {short_points(report, rule)} 分"
    return steps if steps.endswith(points) else f"{steps}，{points}"


def short_points(report: Report, reason: Reason) -> str:
    """Points as a form prints them: ``3``, ``1.5``, ``1.33``; a range where facts are missing."""
    text = report.points(reason.points, reason.low, reason.high, reason.status)
    known = reason.points is not None and reason.status != "not_applicable" and "." in text
    return text.rstrip("0").rstrip(".") if known else text


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
