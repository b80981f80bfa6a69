"""condition, deadline, matrix: points for what holds, what came in time, and two things taken together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.fields import Day, Exact, FormulaField, Shape, ShareField, Whole
from shuheng.engines.rubric.formula.analyse import PERCENT, Analyser, Info, beyond_text, beyond_threshold
from shuheng.engines.rubric.formula.columns import Flag, any_flag
from shuheng.engines.rubric.formula.nodes import Name, Node
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.metrics import NEVER
from shuheng.engines.rubric.quantity import Quantity, exact, ladder, larger, minus, pick, relation, times
from shuheng.engines.rubric.rules.base import (
    ZERO,
    Builder,
    Judge,
    OnNumber,
    Outcome,
    OutcomeColumns,
    RuleBase,
    spread,
)
from shuheng.engines.rubric.rules.counts import whole_steps, whole_steps_columns
from shuheng.engines.rubric.rules.items import named


class Condition(RuleBase):
    """``condition: 覆盖率 >= 60% 且 …``: ``points`` where it holds, ``else`` (0) where it does not."""

    kind: ClassVar[str] = "condition"
    word: ClassVar[str] = "条件"

    condition: FormulaField
    points: Exact
    otherwise: Exact = Field(default=ZERO, alias="else")

    def own_span(self) -> tuple[Fraction, Fraction]:
        return min(self.points, self.otherwise), max(self.points, self.otherwise)

    def formulas(self) -> tuple[Formula, ...]:
        return (self.condition,)

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        analyser.truth(self.condition.node)
        if self.own_span()[0] < 0:
            yield "points-negative", "points 或 else 是负数。扣分请写在 deduction 里，写正数。"

    def judge_own(self, judge: Judge) -> Outcome:
        value = judge.evaluator.value(self.condition.node)
        told = judge.narrate(self.condition)
        if value.na:
            return Outcome(ZERO, ZERO, True, (told,))
        if value.number is None:
            low, high = self.own_span()
            return Outcome(low, high, value.na, (told,))
        points = self.points if value.number else self.otherwise
        return Outcome(
            points,
            points,
            False,
            (told, f"条件{'成立' if value.number else '不成立'}，计 {plain(points)} 分"),
        )

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        truth = builder.columns.truth(self.condition.node)
        points = ladder([(truth.truth, self.points)], self.otherwise)
        unknown = truth.truth.is_null() if builder.bounds else None
        return spread(points, unknown, truth.na, self.own_span())

    def describe(self) -> str:
        other = f"，否则 {plain(self.otherwise)} 分" if self.otherwise else "，否则不计"
        return f"若 {self.condition}，计 {plain(self.points)} 分{other}"


class Late(Shape):
    """How points fall after the deadline: ``lose`` per begun ``every`` days."""

    every: Whole
    lose: ShareField

    @model_validator(mode="after")
    def _sensible(self) -> Late:
        if self.every < 1 or self.lose.value <= 0:
            raise PydanticCustomError("deadline-late-step", "late 的 every 至少 1 天，lose 必须大于 0。")
        return self


class Deadline(OnNumber):
    """``deadline: 方案报送日期`` with ``by: 2021-06-30``: points if in time (or, for deductions, if late)."""

    kind: ClassVar[str] = "deadline"
    word: ClassVar[str] = "期限"

    deadline: str
    by: Day
    points: Exact
    award: Literal["on_time", "late"] = "on_time"
    late: Late | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Deadline:
        if self.late is not None and self.award == "late":
            raise PydanticCustomError("deadline-late", "late 只能与 award: on_time 一起用。请删去其中一个。")
        return self

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.points

    def formulas(self) -> tuple[Formula, ...]:
        return (named(self.deadline),)

    def measured(self) -> Node:
        return Name(self.deadline)

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        if analyser.info(Name(self.deadline)).type != "date":
            yield "deadline-kind", f"“{self.deadline}”不是日期（date），不能与期限相比。请换成日期类指标值。"
        if self.points < 0:
            yield (
                "points-negative",
                f"points 写的是 {plain(self.points)}，不能为负。扣分请写在 deduction 里，写正数。",
            )

    def narration(self, judge: Judge) -> str:
        return f"{self.deadline}：{judge.show(self.measured(), judge.evaluator.value(self.measured()))}"

    def points_of(self, number: Fraction, judge: Judge) -> tuple[Fraction, str] | None:
        days = int(number) - self.by.toordinal()
        if days <= 0:
            points = self.points if self.award == "on_time" else ZERO
            return points, f"未超过期限 {self.by}，计 {plain(points)} 分"
        over = "未完成" if number == NEVER else f"超过期限 {self.by} {days} 天"
        if self.late is None:
            points = self.points if self.award == "late" else ZERO
            return points, f"{over}，计 {plain(points)} 分"
        lost = self.late.lose.of(self.points) * whole_steps(
            Fraction(days), Fraction(self.late.every), begun=True
        )
        points = max(ZERO, self.points - lost)
        return (
            points,
            f"{over}，每 {self.late.every} 天扣 {plain(self.late.lose.of(self.points))} 分，得 {plain(points)} 分",
        )

    def points_columns(self, number: Quantity, builder: Builder) -> tuple[Quantity, Flag]:
        by = exact(Fraction(self.by.toordinal()))
        in_time = relation("<=", number, by)
        if self.late is None:
            on_time, late = (self.points, ZERO) if self.award == "on_time" else (ZERO, self.points)
            return ladder([(in_time, on_time)], late), None
        count = whole_steps_columns(minus(number, by), Fraction(self.late.every), begun=True)
        lost = times(count, exact(self.late.lose.of(self.points)))
        return larger(minus(exact(self.points), lost), exact(ZERO)), None

    def describe(self) -> str:
        text = (
            f"“{self.deadline}”不晚于 {self.by}"
            if self.award == "on_time"
            else f"“{self.deadline}”晚于 {self.by}"
        )
        late = (
            f"，逾期每 {self.late.every} 天扣 {plain(self.late.lose.of(self.points))} 分" if self.late else ""
        )
        return f"{text}，计 {plain(self.points)} 分{late}"


class Axes(Shape):
    """The two numbers of a matrix."""

    rows: FormulaField
    columns: FormulaField


class Matrix(RuleBase):
    """``matrix: {rows: a, columns: b}``: a two-way table; each axis lists the lower bounds of its bands."""

    kind: ClassVar[str] = "matrix"
    word: ClassVar[str] = "双向表"

    matrix: Axes
    rows_at_least: tuple[Exact, ...]
    columns_at_least: tuple[Exact, ...]
    points: tuple[tuple[Exact, ...], ...]

    @field_validator("rows_at_least", "columns_at_least", "points", mode="before")
    @classmethod
    def _tuples(cls, value: Any) -> Any:
        if isinstance(value, list):
            return tuple(tuple(item) if isinstance(item, list) else item for item in value)
        return value

    @model_validator(mode="after")
    def _shaped(self) -> Matrix:
        for bounds in (self.rows_at_least, self.columns_at_least):
            if list(bounds) != sorted(set(bounds)) or not bounds:
                raise PydanticCustomError("matrix-bounds", "各档下限要从小到大，不能重复。请排好顺序。")
        shape = [len(row) for row in self.points]
        if shape != [len(self.columns_at_least)] * len(self.rows_at_least):
            raise PydanticCustomError("matrix-shape", "points 的行数、列数要与两个下限表一致。")
        return self

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, max(points for row in self.points for points in row)

    def formulas(self) -> tuple[Formula, ...]:
        return (self.matrix.rows, self.matrix.columns)

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        for formula, bounds in (
            (self.matrix.rows, self.rows_at_least),
            (self.matrix.columns, self.columns_at_least),
        ):
            info = analyser.number(formula.node)
            for bound in bounds:
                if beyond_threshold(info, Info("number", None, bound, bound)):
                    yield PERCENT, beyond_text(f"{formula} 的一档下限 {plain(bound)}")
        if min(points for row in self.points for points in row) < 0:
            yield "points-negative", "points 表里有负数。扣分请写在 deduction 里，写正数。"

    def judge_own(self, judge: Judge) -> Outcome:
        told = tuple(judge.narrate(formula) for formula in self.formulas())
        rows, columns = (judge.evaluator.value(formula.node) for formula in self.formulas())
        if rows.na or columns.na:
            return Outcome(ZERO, ZERO, True, told)
        if rows.number is None or columns.number is None:
            perhaps = None if rows.na is None or columns.na is None else False
            return Outcome(ZERO, self.own_span()[1], perhaps, told)
        row = sum(bound <= rows.number for bound in self.rows_at_least) - 1
        column = sum(bound <= columns.number for bound in self.columns_at_least) - 1
        points = self.points[row][column] if row >= 0 and column >= 0 else ZERO
        return Outcome(
            points, points, False, (*told, f"查第 {row + 1} 行第 {column + 1} 列，得 {plain(points)} 分")
        )

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        rows = builder.columns.number(self.matrix.rows.node)
        columns = builder.columns.number(self.matrix.columns.node)
        points = exact(ZERO)
        for row_bound, row in zip(self.rows_at_least, self.points, strict=True):
            across = ladder(
                [
                    (relation(">=", columns.quantity, exact(bound)), value)
                    for bound, value in reversed(list(zip(self.columns_at_least, row, strict=True)))
                ],
                ZERO,
            )
            points = pick(relation(">=", rows.quantity, exact(row_bound)), across, points)
        unknown = any_flag(rows.unknown, columns.unknown)
        return spread(points, unknown, any_flag(rows.na, columns.na), self.own_span())

    def describe(self) -> str:
        return f"按“{self.matrix.rows}”与“{self.matrix.columns}”查双向表，最高 {plain(self.own_span()[1])} 分"
