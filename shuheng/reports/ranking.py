"""The ranking as words, for every report alike: columns that say nothing for this rubric are left out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.rubric import AgencyScore
from shuheng.reports.content import UNKNOWN, Report

NUMBERS = frozenset({"名次", "基础分", "扣分", "加分", "总分"})
NONE = "—"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Heads and rows: peer groups in the rubric's order, best agency first; a row is one of ``agencies``."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    agencies: tuple[AgencyScore, ...]


def ranking(report: Report) -> Ranking:
    """Every agency with rank, parts, total and grade; peer group, class and grade only where there are any."""
    peers = report.rubric.peers
    agencies = _ordered(report)
    columns: dict[str, list[str]] = {"名次": [rank_text(item) for item in agencies]}
    columns["单位"] = [item.agency.name for item in agencies]
    if peers is not None:
        columns[peers.title] = [item.agency.peer or NONE for item in agencies]
    if report.rubric.classes is not None:
        columns["类别"] = [item.class_name or UNKNOWN for item in agencies]
    columns["基础分"] = [_part(report, item.base) for item in agencies]
    columns["扣分"] = [_part(report, item.deduction) for item in agencies]
    columns["加分"] = [_part(report, item.bonus) for item in agencies]
    columns["总分"] = [report.points(item.total, item.low, item.high) for item in agencies]
    if report.rubric.grades is not None or any(item.vetoed for item in agencies):
        columns["等次"] = [report.grade(item) for item in agencies]
    return Ranking(tuple(columns), tuple(zip(*columns.values(), strict=True)), agencies)


def _ordered(report: Report) -> tuple[AgencyScore, ...]:
    agencies = report.result.agencies
    if report.rubric.peers is None:
        return agencies
    order = {name: index for index, name in enumerate(report.rubric.peers.groups)}
    return tuple(sorted(agencies, key=lambda item: order.get(item.agency.peer or "", len(order))))


def rank_text(item: AgencyScore) -> str:
    """The rank, and where facts are missing the best and worst it may become: ``3（2～5）``."""
    if item.rank_best == item.rank_worst:
        return str(item.rank)
    return f"{item.rank}（{item.rank_best}～{item.rank_worst}）"


def _part(report: Report, points: Fraction | None) -> str:
    return UNKNOWN if points is None else report.points(points, points, points)
