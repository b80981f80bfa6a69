"""per, shortfall, loss, proportional: points that grow or shrink with a number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.fields import Exact, FormulaField, ShareField, Switch, Whole
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.columns import Flag
from shuheng.engines.rubric.formula.nodes import Arithmetic, Node
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.quantity import (
    Quantity,
    exact,
    floored,
    larger,
    minus,
    smaller,
    times,
)
from shuheng.engines.rubric.rules.base import ZERO, Builder, Judge, OnNumber


def whole_steps(distance: Fraction, step: Fraction, begun: bool) -> int:
    """How many steps of size ``step`` lie in ``distance``; a begun one counts if ``begun``; never negative."""
    ratio = distance / step
    return max(0, -((-ratio.numerator) // ratio.denominator) if begun else ratio.__floor__())


def whole_steps_columns(distance: Quantity, step: Fraction, begun: bool) -> Quantity:
    """The fast twin of ``whole_steps``."""
    ratio = times(distance, exact(1 / step))
    if begun:
        return larger(minus(exact(ZERO), floored(minus(exact(ZERO), ratio))), exact(ZERO))
    return larger(floored(ratio), exact(ZERO))


class Per(OnNumber):
    """``per: 次数`` with ``points: 0.1``: so many points for each (step) over or under a mark (每…加…)."""

    kind: ClassVar[str] = "per"
    word: ClassVar[str] = "逐项计分"

    per: FormulaField
    points: Exact
    over: FormulaField | None = None
    under: FormulaField | None = None
    step: Exact = Fraction(1)
    begun: Switch = False
    limit: Whole | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Per:
        if self.over is not None and self.under is not None:
            raise PydanticCustomError("per-direction", "over 与 under 只能写一个。请删去一个。")
        if self.step <= 0:
            raise PydanticCustomError("per-step", "step 必须大于 0。不按步计时不写 step。")
        if self.max is None and self.limit is None:
            raise PydanticCustomError("per-uncapped", "per 要写 max（最多几分）或 limit（最多计几次）。")
        return self

    def own_span(self) -> tuple[Fraction, Fraction]:
        if self.limit is not None:
            return ZERO, self.points * self.limit
        return ZERO, self.max or ZERO

    def formulas(self) -> tuple[Formula, ...]:
        return tuple(formula for formula in (self.per, self.over, self.under) if formula is not None)

    def measured(self) -> Node:
        if self.over is not None:
            return Arithmetic("-", self.per.node, self.over.node)
        if self.under is not None:
            return Arithmetic("-", self.under.node, self.per.node)
        return self.per.node

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        analyser.number(self.measured())
        if self.points < 0:
            yield (
                "points-negative",
                f"points 写的是 {plain(self.points)}，不能为负。扣分请写在 deduction 里，写正数。",
            )

    def points_of(self, number: Fraction, judge: Judge) -> tuple[Fraction, str] | None:
        count = whole_steps(number, self.step, self.begun)
        counted = count if self.limit is None else min(count, self.limit)
        points = self.points * counted
        capped = f"（最多计 {self.limit} 次）" if counted < count else ""
        each = f"{plain(self.points)} 分 × {counted}{capped} = {plain(points)} 分"
        if self.max is None or self.limit is not None:
            return points, each
        return min(points, self.max), each + (f"，按上限 {plain(self.max)} 分" if points > self.max else "")

    def points_columns(self, number: Quantity, builder: Builder) -> tuple[Quantity, Flag]:
        count = whole_steps_columns(number, self.step, self.begun)
        if self.limit is not None:
            count = smaller(count, exact(Fraction(self.limit)))
        points = times(count, exact(self.points))
        return (smaller(points, exact(self.max)) if self.max is not None else points), None

    def describe(self) -> str:
        mark = f"超过 {self.over} 的部分" if self.over else f"低于 {self.under} 的部分" if self.under else ""
        step = (
            f"每{'（不足也算）' if self.begun else ''} {plain(self.step)}"
            if self.step != 1 or mark
            else "每 1"
        )
        most = f"，最多计 {self.limit} 次" if self.limit is not None else ""
        cap = f"，最高 {plain(self.max)} 分" if self.max is not None else ""
        return f"“{self.per}”{mark}{step} 计 {plain(self.points)} 分{most}{cap}"


class Shortfall(OnNumber):
    """``shortfall: 执行率``: full points at ``from``, less ``lose`` per begun ``step`` below it."""

    kind: ClassVar[str] = "shortfall"
    word: ClassVar[str] = "差额递减"

    shortfall: FormulaField
    points: Exact
    start: Exact = Field(default=Fraction(1), alias="from")
    step: Exact = Fraction(1, 100)
    lose: ShareField
    begun: Switch = True

    @model_validator(mode="after")
    def _sensible(self) -> Shortfall:
        if self.step <= 0 or self.lose.value <= 0:
            raise PydanticCustomError("shortfall-step", "step 与 lose 必须大于 0。")
        return self

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.points

    def formulas(self) -> tuple[Formula, ...]:
        return (self.shortfall,)

    def measured(self) -> Node:
        return self.shortfall.node

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        analyser.number(self.shortfall.node)
        if self.points < 0:
            yield (
                "points-negative",
                f"points 写的是 {plain(self.points)}，不能为负。扣分请写在 deduction 里，写正数。",
            )

    def points_of(self, number: Fraction, judge: Judge) -> tuple[Fraction, str] | None:
        count = whole_steps(self.start - number, self.step, self.begun)
        lost = min(self.points, self.lose.of(self.points) * count)
        if not count:
            return self.points, f"达到 {_shown(self.start)}，得满分 {plain(self.points)} 分"
        begun = "（不足一档按一档）" if self.begun else ""
        text = f"比 {_shown(self.start)} 低 {_shown(self.start - number)}，计 {count} 档{begun}"
        return self.points - lost, f"{text}，扣 {plain(lost)} 分，得 {plain(self.points - lost)} 分"

    def points_columns(self, number: Quantity, builder: Builder) -> tuple[Quantity, Flag]:
        count = whole_steps_columns(minus(exact(self.start), number), self.step, self.begun)
        lost = times(count, exact(self.lose.of(self.points)))
        return larger(minus(exact(self.points), lost), exact(ZERO)), None

    def describe(self) -> str:
        lose = _lost(self.lose.value, self.lose.relative)
        begun = "（不足也算）" if self.begun else ""
        return (
            f"“{self.shortfall}”达到 {_shown(self.start)} 得 {plain(self.points)} 分，"
            f"每低 {_shown(self.step)}{begun}扣 {lose}，扣完为止"
        )


class Loss(OnNumber):
    """``loss: 不匹配事项数``: full points, less ``each`` per occurrence, never below zero (扣完为止)."""

    kind: ClassVar[str] = "loss"
    word: ClassVar[str] = "逐项扣减"

    loss: FormulaField
    points: Exact
    each: ShareField

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.points

    def formulas(self) -> tuple[Formula, ...]:
        return (self.loss,)

    def measured(self) -> Node:
        return self.loss.node

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        info = analyser.number(self.loss.node)
        if info.lo is None or info.lo < 0:
            yield "count-negative", f"“{self.loss}”可能为负，逐项扣减没有意义。请改用不会为负的数。"
        if self.points < 0 or self.each.value <= 0:
            yield "loss-each", "points 不能为负，each 必须大于 0。"

    def points_of(self, number: Fraction, judge: Judge) -> tuple[Fraction, str] | None:
        points = max(ZERO, self.points - self.each.of(self.points) * number)
        lose = _lost(self.each.value, self.each.relative)
        return points, f"{plain(self.points)} 分起，每项扣 {lose}，得 {plain(points)} 分"

    def points_columns(self, number: Quantity, builder: Builder) -> tuple[Quantity, Flag]:
        lost = times(number, exact(self.each.of(self.points)))
        return larger(minus(exact(self.points), lost), exact(ZERO)), None

    def describe(self) -> str:
        lose = _lost(self.each.value, self.each.relative)
        return f"满分 {plain(self.points)} 分，“{self.loss}”每 1 扣 {lose}，扣完为止"


class Proportional(OnNumber):
    """``proportional: 版式文件率``: points = rate x points, between zero and full."""

    kind: ClassVar[str] = "proportional"
    word: ClassVar[str] = "按比例"

    proportional: FormulaField
    points: Exact

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.points

    def formulas(self) -> tuple[Formula, ...]:
        return (self.proportional,)

    def measured(self) -> Node:
        return self.proportional.node

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        info = analyser.number(self.proportional.node)
        if info.unit not in ((), None):
            yield (
                "unit-mismatch",
                f"“{self.proportional}”不是比率，不能按比例得分。请用两个同单位的数相除，或比率类指标值。",
            )
        if self.points < 0:
            yield (
                "points-negative",
                f"points 写的是 {plain(self.points)}，不能为负。扣分请写在 deduction 里，写正数。",
            )

    def points_of(self, number: Fraction, judge: Judge) -> tuple[Fraction, str] | None:
        points = min(max(number, ZERO), Fraction(1)) * self.points
        return points, f"× {plain(self.points)} 分 = {plain(points)} 分"

    def points_columns(self, number: Quantity, builder: Builder) -> tuple[Quantity, Flag]:
        rate = larger(smaller(number, exact(Fraction(1))), exact(ZERO))
        return times(rate, exact(self.points)), None

    def describe(self) -> str:
        return f"“{self.proportional}”× {plain(self.points)} 分，至多满分"


def _shown(value: Fraction) -> str:
    return f"{plain(value * 100)}%" if value <= 1 else plain(value)


def _lost(value: Fraction, relative: bool) -> str:
    return f"{plain(value * 100)}% 权重分" if relative else f"{plain(value)} 分"
