"""Results: points of agencies, groups and indicators, exact, with bounds where facts are missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from shuheng.engines.rubric.facts import Agency

Status = Literal["known", "unknown", "not_applicable"]


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """An indicator of one agency. Parts and points are None where facts are missing; ``low`` and ``high``
    always bound the points. ``top`` is the most base points."""

    code: str
    title: str
    group: str
    top: Fraction
    base: Fraction | None
    deduction: Fraction | None
    bonus: Fraction | None
    points: Fraction | None
    low: Fraction
    high: Fraction
    status: Status


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A group of one agency; level 1 is the outermost."""

    code: str
    title: str
    level: int
    top: Fraction
    points: Fraction | None
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """One agency's result. ``rank`` is its place in the peer group by guaranteed points (``low``);
    while facts are missing it may end anywhere from ``rank_best`` to ``rank_worst``."""

    agency: Agency
    class_name: str | None
    base: Fraction | None
    deduction: Fraction | None
    bonus: Fraction | None
    total: Fraction | None
    low: Fraction
    high: Fraction
    grade: str | None
    vetoed: bool
    rank: int
    rank_best: int
    rank_worst: int
    rank_all: int
    groups: tuple[GroupScore, ...]
    indicators: tuple[IndicatorScore, ...]
    extras: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one rubric over one fact sheet, best agency first; addressed by both hashes."""

    rubric_id: str
    rubric_title: str
    rubric_hash: str
    facts_id: str
    facts_title: str
    facts_hash: str
    period: str
    demo: bool
    digits: int
    agencies: tuple[AgencyScore, ...]

    def agency(self, code: str) -> AgencyScore | None:
        """The score of one agency."""
        return next((score for score in self.agencies if score.agency.code == code), None)
