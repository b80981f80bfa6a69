"""Scores as bars: one scale per picture, bonus and deduction told apart, unknown as a range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.rubric import AgencyScore, GroupScore, IndicatorScore
from shuheng.web.components import Bar

ZERO = Fraction(0)


def agency_scale(scores: Iterable[AgencyScore]) -> Fraction:
    """The right end for bars of totals: 100, or further where somebody got further."""
    return max((score.high + (score.deduction or ZERO) for score in scores), default=ZERO)


def agency_bar(score: AgencyScore, scale: Fraction) -> Bar:
    """Where a part is not fully known, what is known of it is shown."""
    every = (*score.indicators, *score.extras)
    bonus = sum((one.bonus or ZERO for one in every), ZERO) if score.bonus is None else score.bonus
    taken = (
        sum((one.deduction or ZERO for one in every), ZERO) if score.deduction is None else score.deduction
    )
    return Bar(max(scale, Fraction(100)), score.low, score.high, bonus, taken)


def indicator_bar(score: IndicatorScore) -> Bar:
    """Filled to its end where the full base points were reached, whatever they are."""
    scale = max(score.top, score.high + (score.deduction or ZERO)) or Fraction(1)
    return Bar(scale, score.low, score.high, score.bonus or ZERO, score.deduction or ZERO)


@dataclass(frozen=True)
class GroupSum:
    """A top group of one agency: its score, and how much of it was bonus and how much was taken away."""

    score: GroupScore
    bonus: Fraction
    deduction: Fraction
    indicators: tuple[IndicatorScore, ...]

    @property
    def bar(self) -> Bar:
        scale = max(self.score.top, self.score.high + self.deduction)
        return Bar(scale, self.score.low, self.score.high, self.bonus, self.deduction)


def top_groups(score: AgencyScore) -> tuple[GroupSum, ...]:
    """The outermost groups, in document order."""
    return tuple(group_sum(score, group) for group in score.groups if group.level == 1)


def group_sum(score: AgencyScore, group: GroupScore) -> GroupSum:
    below = codes_below(score.groups, group)
    inside = tuple(one for one in (*score.indicators, *score.extras) if one.group in below)
    return GroupSum(
        group,
        sum((one.bonus or ZERO for one in inside), ZERO),
        sum((one.deduction or ZERO for one in inside), ZERO),
        inside,
    )


def codes_below(groups: Sequence[GroupScore], top: GroupScore) -> set[str]:
    """The group and all groups inside it: those that follow it at a deeper level."""
    at = next(number for number, group in enumerate(groups) if group.code == top.code)
    found = {top.code}
    for group in groups[at + 1 :]:
        if group.level <= top.level:
            break
        found.add(group.code)
    return found
