"""What if a fact or the rubric were different: see points and ranks move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.rubric.facts import Agency, FactSheet, change_sheet
from shuheng.engines.rubric.model import Rubric
from shuheng.engines.rubric.results import AgencyScore, Result
from shuheng.engines.rubric.score import score


@dataclass(frozen=True, slots=True)
class Move:
    """How one agency moves. Totals are None where unknown; ``low_gain`` compares guaranteed points."""

    agency: Agency
    before: AgencyScore
    after: AgencyScore

    @property
    def low_gain(self) -> Fraction:
        """Guaranteed points after minus before."""
        return self.after.low - self.before.low

    @property
    def places(self) -> int:
        """Places won in the peer group (negative: lost)."""
        return self.before.rank - self.after.rank


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two results side by side; ``moves`` follows the order of the result after."""

    before: Result
    after: Result
    moves: tuple[Move, ...]


def what_if(
    rubric: Rubric,
    sheet: FactSheet,
    changes: Mapping[tuple[str, str], str],
    other_rubric: Rubric | None = None,
) -> WhatIf:
    """Score twice: as it is, and with ``changes`` ((agency code, metric) -> text, empty removes the fact)
    and, where given, under another rubric. Raises ProblemsError where a change is not allowed."""
    changed = change_sheet(other_rubric or rubric, sheet, changes)
    return compare(score(rubric, sheet), score(other_rubric or rubric, changed))


def compare(before: Result, after: Result) -> WhatIf:
    """Two results side by side, for the agencies that both have."""
    earlier = {found.agency.code: found for found in before.agencies}
    moves = tuple(
        Move(found.agency, earlier[found.agency.code], found)
        for found in after.agencies
        if found.agency.code in earlier
    )
    return WhatIf(before, after, moves)
