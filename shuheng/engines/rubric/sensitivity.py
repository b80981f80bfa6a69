"""Sensitivity: how ranks move when the weight of one outermost group is raised or lowered."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.rubric.results import AgencyScore, Result


@dataclass(frozen=True, slots=True)
class GroupSensitivity:
    """What a change of one group's weight by ``share`` does: agencies whose rank moves, and the largest move."""

    group: str
    title: str
    share: Fraction
    moved: int
    largest_move: int


def sensitivity(result: Result, share: Fraction = Fraction(1, 10)) -> tuple[GroupSensitivity, ...]:
    """For each outermost group, its points scaled by 1 + share and 1 - share, all else equal.

    Works on guaranteed points (``low``) within peer groups, vetoed agencies left at zero.
    """
    if not result.agencies:
        return ()
    groups = [group for group in result.agencies[0].groups if group.level == 1]
    return tuple(
        _moved(result, group.code, group.title, signed) for group in groups for signed in (share, -share)
    )


def _moved(result: Result, code: str, title: str, share: Fraction) -> GroupSensitivity:
    before = _ranks([(found, found.low) for found in result.agencies])
    after = _ranks([(found, _scaled(found, code, share)) for found in result.agencies])
    moves = [abs(after[agency] - rank) for agency, rank in before.items()]
    return GroupSensitivity(code, title, share, sum(move > 0 for move in moves), max(moves, default=0))


def _scaled(found: AgencyScore, code: str, share: Fraction) -> Fraction:
    if found.vetoed:
        return found.low
    own = next((group.low for group in found.groups if group.code == code), Fraction(0))
    return found.low + own * share


def _ranks(points: list[tuple[AgencyScore, Fraction]]) -> dict[str, int]:
    return {
        found.agency.code: 1
        + sum(other > own and rival.agency.peer == found.agency.peer for rival, other in points)
        for found, own in points
    }
