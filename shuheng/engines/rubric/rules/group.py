"""group: rules taken together, as a pool for re-weighting, or of which the best or the worst counts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.fields import Cap
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.pool import pool, pool_columns
from shuheng.engines.rubric.rules.base import (
    ZERO,
    Builder,
    Judge,
    Outcome,
    OutcomeColumns,
    RuleBase,
)

if TYPE_CHECKING:  # at run time rules/__init__ builds Rule from all kinds and hands it in
    from shuheng.engines.rubric.rules import Rule


class Group(RuleBase):
    """``group: [rules]``: points are summed (or the best or worst is picked); what is not applicable is
    left out and the rest re-weighted to the group's points. Inner rules are dropped unless they say otherwise."""

    kind: ClassVar[str] = "group"
    word: ClassVar[str] = "合并"

    group: tuple[Rule, ...]
    points: Cap | None = None
    pick: Literal["sum", "best", "worst"] = "sum"

    @field_validator("group", mode="before")
    @classmethod
    def _tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _some_rules(self) -> Group:
        if not self.group:
            raise PydanticCustomError("group-empty", "group 里至少要有一条规则。请补写，或删去这一项。")
        return self

    def inner(self) -> tuple[RuleBase, ...]:
        return self.group

    def own_span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.points if self.points is not None else self.inner_top()

    def inner_top(self) -> Fraction:
        """The most points the inner rules can give together."""
        tops = [rule.top for rule in self.inner()]
        return sum(tops, ZERO) if self.pick == "sum" else max(tops, default=ZERO)

    def formulas(self) -> tuple[Formula, ...]:
        return ()

    def check(self, analyser: Analyser) -> Iterator[tuple[str, str]]:
        if self.points is not None and self.inner_top() < self.points:
            yield (
                "cap-unreachable",
                f"合并项写 {plain(self.points)} 分，其中各条最多只有 {plain(self.inner_top())} 分。请改 points，或补齐规则。",
            )

    def judge_own(self, judge: Judge) -> Outcome:
        outcomes = [rule.judge(judge, "drop") for rule in self.inner()]
        weighted = [(outcome, rule.top) for rule, outcome in zip(self.inner(), outcomes, strict=True)]
        result = pool(weighted, self.own_span()[1], self.pick)
        children = tuple(zip(self.inner(), outcomes, strict=True))
        return Outcome(result.low, result.high, result.na, result.steps, children)

    def own_columns(self, builder: Builder) -> OutcomeColumns:
        columns = [(builder.keep(rule.build(builder, "drop")), rule.top) for rule in self.inner()]
        return pool_columns(columns, self.own_span()[1], self.pick)

    def describe(self) -> str:
        word = {"sum": "合计", "best": "取最高的一条", "worst": "取最低的一条"}[self.pick]
        return f"{word}，满 {plain(self.own_span()[1])} 分：" + "；".join(
            rule.describe() for rule in self.inner()
        )
