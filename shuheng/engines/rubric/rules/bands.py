"""bands: points by the band a ratio or amount falls into (分档)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

import polars as pl
from pydantic import PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import InexactError, parse_share, plain
from shuheng.engines.rubric.fields import NUMBER_SCHEMA, FormulaField, Shape, Switch, Table, read_cell
from shuheng.engines.rubric.formula.analyse import PERCENT, Analyser, Info, beyond_text, beyond_threshold
from shuheng.engines.rubric.formula.columns import Flag
from shuheng.engines.rubric.formula.nodes import Node, Number
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.quantity import Quantity, exact, ladder, minus, pick, plus, relation, times
from shuheng.engines.rubric.rules.base import ZERO, Builder, Judge, OnNumber

Op = Literal[">=", ">", "<", "<="]
OP_WORDS: dict[Op, str] = {">=": "达到", ">": "高于", "<": "低于", "<=": "不超过"}


@dataclass(frozen=True, slots=True)
class Step:
    """One band: points where ``value op threshold``; steps are tried in order, the first that holds counts."""

    op: Op
    threshold: Fraction
    points: Fraction
    percent: bool

    def holds(self, number: Fraction) -> bool:
        """Whether ``number`` falls into the band."""
        return {
            ">=": number >= self.threshold,
            ">": number > self.threshold,
            "<": number < self.threshold,
            "<=": number <= self.threshold,
        }[self.op]

    def __str__(self) -> str:
        return f"{OP_WORDS[self.op]} {Number(self.threshold, self.percent)}"


def _read_ranges(value: Any) -> tuple[tuple[Fraction | None, Fraction | None, Fraction, bool], ...]:
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("table", 'ranges 要写“起..止: 分值”的表，如 {"60%..70%": 1, "70%..": 2}。')
    rows: list[tuple[Fraction | None, Fraction | None, Fraction, bool]] = []
    for key, points in value.items():
        match = re.fullmatch(r"\s*([^.]*(?:\.\d+)?[^.]*?)\s*\.\.\s*(.*?)\s*", str(key))
        try:
            if match is None or not (match[1] or match[2]):
                raise InexactError(f"“{key}”不是区间。写法如 60%..70%、70%..、..10%。")
            low, high = (parse_share(text) if text else None for text in (match[1], match[2]))
            percent = any(share is not None and share.relative for share in (low, high))
            rows.append(
                (low.value if low else None, high.value if high else None, read_cell(points), percent)
            )
        except InexactError as error:
            raise PydanticCustomError("number", "{message}", {"message": str(error)}) from error
    return tuple(sorted(rows, key=lambda row: (row[0] is not None, row[0] or ZERO)))


Ranges = Annotated[
    tuple[tuple[Fraction | None, Fraction | None, Fraction, bool], ...],
    PlainValidator(_read_ranges),
    WithJsonSchema({"type": "object", "additionalProperties": NUMBER_SCHEMA, "minProperties": 1}),
]


class BandTable(Shape):
    """One table of bands: lower bounds, upper bounds, or closed ranges."""

    at_least: Table | None = None
    above: Table | None = None
    below: Table | None = None
    at_most: Table | None = None
    ranges: Ranges | None = None
    gaps: Switch = False

    @model_validator(mode="after")
    def _one_direction(self) -> BandTable:
        lower, upper = bool(self.at_least or self.above), bool(self.below or self.at_most)
        if lower + upper + bool(self.ranges) > 1:
            raise PydanticCustomError(
                "band-mixed",
                "at_least/above、below/at_most、ranges 三种写法不能混用，否则各档会重叠。请只留一种。",
            )
        if self.ranges:
            self._check_ranges()
        return self

    def _check_ranges(self) -> None:
        rows = self.ranges or ()
        for low, high, _, percent in rows:
            if low is not None and high is not None and low >= high:
                raise PydanticCustomError(
                    "band-empty",
                    "区间 {low}..{high} 的起点不小于止点，没有值能落入。请核对两个数。",
                    {"low": _mark(low, percent), "high": _mark(high, percent)},
                )
        for (start, high, _, one), (low, end, _, two) in pairwise(rows):
            if high is None or low is None or low < high:
                raise PydanticCustomError(
                    "band-overlap",
                    "区间 {first} 与 {second} 重叠，同一个值会落入两档。请把起止点对齐。",
                    {
                        "first": f"{_mark(start, one)}..{_mark(high, one)}",
                        "second": f"{_mark(low, two)}..{_mark(end, two)}",
                    },
                )
            if low > high and not self.gaps:
                raise PydanticCustomError(
                    "band-gap",
                    "区间之间有空档：{high} 到 {low} 没有分值。请补齐；原文确实如此时写 gaps: true。",
                    {"high": _mark(high, one), "low": _mark(low, two)},
                )

    def steps(self) -> tuple[Step, ...]:
        """The bands in the order they are tried."""
        if self.ranges:
            return self._range_steps()
        lower = [Step(">=", share.value, points, share.relative) for share, points in self.at_least or ()]
        lower += [Step(">", share.value, points, share.relative) for share, points in self.above or ()]
        upper = [Step("<", share.value, points, share.relative) for share, points in self.below or ()]
        upper += [Step("<=", share.value, points, share.relative) for share, points in self.at_most or ()]
        lower.sort(key=lambda step: (step.threshold, step.op == ">"), reverse=True)
        upper.sort(key=lambda step: (step.threshold, step.op == "<="))
        return tuple(lower or upper)

    def _range_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        for low, high, points, percent in reversed(self.ranges or ()):
            if high is not None and (not steps or steps[-1].threshold != high):
                steps.append(Step(">=", high, ZERO, percent))
            if low is None:
                assert high is not None
                steps.append(Step("<", high, points, percent))
            else:
                steps.append(Step(">=", low, points, percent))
        return tuple(steps)


class Bands(OnNumber, BandTable):
    """``bands: 接入率`` with ``at_least: {70%: 2}`` and the like; a value outside every band earns nothing."""

    kind: ClassVar[str] = "bands"
    word: ClassVar[str] = "分档"

    bands: FormulaField
    by_class: dict[str, BandTable] | None = None
    interpolate: Switch = False

    @model_validator(mode="after")
    def _some_table(self) -> Bands:
        if bool(self.steps()) == bool(self.by_class):
            raise PydanticCustomError(
                "bands-table",
                "bands 要写 at_least、above、below、at_most、ranges 之一，或按类写 by_class，不能都写。",
            )
        if self.interpolate and (self.by_class or any(step.op != ">=" for step in self.steps())):
            raise PydanticCustomError(
                "bands-interpolate", "interpolate 只能与 at_least 一起用。请删去，或改用 at_least。"
            )
        return self

    def tables(self) -> dict[str | None, tuple[Step, ...]]:
        """Steps by class; the key None holds where classes play no part."""
        if self.by_class is None:
            return {None: self.steps()}
        return {name: table.steps() for name, table in self.by_class.items()}

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, max((step.points for steps in self.tables().values() for step in steps), default=ZERO)

    def formulas(self) -> tuple[Formula, ...]:
        return (self.bands,)

    def measured(self) -> Node:
        return self.bands.node

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        info = analyser.number(self.bands.node)
        for name, steps in self.tables().items():
            if name is not None and name not in analyser.scope.classes:
                known = "、".join(analyser.scope.classes) or "（未定义 classes）"
                yield "class-unknown", f"没有单位属于“{name}”：classes 里没有这一类。可用：{known}。"
            for step in steps:
                unit = () if step.percent else None
                limit = Info("number", unit, step.threshold, step.threshold)
                if beyond_threshold(info, limit):
                    yield PERCENT, beyond_text(f"{self.bands} {step}")
                if step.percent and info.unit not in ((), None):
                    yield (
                        "unit-mismatch",
                        f"“{self.bands}”不是比率，门槛“{step}”却写了百分数。请去掉百分号，或用比率。",
                    )
                if step.points < 0:
                    yield (
                        "points-negative",
                        f"分值 {plain(step.points)} 是负数。扣分请写在 deduction 里，写正数。",
                    )

    def points_of(self, number: Fraction, judge: Judge) -> tuple[Fraction, str] | None:
        steps = self.tables().get(judge.class_name if self.by_class else None)
        if steps is None:
            return None if judge.class_name is None else (ZERO, f"{judge.class_name}没有对应的档")
        for index, step in enumerate(steps):
            if step.holds(number):
                if self.interpolate and index:
                    return self._between(number, step, steps[index - 1])
                return (
                    step.points,
                    f"{step}，得 {plain(step.points)} 分" if step.points else f"{step}，得 0 分",
                )
        return ZERO, f"未{steps[-1]}，得 0 分" if steps[-1].op in (">=", ">") else f"不{steps[-1]}，得 0 分"

    def _between(self, number: Fraction, low: Step, high: Step) -> tuple[Fraction, str]:
        slope = (high.points - low.points) / (high.threshold - low.threshold)
        points = low.points + (number - low.threshold) * slope
        return points, f"{low}，在两档之间按比例，得 {plain(points)} 分"

    def points_columns(self, number: Quantity, builder: Builder) -> tuple[Quantity, Flag]:
        tables = self.tables()
        if self.by_class is None:
            return self._table_columns(number, tables[None]), None
        points = exact(ZERO)
        undecided: Flag = None
        for name, steps in tables.items():
            assert name is not None
            mine = builder.class_is(name)
            points = pick(mine, self._table_columns(number, steps), points)
            undecided = mine.is_null() if builder.bounds else None
        return points, undecided

    def _table_columns(self, number: Quantity, steps: tuple[Step, ...]) -> Quantity:
        if not self.interpolate:
            return ladder([(_holds(step, number), step.points) for step in steps], ZERO)
        points = exact(ZERO)
        for index in range(len(steps) - 1, -1, -1):
            step = steps[index]
            value = exact(step.points)
            if index:
                above = steps[index - 1]
                slope = (above.points - step.points) / (above.threshold - step.threshold)
                value = plus(value, times(minus(number, exact(step.threshold)), exact(slope)))
            points = pick(_holds(step, number), value, points)
        return points

    def describe(self) -> str:
        texts = []
        for name, steps in self.tables().items():
            bands = "，".join(f"{step} 得 {plain(step.points)} 分" for step in steps)
            texts.append(f"{name}：{bands}" if name else bands)
        between = "（两档之间按比例）" if self.interpolate else ""
        return f"按“{self.bands}”分档：{'；'.join(texts)}{between}"


def _mark(value: Fraction | None, percent: bool) -> str:
    """An end of a range as it was written; nothing where it is open."""
    return "" if value is None else str(Number(value, percent))


def _holds(step: Step, number: Quantity) -> pl.Expr:
    return relation(step.op, number, exact(step.threshold))
