"""checklist, judgement, levels: points for things that are there, by their own worth."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import InexactError, plain
from shuheng.engines.rubric.fields import NUMBER_SCHEMA, Exact, read_cell
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.nodes import Name
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.quantity import (
    Quantity,
    compare,
    constant,
    exact,
    ladder,
    larger,
    plus,
    smaller,
    times,
)
from shuheng.engines.rubric.rules.base import (
    ZERO,
    Builder,
    Judge,
    Outcome,
    OutcomeColumns,
    RuleBase,
    spread,
)


def named(name: str) -> Formula:
    """The formula that is just a name."""
    return Formula(name, Name(name))


def _read_points(value: Any) -> dict[str, Fraction]:
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("table", "这里要写“名称: 分值”的表，如 {好: 2, 一般: 1}。")
    try:
        return {str(key): read_cell(points) for key, points in value.items()}
    except InexactError as error:
        raise PydanticCustomError("number", "{message}", {"message": str(error)}) from error


def _read_items(value: Any) -> dict[str, Fraction] | tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        if len(set(value)) != len(value):
            raise PydanticCustomError("checklist-duplicate", "清单里有重复的项。请删去重复的一项。")
        return tuple(value)
    return _read_points(value)


PointsByName = Annotated[
    dict[str, Fraction],
    PlainValidator(_read_points),
    WithJsonSchema({"type": "object", "additionalProperties": NUMBER_SCHEMA, "minProperties": 1}),
]
Items = Annotated[
    dict[str, Fraction] | tuple[str, ...],
    PlainValidator(_read_items),
    WithJsonSchema({"type": ["array", "object"], "description": "指标名列表，或“指标名: 分值”的表"}),
]


def sum_outcomes(columns: list[OutcomeColumns]) -> OutcomeColumns:
    """The sum of parts that are always applicable."""
    low = high = exact(ZERO)
    same = True
    for part in columns:
        same = same and part.low is part.high
        low, high = plus(low, part.low), plus(high, part.high)
    return OutcomeColumns(low, low if same else high)


class Checklist(RuleBase):
    """``checklist: [a, b, c]`` with equal shares of ``points``, or ``{a: 2, b: 1}`` with points of their own."""

    kind: ClassVar[str] = "checklist"
    word: ClassVar[str] = "清单"

    checklist: Items
    points: Exact | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Checklist:
        if isinstance(self.checklist, dict) == (self.points is not None):
            raise PydanticCustomError(
                "checklist-form",
                "各项平均分时写列表并写 points；各项分值不同时写“名称: 分值”的表，不写 points。",
            )
        return self

    def worth(self) -> dict[str, Fraction]:
        """Points of each item."""
        if isinstance(self.checklist, dict):
            return self.checklist
        return dict.fromkeys(self.checklist, (self.points or ZERO) / len(self.checklist))

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, sum(self.worth().values(), ZERO)

    def formulas(self) -> tuple[Formula, ...]:
        return tuple(named(name) for name in self.worth())

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        for name, points in self.worth().items():
            info = analyser.info(Name(name))
            metric = analyser.scope.metrics.get(name)
            if info.type == "grade" and (metric is None or metric.shares is None):
                yield (
                    "checklist-item",
                    f"清单项“{name}”是等次，选项要写占比，如 {{符合: 1, 部分符合: 1/2, 不符合: 0}}。",
                )
            elif info.type not in ("bool", "grade"):
                yield "checklist-item", f"清单项“{name}”要用是否（yes_no）或带占比的等次（grade）。"
            if points < 0:
                yield (
                    "points-negative",
                    f"清单项“{name}”的分值 {plain(points)} 是负数。扣分请写在 deduction 里，写正数。",
                )

    def judge_own(self, judge: Judge) -> Outcome:
        low = high = ZERO
        steps = []
        for name, points in self.worth().items():
            value = judge.evaluator.value(Name(name))
            told = judge.show(Name(name), value)
            if value.number is None:
                high += ZERO if value.na else points
                steps.append(f"{name}：{told}")
                continue
            share = self._share(judge, name, value.number)
            low, high = low + share * points, high + share * points
            steps.append(f"{name}：{told}，得 {plain(share * points)} 分（满 {plain(points)} 分）")
        return Outcome(low, high, False, tuple(steps))

    def _share(self, judge: Judge, name: str, number: Fraction) -> Fraction:
        metric = judge.evaluator.analyser.scope.metrics.get(name)
        shares = metric.shares if metric is not None else None
        return number if shares is None else shares[int(number)]

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        return sum_outcomes(
            [self._item_columns(builder, name, points) for name, points in self.worth().items()]
        )

    def _item_columns(self, builder: Builder, name: str, points: Fraction) -> OutcomeColumns:
        metric = builder.columns.analyser.scope.metrics.get(name)
        if metric is not None and metric.shares is not None:
            chosen = builder.columns.number(Name(name))
            options = [
                (compare("=", chosen.quantity.num, constant(index)), share * points)
                for index, share in enumerate(metric.shares)
            ]
            return spread(ladder(options, ZERO), chosen.unknown, None, (ZERO, points))
        truth = builder.columns.truth(Name(name))
        unknown = truth.truth.is_null() if builder.bounds else None
        return spread(ladder([(truth.truth, points)], ZERO), unknown, truth.na, (ZERO, points))

    def describe(self) -> str:
        if isinstance(self.checklist, dict):
            return "逐项核对：" + "，".join(
                f"{name} {plain(points)} 分" for name, points in self.checklist.items()
            )
        return f"逐项核对，各占 1/{len(self.checklist)}，共 {plain(self.points or ZERO)} 分：{'、'.join(self.checklist)}"


class Judgement(RuleBase):
    """``judgement: 工作完成情况`` with points for each option of a grade metric."""

    kind: ClassVar[str] = "judgement"
    word: ClassVar[str] = "评定"

    judgement: str
    points: PointsByName

    def own_span(self) -> tuple[Fraction, Fraction]:
        return min(self.points.values()), max(self.points.values())

    def formulas(self) -> tuple[Formula, ...]:
        return (named(self.judgement),)

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        info = analyser.info(Name(self.judgement))
        metric = analyser.scope.metrics.get(self.judgement)
        if info.type != "grade" or metric is None:
            yield "judgement-kind", f"“{self.judgement}”不是等次（grade），不能评定。请换成等次类指标值。"
            return
        for option in self.points:
            if option not in metric.option_names:
                yield (
                    "option-unknown",
                    f"“{option}”不是“{self.judgement}”的选项。可用：{'、'.join(metric.option_names)}。",
                )
        for option in metric.option_names:
            if option not in self.points:
                yield "option-missing", f"“{self.judgement}”的选项“{option}”没有写分值。每个选项都要写。"
        if min(self.points.values()) < 0:
            yield "points-negative", "评定的分值不能为负。扣分请写在 deduction 里，写正数。"

    def judge_own(self, judge: Judge) -> Outcome:
        value = judge.evaluator.value(Name(self.judgement))
        told = f"{self.judgement}：{judge.show(Name(self.judgement), value)}"
        low, high = self.own_span()
        if value.number is None:
            return Outcome(low, high, False, (told,))
        metric = judge.evaluator.analyser.scope.metrics[self.judgement]
        points = self.points[metric.option_names[int(value.number)]]
        return Outcome(points, points, False, (f"{told}，得 {plain(points)} 分",))

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        chosen = builder.columns.number(Name(self.judgement))
        names = builder.columns.analyser.scope.metrics[self.judgement].option_names
        options = [
            (compare("=", chosen.quantity.num, constant(index)), self.points[name])
            for index, name in enumerate(names)
        ]
        return spread(ladder(options, ZERO), chosen.unknown, None, self.own_span())

    def describe(self) -> str:
        return f"评定“{self.judgement}”：" + "，".join(
            f"{name} {plain(p)} 分" for name, p in self.points.items()
        )


class Levels(RuleBase):
    """``levels: {国家级次数: 1.5, 省级次数: 1}``: points by level, all summed or only the highest."""

    kind: ClassVar[str] = "levels"
    word: ClassVar[str] = "按级别"

    levels: PointsByName
    pick: Literal["sum", "highest"] = "sum"

    @model_validator(mode="after")
    def _bounded(self) -> Levels:
        if self.pick == "sum" and self.max is None:
            raise PydanticCustomError("levels-uncapped", "levels 要写 max（最多几分），或 pick: highest。")
        return self

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.max if self.max is not None else max(self.levels.values())

    def formulas(self) -> tuple[Formula, ...]:
        return tuple(named(name) for name in self.levels)

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        for name, points in self.levels.items():
            info = analyser.number(Name(name))
            if info.lo is None or info.lo < 0 or points < 0:
                yield "points-negative", f"“{name}”的次数和分值不能为负。请核对指标值的 min 和这里的分值。"

    def judge_own(self, judge: Judge) -> Outcome:
        low = high = ZERO
        steps = []
        for name, each in self.levels.items():
            value = judge.evaluator.value(Name(name))
            told = f"{name} {judge.show(Name(name), value)}"
            top = self._top_of(each)
            if value.number is None:
                least, most = ZERO, ZERO if value.na else top
            else:
                least = most = min(
                    each * (value.number if self.pick == "sum" else min(value.number, Fraction(1))), top
                )
                told += f" × {plain(each)} 分" if self.pick == "sum" else f"，每级 {plain(each)} 分"
            steps.append(told)
            low = low + least if self.pick == "sum" else max(low, least)
            high = high + most if self.pick == "sum" else max(high, most)
        high = min(high, self.own_span()[1])
        low = min(low, high)
        if low == high:
            steps.append(f"{'合计' if self.pick == 'sum' else '取最高级'}得 {plain(low)} 分")
        return Outcome(low, high, False, tuple(steps))

    def _top_of(self, each: Fraction) -> Fraction:
        return self.own_span()[1] if self.pick == "sum" else each

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        parts = []
        for name, each in self.levels.items():
            number = builder.columns.number(Name(name))
            if self.pick == "sum":
                points = _at_most(times(number.quantity, exact(each)), self._top_of(each))
            else:
                points = times(_at_most(number.quantity, Fraction(1)), exact(each))
            parts.append(spread(points, number.unknown, number.na, (ZERO, self._top_of(each))))
        top = self.own_span()[1]
        if self.pick == "sum":
            total = sum_outcomes(parts)
            low = _at_most(total.low, top)
            return OutcomeColumns(low, low if total.low is total.high else _at_most(total.high, top))
        same = all(part.low is part.high for part in parts)
        low, high = parts[0].low, parts[0].high
        for part in parts[1:]:
            low, high = larger(low, part.low), larger(high, part.high)
        low = _at_most(low, top)
        return OutcomeColumns(low, low if same else _at_most(high, top))

    def describe(self) -> str:
        levels = "，".join(f"{name}每次 {plain(points)} 分" for name, points in self.levels.items())
        return (
            f"{levels}，取最高一级"
            if self.pick == "highest"
            else f"{levels}，最高 {plain(self.max or ZERO)} 分"
        )


def _at_most(quantity: Quantity, top: Fraction) -> Quantity:
    return smaller(quantity, exact(top))
