"""Score a fact sheet: run the plan over all agencies, rank them, and put exact results together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from shuheng.engines.rubric.facts import Agency, FactSheet
from shuheng.engines.rubric.frame import fact_frame
from shuheng.engines.rubric.model import Group, Indicator, Rubric
from shuheng.engines.rubric.plan import Plan
from shuheng.engines.rubric.results import (
    AgencyScore,
    GroupScore,
    IndicatorScore,
    Result,
    Status,
)

Row = Mapping[str, Any]
Ends = tuple[Fraction, Fraction]


@lru_cache(maxsize=512)
def _plan(holder: _ByHash, bounds: bool, period: str, only: str | None) -> Plan:
    return Plan(holder.rubric, bounds=bounds, period=period, only=only)


class _ByHash:
    """A rubric that is equal to another by its content's hash, so that plans can be kept."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric

    def __hash__(self) -> int:
        return hash(self.rubric.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByHash) and other.rubric.hash == self.rubric.hash


def plan_of(rubric: Rubric, *, bounds: bool, period: str = "", only: str | None = None) -> Plan:
    """The plan of a rubric (or of one indicator), built once per content and period."""
    return _plan(_ByHash(rubric), bounds, period, only)


def score_indicator(rubric: Rubric, sheet: FactSheet, code: str) -> dict[str, IndicatorScore]:
    """The score of one indicator by agency code; the rest of the rubric is not computed."""
    plan = plan_of(rubric, bounds=True, period=sheet.period, only=code)
    rows = plan.run(fact_frame(rubric, sheet)).to_dicts()
    reader = _Reader(rubric, plan.digits)
    leaf = rubric.indicators[code]
    return {
        agency.code: reader.indicator(leaf, row) for agency, row in zip(sheet.agencies, rows, strict=True)
    }


def score(rubric: Rubric, sheet: FactSheet) -> Result:
    """Score every agency of ``sheet``; exact, with bounds where facts are missing."""
    plan = plan_of(rubric, bounds=True, period=sheet.period)
    frame = fact_frame(rubric, sheet)
    rows = plan.run(frame).to_dicts()
    reader = _Reader(rubric, plan.digits)
    scored = [reader.agency(agency, row) for agency, row in zip(sheet.agencies, rows, strict=True)]
    return Result(
        rubric.id,
        rubric.title,
        rubric.hash,
        sheet.id,
        sheet.title,
        sheet.hash,
        sheet.period,
        sheet.demo,
        plan.digits,
        tuple(_ranked(scored)),
    )


class _Reader:
    """Reads the plan's whole numbers back as exact points."""

    def __init__(self, rubric: Rubric, digits: int) -> None:
        self.rubric = rubric
        self.scale = 10**digits
        self.groups = tuple(rubric.walk_groups())
        self.classes = rubric.class_names()

    def ends(self, row: Row, name: str) -> Ends:
        """Low and high of one output; nothing where the part does not exist."""
        low, high = row.get(f"{name}:low", 0), row.get(f"{name}:high", 0)
        return Fraction(low, self.scale), Fraction(high, self.scale)

    def agency(self, agency: Agency, row: Row) -> AgencyScore:
        low, high = self.ends(row, "total")
        vetoed = bool(row["vetoed"])
        scores = [self.indicator(leaf, row) for leaf in self.rubric.indicators.values()]
        counted = {leaf.code for leaf in self.rubric.counted()}
        grade = None if vetoed else self.grade(low, high)
        return AgencyScore(
            agency,
            self.classes[row["§class"]] if row["§class"] is not None else None,
            _known(self.ends(row, "§base")),
            _known(self.ends(row, "§deduction")),
            _known(self.ends(row, "§bonus")),
            low if low == high else None,
            low,
            high,
            grade,
            vetoed,
            0,
            0,
            0,
            0,
            tuple(self.group(group, row) for group in self.groups),
            tuple(score for score in scores if score.code in counted),
            tuple(score for score in scores if score.code not in counted),
        )

    def indicator(self, leaf: Indicator, row: Row) -> IndicatorScore:
        base, deduction, bonus = (
            self.ends(row, f"{leaf.code}.{part}") for part in ("base", "deduction", "bonus")
        )
        low, high = self.ends(row, f"{leaf.code}.points")
        na = row.get(f"{leaf.code}.na", False)
        status: Status = "not_applicable" if na else "known" if low == high and na is False else "unknown"
        return IndicatorScore(
            leaf.code,
            leaf.title,
            leaf.group,
            leaf.top,
            _known(base) if na is False else None,
            _known(deduction),
            _known(bonus),
            low if low == high and na is not None else None,
            low,
            high,
            status,
        )

    def group(self, group: Group, row: Row) -> GroupScore:
        low, high = self.ends(row, f"{group.code}.points")
        points = low if low == high else None
        return GroupScore(group.code, group.title, group.level, group.base_weight, points, low, high)

    def grade(self, low: Fraction, high: Fraction) -> str | None:
        """The grade, where low and high earn the same."""
        if self.rubric.grades is None:
            return None
        worst, best = (
            next((label for threshold, label in self.rubric.grades.at_least if end >= threshold), None)
            for end in (low, high)
        )
        return worst if worst == best else None


def _known(ends: Ends) -> Fraction | None:
    return ends[0] if ends[0] == ends[1] else None


def _ranked(scores: Sequence[AgencyScore]) -> list[AgencyScore]:
    """Best first by guaranteed points; ties share a rank and keep the order of the sheet."""
    groups: dict[str | None, list[AgencyScore]] = {}
    for found in scores:
        groups.setdefault(found.agency.peer, []).append(found)
    everyone = _Ladder(scores)
    ladders = {peer: _Ladder(group) for peer, group in groups.items()}
    ranked = [_placed(found, ladders[found.agency.peer], everyone) for found in scores]
    return sorted(ranked, key=lambda found: found.rank_all)


class _Ladder:
    """The sorted ends of a group's bounds, to count who is above whom."""

    def __init__(self, scores: Sequence[AgencyScore]) -> None:
        self.lows = sorted(found.low for found in scores)
        self.highs = sorted(found.high for found in scores)

    def above(self, ends: list[Fraction], points: Fraction) -> int:
        """How many of ``ends`` are greater than ``points``."""
        return len(ends) - bisect_right(ends, points)


def _placed(found: AgencyScore, group: _Ladder, everyone: _Ladder) -> AgencyScore:
    own_may_rise = found.high > found.low
    return replace(
        found,
        rank=1 + group.above(group.lows, found.low),
        rank_best=1 + group.above(group.lows, found.high),
        rank_worst=1 + group.above(group.highs, found.low) - own_may_rise,
        rank_all=1 + everyone.above(everyone.lows, found.low),
    )
