"""rank, share_of_best: points that depend on the other agencies of the peer group (or of all)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

import polars as pl
from pydantic import PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import InexactError, plain
from shuheng.engines.rubric.fields import NUMBER_SCHEMA, Exact, FormulaField, Whole, read_cell
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.columns import Flag, NumberColumn, any_flag
from shuheng.engines.rubric.formula.evaluate import Value
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.quantity import (
    Quantity,
    column,
    compare,
    constant,
    exact,
    floor_divide,
    ladder,
    multiply,
    pick,
)
from shuheng.engines.rubric.quantity import (
    Whole as WholeColumn,
)
from shuheng.engines.rubric.rules.base import (
    ZERO,
    Among,
    Builder,
    Judge,
    Outcome,
    OutcomeColumns,
    RuleBase,
    masked,
)

AMONG_WORDS: dict[Among, str] = {"all": "全体", "peers": "同组"}
MOST_AGENCIES = 100_000_000
MOST_PLACES = 10_000


def _read_places(value: Any) -> dict[int, Fraction]:
    try:
        if not isinstance(value, dict) or not value or not all(str(key).isdecimal() for key in value):
            raise InexactError("table 要写“名次: 分值”的表，如 {1: 5, 2: 3}。")
        return {int(key): read_cell(points) for key, points in value.items()}
    except InexactError as error:
        raise PydanticCustomError("number", "{message}", {"message": str(error)}) from error


Places = Annotated[
    dict[int, Fraction],
    PlainValidator(_read_places),
    WithJsonSchema({"type": "object", "additionalProperties": NUMBER_SCHEMA}),
]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where each agency stands: the rank it has, or the best and worst it may have while facts are unknown."""

    best: pl.Expr
    worst: pl.Expr
    members: pl.Expr
    unknown: Flag


def sort_key(quantity: Quantity, highest: bool) -> WholeColumn:
    """A whole number that orders exactly as the quantity does, better first being larger."""
    if quantity.fixed:
        key = quantity.num
    else:
        spread_of_dens = max(abs(end) for end in quantity.den.span) ** 2
        key = floor_divide(multiply(quantity.num, constant(spread_of_dens + 1)), quantity.den)
    return key if highest else multiply(key, constant(-1))


class PeerRule(RuleBase):
    """Base of the kinds that compare one number across agencies."""

    among: Among = "all"

    def compared(self) -> Formula:
        """The number that is compared."""
        raise NotImplementedError

    def formulas(self) -> tuple[Formula, ...]:
        return (self.compared(),)

    def own_value(self, judge: Judge) -> tuple[Value, list[Value]]:
        """The agency's own value and those of its group that may be applicable (its own included)."""
        values = judge.peer_values(self.compared(), self.among)
        return judge.evaluator.value(self.compared().node), [value for value in values if not value.na]

    def staged(self, builder: Builder, highest: bool) -> tuple[NumberColumn, pl.Expr]:
        """The number, and its sort key with nulls where unknown or not applicable."""
        number = builder.columns.number(self.compared().node)
        key = sort_key(number.quantity, highest)
        left_out = any_flag(number.unknown, number.na)
        expr = key.at(key.bits)
        if left_out is not None:
            expr = pl.when(left_out.fill_null(True)).then(None).otherwise(expr)
        return number, builder.stage(expr)

    def unknowns(self, builder: Builder, number: NumberColumn) -> pl.Expr | None:
        """How many of the group are unknown, or None where none can be."""
        if number.unknown is None:
            return None
        counted = number.unknown if number.na is None else number.unknown & ~number.na.fill_null(False)
        return builder.stage(builder.within(counted.cast(pl.Int64).sum(), self.among))

    def standing(self, builder: Builder, highest: bool) -> tuple[Standing, NumberColumn]:
        """Ranks in the group; ties share the better rank."""
        number, key = self.staged(builder, highest)
        rank = builder.stage(builder.within(key.rank("min", descending=True), self.among)).cast(pl.Int64)
        known = builder.stage(builder.within(key.count(), self.among)).cast(pl.Int64)
        unknown = self.unknowns(builder, number)
        if unknown is None or number.unknown is None:
            return Standing(rank, rank, known, None), number
        everyone = known + unknown
        best = pl.when(number.unknown).then(1).otherwise(rank)
        worst = pl.when(number.unknown).then(everyone).otherwise(rank + unknown)
        return Standing(best, worst, everyone, unknown > 0), number


class Rank(PeerRule):
    """``rank: 案例评分``: the first earns ``first``, each next ``less`` fewer, as far as ``places`` (名次计分)."""

    kind: ClassVar[str] = "rank"
    word: ClassVar[str] = "按名次"

    rank: FormulaField
    best: Literal["highest", "lowest"] = "highest"
    first: Exact | None = None
    less: Exact | None = None
    places: Whole | None = None
    table: Places | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Rank:
        stepped = (self.first, self.less, self.places)
        if (self.table is not None) == any(part is not None for part in stepped) or (
            self.table is None and any(part is None for part in stepped)
        ):
            raise PydanticCustomError("rank-form", "写 first、less、places 三项，或只写 table。")
        listed = tuple(self.table) if self.table is not None else (self.places or 0,)
        if min(listed) < 1:
            what = "places 至少写 1。" if self.table is None else "table 的名次从 1 写起。"
            raise PydanticCustomError("rank-form", what)
        if max(listed) > MOST_PLACES:
            raise PydanticCustomError("rank-form", f"名次最多写到 {MOST_PLACES}。")
        points = [points for _, points in sorted(self.by_place().items())]
        if points != sorted(points, reverse=True) or min(points) < 0:
            raise PydanticCustomError(
                "rank-order", "名次越靠后，分值不能越高，也不能为负。请核对各名次的分值。"
            )
        return self

    def by_place(self) -> dict[int, Fraction]:
        """Points of each place that earns any."""
        if self.table is not None:
            return self.table
        first, less = self.first or ZERO, self.less or ZERO
        return {place: first - less * (place - 1) for place in range(1, (self.places or 0) + 1)}

    def compared(self) -> Formula:
        return self.rank

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, max(self.by_place().values())

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        analyser.number(self.rank.node)
        yield from ()

    def _points(self, place: int) -> Fraction:
        """Points of ``place``: those of the nearest listed place at or after it, none beyond the last."""
        at_or_after = [listed for listed in sorted(self.by_place()) if listed >= place]
        return self.by_place()[at_or_after[0]] if at_or_after else ZERO

    def judge_own(self, judge: Judge) -> Outcome:
        own, others = self.own_value(judge)
        told = judge.narrate(self.rank)
        if own.na:
            return Outcome(ZERO, ZERO, True, (told,))
        unknown = sum(value.number is None for value in others)
        if own.number is None:
            return Outcome(self._points(len(others)), self._points(1), own.na, (told,))
        sign = 1 if self.best == "highest" else -1
        better = sum(v.number is not None and sign * v.number > sign * own.number for v in others)
        high, low = self._points(better + 1), self._points(better + 1 + unknown)
        word = AMONG_WORDS[self.among]
        if unknown:
            return Outcome(low, high, False, (told, f"{word} {len(others)} 家中 {unknown} 家未知，名次未定"))
        return Outcome(
            high, high, False, (told, f"{word} {len(others)} 家中第 {better + 1}，得 {plain(high)} 分")
        )

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        standing, number = self.standing(builder, self.best == "highest")
        high = self._ladder(standing.best)
        low = high if standing.unknown is None else self._ladder(standing.worst)
        return masked(OutcomeColumns(low, high, number.na))

    def _ladder(self, place: pl.Expr) -> Quantity:
        return ladder([(place <= listed, points) for listed, points in sorted(self.by_place().items())], ZERO)

    def describe(self) -> str:
        order = "从高到低" if self.best == "highest" else "从低到高"
        places = "，".join(
            f"第 {place} 名 {plain(points)} 分" for place, points in sorted(self.by_place().items())
        )
        return f"按“{self.rank}”{order}在{AMONG_WORDS[self.among]}中排名：{places}"


class ShareOfBest(PeerRule):
    """``share_of_best: 案例分``: own over the best of the group, times ``points`` (最大值比较法)."""

    kind: ClassVar[str] = "share_of_best"
    word: ClassVar[str] = "最大值比较"

    share_of_best: FormulaField
    points: Exact

    def compared(self) -> Formula:
        return self.share_of_best

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.points

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        info = analyser.number(self.share_of_best.node)
        if info.lo is None or info.lo < 0:
            yield "count-negative", f"“{self.share_of_best}”可能为负，不能与最大值相比。请改用不会为负的数。"
        if self.points < 0:
            yield (
                "points-negative",
                f"points 写的是 {plain(self.points)}，不能为负。扣分请写在 deduction 里，写正数。",
            )

    def judge_own(self, judge: Judge) -> Outcome:
        own, others = self.own_value(judge)
        told = judge.narrate(self.share_of_best)
        if own.na:
            return Outcome(ZERO, ZERO, True, (told,))
        best = max((value.number for value in others if value.number is not None), default=ZERO)
        unknown = any(value.number is None for value in others)
        if unknown:
            perhaps = None if own.na is None or best == 0 else False
            high = self.points if own.number is None else self.points * own.number / best if best else ZERO
            return Outcome(ZERO, high, perhaps, (told, f"{AMONG_WORDS[self.among]}有未知，最大值未定"))
        if best == 0 or own.number is None:
            return Outcome(ZERO, ZERO, True, (told, f"{AMONG_WORDS[self.among]}最大值为 0"))
        points = self.points * own.number / best
        text = f"{AMONG_WORDS[self.among]}最大值 {plain(best)}，{plain(own.number)} ÷ {plain(best)} × {plain(self.points)} 分"
        return Outcome(points, points, False, (told, f"{text} = {plain(points)} 分"))

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        number, key = self.staged(builder, highest=True)
        best_num, best_den = self._best(builder, number, key)
        nothing = compare("=", best_num, constant(0))
        unknown = self.unknowns(builder, number)
        share = exact(ZERO)
        if best_num.constant != 0:
            share = Quantity(
                multiply(multiply(number.quantity.num, best_den), constant(self.points.numerator)),
                multiply(multiply(number.quantity.den, best_num), constant(self.points.denominator)),
            )
        if unknown is None or number.unknown is None:
            return masked(OutcomeColumns(share, share, any_flag(number.na, nothing)))
        some = unknown > 0
        high = pick(number.unknown, exact(self.points), pick(nothing, exact(ZERO), share))
        low = pick(some, exact(ZERO), pick(nothing, exact(ZERO), share))
        none_at_best = pl.when(some & nothing).then(None).otherwise(nothing)
        return masked(OutcomeColumns(low, high, any_flag(number.na, none_at_best)))

    def _best(self, builder: Builder, number: NumberColumn, key: pl.Expr) -> tuple[WholeColumn, WholeColumn]:
        quantity = number.quantity
        known = key.is_not_null()
        first = {
            part: builder.stage(
                builder.within(
                    whole.at(whole.bits).filter(known).sort_by(key.filter(known)).last()
                    if not quantity.fixed
                    else whole.at(whole.bits).filter(known).max(),
                    self.among,
                ).fill_null(0 if part == "num" else 1)
            )
            for part, whole in (("num", quantity.num), ("den", quantity.den))
            if whole.expr is not None
        }
        num = column(first["num"], (0, max(quantity.num.span[1], 1))) if "num" in first else quantity.num
        den = column(first["den"], quantity.den.span) if "den" in first else quantity.den
        return num, den

    def describe(self) -> str:
        return f"“{self.share_of_best}”÷ {AMONG_WORDS[self.among]}最大值 × {plain(self.points)} 分"
