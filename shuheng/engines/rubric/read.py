"""Reads a plan's columns of whole numbers back as exact points, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import repeat

import polars as pl

from shuheng.engines.rubric.facts import Agency
from shuheng.engines.rubric.frame import DENOMINATOR
from shuheng.engines.rubric.model import Group, Indicator, Rubric
from shuheng.engines.rubric.plan import Plan
from shuheng.engines.rubric.results import AgencyScore, GroupScore, IndicatorScore, Status

Points = list[Fraction]
Ends = tuple[Points, Points]
NO_RANKS = (0, 0, 0, 0)


class Reader:
    """Scores from the columns of one run. Equal points are one object, so ends are compared by identity."""

    def __init__(self, rubric: Rubric, plan: Plan, frame: pl.DataFrame) -> None:
        self.rubric, self.bounds, self.frame = rubric, plan.bounds, frame
        self.scale = 10**plan.digits
        self._names = frozenset(frame.columns)
        self._seen: dict[int, Fraction] = {}
        self._same: dict[Fraction, Fraction] = {}
        self._nothing = [self._exact(0)] * frame.height

    def _exact(self, whole: int) -> Fraction:
        if whole not in self._seen:
            self._seen[whole] = Fraction(whole, self.scale)
        return self._seen[whole]

    def _points(self, name: str) -> Points:
        wholes = self.frame.get_column(name).to_list()
        if name + DENOMINATOR not in self._names:
            return [self._exact(whole) for whole in wholes]
        dens = self.frame.get_column(name + DENOMINATOR).to_list()
        fractions = (Fraction(whole, den) for whole, den in zip(wholes, dens, strict=True))
        return [self._same.setdefault(points, points) for points in fractions]

    def ends(self, name: str) -> Ends:
        """Low and high of one output; nothing where the part does not exist."""
        if not self.bounds and name in self._names:
            points = self._points(name)
            return points, points
        if f"{name}:low" in self._names:
            return self._points(f"{name}:low"), self._points(f"{name}:high")
        return self._nothing, self._nothing

    def indicator(self, leaf: Indicator) -> list[IndicatorScore]:
        """An indicator of every agency."""
        base, deduction, bonus = (self.ends(f"{leaf.code}.{part}") for part in ("base", "deduction", "bonus"))
        points = self.ends(f"{leaf.code}.points")
        if not self.bounds and f"{leaf.code}.points" not in self._names:
            points = base
        na = f"{leaf.code}.na"
        flags = self.frame.get_column(na).to_list() if na in self._names else repeat(False)
        columns = zip(_known(*base), _known(*deduction), _known(*bonus), *points, flags, strict=False)
        return [
            IndicatorScore(
                leaf.code,
                leaf.title,
                leaf.group,
                leaf.top,
                own if gone is False else None,
                lost,
                extra,
                low if low is high and gone is not None else None,
                low,
                high,
                _status(low is high, gone),
            )
            for own, lost, extra, low, high, gone in columns
        ]

    def _group(self, group: Group) -> list[GroupScore]:
        code, title, level, weight = group.code, group.title, group.level, group.base_weight
        return [
            GroupScore(code, title, level, weight, low if low is high else None, low, high)
            for low, high in zip(*self.ends(f"{code}.points"), strict=True)
        ]

    def _classes(self) -> list[str | None]:
        names = self.rubric.class_names()
        if not names or "§class" not in self._names:
            return [None] * self.frame.height
        indexes = self.frame.get_column("§class").to_list()
        return [None if index is None else names[index] for index in indexes]

    def agencies(self, agencies: Sequence[Agency]) -> list[AgencyScore]:
        """Every agency's score, ranks still open."""
        leaves = list(self.rubric.indicators.values())
        counted = list(zip(*(self.indicator(leaf) for leaf in leaves if leaf.counted), strict=True))
        extras = list(zip(*(self.indicator(leaf) for leaf in leaves if not leaf.counted), strict=True))
        groups = zip(*(self._group(group) for group in self.rubric.walk_groups()), strict=True)
        columns = zip(
            agencies,
            self._classes(),
            *(_known(*self.ends(name)) for name in ("§base", "§deduction", "§bonus")),
            *self.ends("total"),
            self.frame.get_column("vetoed").to_list(),
            groups,
            counted or repeat(()),
            extras or repeat(()),
            strict=False,
        )
        return [
            AgencyScore(
                agency,
                class_name,
                base,
                deduction,
                bonus,
                low if low is high else None,
                low,
                high,
                None if vetoed else self._grade(low, high),
                vetoed,
                *NO_RANKS,
                *scores,
            )
            for agency, class_name, base, deduction, bonus, low, high, vetoed, *scores in columns
        ]

    def _grade(self, low: Fraction, high: Fraction) -> str | None:
        """The grade, where low and high earn the same."""
        if self.rubric.grades is None:
            return None
        worst, best = (
            next((label for threshold, label in self.rubric.grades.at_least if end >= threshold), None)
            for end in (low, high)
        )
        return worst if worst == best else None


def _known(lows: Points, highs: Points) -> list[Fraction | None]:
    if lows is highs:
        return list(lows)
    return [low if low is high else None for low, high in zip(lows, highs, strict=True)]


def _status(definite: bool, na: bool | None) -> Status:
    if na:
        return "not_applicable"
    return "known" if definite and na is False else "unknown"
