"""quota: points by the share of the peer group an agency's rank falls into (格次赋分)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.fields import Exact, FormulaField, Shape
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.quantity import Whole as WholeColumn
from shuheng.engines.rubric.quantity import column, compare, constant, ladder, multiply
from shuheng.engines.rubric.rules.base import (
    ZERO,
    Builder,
    Judge,
    Outcome,
    OutcomeColumns,
    masked,
    spread,
)
from shuheng.engines.rubric.rules.peers import AMONG_WORDS, MOST_AGENCIES, PeerRule


class QuotaGrade(Shape):
    """One grade of a quota: this share of the group, from the top, earns these points."""

    share: Exact
    points: Exact


class Quota(PeerRule):
    """``quota: 调用次数``: the best ``share`` of the group earns the first points, the next the second (格次赋分).

    A grade ends at the rank ceil(cumulative share x members); ties share the better rank.
    """

    kind: ClassVar[str] = "quota"
    word: ClassVar[str] = "格次赋分"

    quota: FormulaField
    grades: tuple[QuotaGrade, ...]

    @field_validator("grades", mode="before")
    @classmethod
    def _tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _whole(self) -> Quota:
        points = [grade.points for grade in self.grades]
        total = sum((grade.share for grade in self.grades), ZERO)
        if total != 1 or any(grade.share <= 0 for grade in self.grades):
            raise PydanticCustomError(
                "quota-shares",
                "各格的 share 必须大于 0，合计必须是 100%，这里合计 {total}。",
                {"total": f"{plain(total * 100)}%"},
            )
        if points != sorted(points, reverse=True) or points[-1] < 0:
            raise PydanticCustomError(
                "quota-points", "格次越靠后，分值不能越高，也不能为负。请核对各格的分值。"
            )
        return self

    def compared(self) -> Formula:
        return self.quota

    def own_span(self) -> tuple[Fraction, Fraction]:
        return self.grades[-1].points, self.grades[0].points

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        analyser.number(self.quota.node)
        yield from ()

    def _ends(self) -> list[tuple[Fraction, Fraction]]:
        total, ends = ZERO, []
        for grade in self.grades:
            total += grade.share
            ends.append((total, grade.points))
        return ends

    def judge_own(self, judge: Judge) -> Outcome:
        own, others = self.own_value(judge)
        told = judge.narrate(self.quota)
        low, high = self.own_span()
        if own.na:
            return Outcome(ZERO, ZERO, True, (told,))
        if own.number is None or any(value.number is None for value in others):
            return Outcome(low, high, own.na, (told, f"{AMONG_WORDS[self.among]}有未知，格次未定"))
        place = 1 + sum(value.number is not None and value.number > own.number for value in others)
        lasts = [-((-end.numerator * len(others)) // end.denominator) for end, _ in self._ends()]
        index = next(number for number, last in enumerate(lasts) if place <= last)
        points = self.grades[index].points
        text = f"{AMONG_WORDS[self.among]} {len(others)} 家中第 {place}，属第 {index + 1} 格（至第 {lasts[index]} 名）"
        return Outcome(points, points, False, (told, f"{text}，得 {plain(points)} 分"))

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        standing, number = self.standing(builder, highest=True)
        members = column(standing.members, (0, MOST_AGENCIES))
        place = column(standing.best, (0, MOST_AGENCIES))
        steps = []
        for end, points in self._ends()[:-1]:
            up = multiply(members, constant(end.numerator))
            steps.append(
                (compare("<", multiply(place, constant(end.denominator)), _plus_den(up, end)), points)
            )
        points_column = ladder(steps, self.grades[-1].points)
        if standing.unknown is None:
            return masked(OutcomeColumns(points_column, points_column, number.na))
        return spread(points_column, standing.unknown, number.na, self.own_span())

    def describe(self) -> str:
        grades = "，".join(f"前 {plain(end * 100)}% 得 {plain(points)} 分" for end, points in self._ends())
        return f"按“{self.quota}”在{AMONG_WORDS[self.among]}中排序分格：{grades}"


def _plus_den(up: WholeColumn, end: Fraction) -> WholeColumn:
    return WholeColumn(up.at(up.bits) + end.denominator, (up.span[0], up.span[1] + end.denominator), up.bits)
