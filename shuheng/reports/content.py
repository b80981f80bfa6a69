"""What every report is made from: rubric, facts, result, and the reasons on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from shuheng.engines.rubric import AgencyScore, Explainer, FactSheet, Reason, Result, Rubric, clause_passage
from shuheng.reports.numbers import interval

DEMO_MARK = "演示数据"
DEMO_WORDS = "演示数据：由程序生成，不代表任何真实单位。"
UNKNOWN = "未知"
NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Clause:
    """A line of a score sheet: a rule, a rule inside a group of rules, or what closes a part (its gates and
    cap; ``rule`` is then the part itself). ``passage`` is of the document, where the user brought it."""

    indicator: Reason
    part: Reason
    rule: Reason
    inner: bool = False
    passage: str = ""

    @property
    def closing(self) -> bool:
        """Whether the line closes a part."""
        return self.rule is self.part

    @property
    def place(self) -> str:
        """The clause's place in the document."""
        return "合计" if self.closing else self.rule.clause

    @property
    def says(self) -> str:
        """The clause in our own words; lines inside a group are marked, for they do not add up."""
        return f"其中：{self.rule.says}" if self.inner else self.rule.says

    @property
    def process(self) -> str:
        """How the points came about, a line per step."""
        return "\n".join(self.rule.steps)


@dataclass(frozen=True)
class Report:
    """One result and what stands behind it; ``passages`` are of the document a user brought, if any."""

    rubric: Rubric
    sheet: FactSheet
    result: Result
    passages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _reasons: dict[str, Reason] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def explainer(self) -> Explainer:
        """Keeps what peers have in common, so that the second agency's reasons cost less than the first's."""
        return Explainer(self.rubric, self.sheet)

    @property
    def digits(self) -> int:
        """Decimals that points are shown with."""
        return self.result.digits

    def reason(self, agency: str) -> Reason:
        """The whole reason tree of an agency; made once."""
        if agency not in self._reasons:
            self._reasons[agency] = self.explainer.total(agency)
        return self._reasons[agency]

    def indicator_reasons(self, agency: str) -> dict[str, Reason]:
        """The reason of each indicator, by code, in the order of the document."""
        return {node.code: node for node in walk(self.reason(agency)) if node.kind == "indicator"}

    def clauses(self, agency: str) -> Iterator[Clause]:
        """Every rule of every indicator, in the order of the document."""
        for indicator in self.indicator_reasons(agency).values():
            for part in indicator.children:
                for rule in part.children:
                    yield from self._lines(indicator, part, rule, inner=False)
                if len(part.steps) > 1:
                    yield Clause(indicator, part, part)

    def _lines(self, indicator: Reason, part: Reason, rule: Reason, *, inner: bool) -> Iterator[Clause]:
        passage = clause_passage(dict(self.passages.get(indicator.code, {})), rule.clause)
        yield Clause(indicator, part, rule, inner, passage)
        for child in rule.children:
            yield from self._lines(indicator, part, child, inner=True)

    def grade(self, item: AgencyScore) -> str:
        """The grade of a result; 未定 while its bounds span several, — where the rubric has none."""
        if item.vetoed:
            return "一票否决"
        return item.grade or ("—" if self.rubric.grades is None else "未定")

    def won(self, clause: Clause) -> str:
        """The points of a line; what a deduction takes is marked 扣."""
        rule = clause.rule
        text = self.points(rule.points, rule.low, rule.high, rule.status)
        return f"扣 {text}" if clause.part.code == "deduction" and rule.high else text

    def points(self, points: Fraction | None, low: Fraction, high: Fraction, status: str = "known") -> str:
        """Points for people: a number, a range where facts are missing, or 不适用."""
        if status == "not_applicable":
            return NOT_APPLICABLE
        return interval(points, low, high, self.digits)


def walk(reason: Reason) -> Iterator[Reason]:
    """The node and everything below it, in order."""
    yield reason
    for child in reason.children:
        yield from walk(child)
