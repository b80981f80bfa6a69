"""Score a fact sheet: run the plan over all agencies, read exact points back, and rank them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import polars as pl

from shuheng.engines.rubric.facts import FactSheet
from shuheng.engines.rubric.frame import all_known, fact_frame
from shuheng.engines.rubric.model import Rubric
from shuheng.engines.rubric.plan import Plan
from shuheng.engines.rubric.quantity import RangeError
from shuheng.engines.rubric.read import Reader
from shuheng.engines.rubric.results import AgencyScore, IndicatorScore, Result
from shuheng.problems import Problem, ProblemsError


@lru_cache(maxsize=512)
def _plan(holder: _ByHash, bounds: bool, period: str, only: str | None) -> Plan:
    try:
        return Plan(holder.rubric, bounds=bounds, period=period, only=only)
    except RangeError as error:
        raise ProblemsError([_overflow(holder.rubric, error, bounds, period)]) from error


def _overflow(rubric: Rubric, error: RangeError, bounds: bool, period: str) -> Problem:
    """Which indicator could outgrow the whole numbers of columns."""
    for code, leaf in rubric.indicators.items():
        try:
            Plan(rubric, bounds=bounds, period=period, only=code)
        except RangeError as own:
            file, line, column = leaf.place.at("code")
            return Problem("range-overflow", f"{code} 的{own}", file=file, line=line, column=column)
    return Problem("range-overflow", f"总分的{error}", file=rubric.place.source.file)


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
    reader = Reader(rubric, *_run(rubric, sheet, code))
    found = reader.indicator(rubric.indicators[code])
    return {agency.code: scored for agency, scored in zip(sheet.agencies, found, strict=True)}


def score(rubric: Rubric, sheet: FactSheet) -> Result:
    """Score every agency of ``sheet``; exact, with bounds where facts are missing."""
    reader = Reader(rubric, *_run(rubric, sheet))
    return Result(
        rubric.id,
        rubric.title,
        rubric.hash,
        sheet.id,
        sheet.title,
        sheet.hash,
        sheet.period,
        sheet.demo,
        rubric.rounding.digits,
        tuple(_ranked(reader.agencies(sheet.agencies))),
    )


def _run(rubric: Rubric, sheet: FactSheet, only: str | None = None) -> tuple[Plan, pl.DataFrame]:
    """The plan that ran and its columns: without bounds where every fact is known."""
    frame = fact_frame(rubric, sheet)
    if all_known(frame):
        plan = plan_of(rubric, bounds=False, period=sheet.period, only=only)
        if plan.definite:
            return plan, plan.run(frame)
    plan = plan_of(rubric, bounds=True, period=sheet.period, only=only)
    return plan, plan.run(frame)


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
