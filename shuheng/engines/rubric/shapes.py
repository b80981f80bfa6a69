"""The shape of rubric files: what may be written where. Meaning is checked later, by ``check``."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import InexactError, parse_number
from shuheng.engines.rubric.fields import Cap, Day, Exact, FormulaField, Shape, Switch, Whole, Words
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.rules import Rule, RuleBase
from shuheng.engines.rubric.scope import Parameter
from shuheng.problems import Severity

MOST_DIGITS = 6
RESERVED = ("基础", "扣分", "加分")


def _titled(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {
        name: {"title": name, **body} if isinstance(body, dict) and "title" not in body else body
        for name, body in value.items()
    }


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _labels(value: Any) -> tuple[tuple[Fraction, str], ...]:
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("table", "这里要写“门槛: 名称”的表，如 {90: 优, 0: 差}。")
    try:
        rows = [(parse_number(str(key)), label) for key, label in value.items()]
    except InexactError as error:
        raise PydanticCustomError("number", "{message}", {"message": str(error)}) from error
    if not all(isinstance(label, str) and label.strip() for _, label in rows):
        raise PydanticCustomError("table", "每个门槛后面要写一个名称，如 {90: 优, 0: 差}。")
    if len({threshold for threshold, _ in rows}) != len(rows):
        raise PydanticCustomError("threshold-duplicate", "同一个门槛写了两次。请删去一个。")
    return tuple(sorted(rows, reverse=True))


Metrics = Annotated[dict[str, Metric], BeforeValidator(_titled)]
Parameters = Annotated[dict[str, Parameter], BeforeValidator(_titled)]
LabelTable = Annotated[
    tuple[tuple[Fraction, str], ...],
    PlainValidator(_labels),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}),
]


class Note(Shape):
    """A remark on the document: a contradiction, a gap, or how we read it. ``accepts`` names the problem
    codes that the remark answers for, so that the checker lists them instead of refusing."""

    kind: Literal["contradiction", "gap", "decision"]
    text: Words
    severity: Severity = "warning"
    place: str = ""
    accepts: Annotated[tuple[str, ...], BeforeValidator(_tuple)] = ()


class Gate(Shape):
    """A condition that voids a part (or a result) or exempts from it; itself a clause."""

    when: FormulaField
    clause: Words
    says: Words


class FixedTotal(Gate):
    """A total set to a fixed value where a condition holds."""

    value: Exact


class Part(Shape):
    """Base, deduction or bonus of an indicator: rules under one cap."""

    max: Cap
    rules: Annotated[tuple[Rule, ...], BeforeValidator(_tuple)]
    void_if: Gate | None = None
    full_if: Gate | None = None
    within_base: Switch = False

    @model_validator(mode="after")
    def _some_rules(self) -> Part:
        if not self.rules:
            raise PydanticCustomError("part-empty", "rules 里至少要有一条规则；没有这部分就整段不写。")
        return self

    def gates(self) -> tuple[Gate, ...]:
        """The gates of the part, void first."""
        return tuple(gate for gate in (self.void_if, self.full_if) if gate is not None)

    def own_rules(self) -> tuple[RuleBase, ...]:
        """The rules whose points stay in this part; the others hit elsewhere."""
        return tuple(rule for rule in self.rules if rule.hits is None)

    def all_rules(self) -> tuple[RuleBase, ...]:
        """Every rule of the part, inner ones of groups after their group."""
        found: list[RuleBase] = []
        stack: list[RuleBase] = list(reversed(self.rules))
        while stack:
            rule = stack.pop()
            found.append(rule)
            stack.extend(reversed(rule.inner()))
        return tuple(found)


class IndicatorShape(Shape):
    """One leaf of the document's tree."""

    code: Words
    title: Words
    anchor: str = ""
    metrics: Metrics = Field(default_factory=dict)
    formulas: dict[str, FormulaField] = Field(default_factory=dict)
    base: Part | None = None
    deduction: Part | None = None
    bonus: Part | None = None
    notes: Annotated[tuple[Note, ...], BeforeValidator(_tuple)] = ()

    @model_validator(mode="after")
    def _some_part(self) -> IndicatorShape:
        if self.base is None and self.deduction is None and self.bonus is None:
            raise PydanticCustomError(
                "indicator-empty", "指标没有 base、deduction、bonus 任何一部分。请至少写一部分。"
            )
        return self


class GroupShape(Shape):
    """An inner node of the tree; ``max`` caps the base points below it; ``counted: false`` makes its
    indicators extras beside the count."""

    code: Words
    title: Words
    weight: Exact | None = None
    max: Cap | None = None
    counted: Switch = True
    metrics: Metrics = Field(default_factory=dict)
    groups: Annotated[tuple[GroupShape, ...], BeforeValidator(_tuple)] = ()
    indicators: Annotated[tuple[IndicatorShape, ...], BeforeValidator(_tuple)] = ()
    notes: Annotated[tuple[Note, ...], BeforeValidator(_tuple)] = ()


class Document(Shape):
    """The official document a rubric encodes. ``cells`` says which table cell after the anchor holds which
    part; ``end`` is the text that follows the last indicator."""

    title: Words
    issuer: str = ""
    number: str = ""
    file: str = ""
    layout: Literal["cells", "lines"] = "lines"
    end: str = ""
    cells: dict[str, Whole] = Field(default_factory=dict)


class Period(Shape):
    """The period a rubric assesses, both ends included."""

    kind: Literal["year", "half_year", "quarter", "month", "stage"]
    name: Words
    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Period:
        if self.start > self.end:
            raise PydanticCustomError("period-order", "period 的 from 晚于 to。请核对两个日期。")
        return self


class Stage(Shape):
    """A step of the year by which something is due."""

    code: Words
    title: Words
    by: Day


class Rounding(Shape):
    """Half up, two decimals, at the indicator and at the total, unless the rubric says otherwise."""

    digits: Whole = 2
    mode: Literal["half_up"] = "half_up"
    at: Annotated[tuple[Literal["indicator", "total"], ...], BeforeValidator(_tuple)] = ("indicator", "total")

    @model_validator(mode="after")
    def _few_digits(self) -> Rounding:
        if self.digits > MOST_DIGITS:
            raise PydanticCustomError("digits", f"digits 最多 {MOST_DIGITS} 位。")
        return self


class Classes(Shape):
    """Classes of agencies by one number (Guangxi: by resident population)."""

    of: Words
    at_least: LabelTable


class Peers(Shape):
    """Peer groups (档次); agencies name theirs in the facts."""

    title: Words
    groups: Annotated[tuple[Words, ...], BeforeValidator(_tuple)]


class Declares(Shape):
    """Sums the rubric must hold."""

    indicators: Whole | None = None
    base: Exact | None = None
    deduction: Exact | None = None
    bonus: Exact | None = None


class Statement(Shape):
    """A count or sum the document states somewhere; a mismatch is a contradiction of the document."""

    of: Literal["indicators", "groups", "base", "deduction", "bonus"]
    number: Exact
    place: Words
    level: Whole | None = None


class Total(Shape):
    """How the parts make the result."""

    formula: FormulaField
    min: Exact | None = None
    max: Exact | None = None
    fixed: Annotated[tuple[FixedTotal, ...], BeforeValidator(_tuple)] = ()


class Grades(Shape):
    """Grades of the result by its lower bounds."""

    at_least: LabelTable


class IncludeShape(Shape):
    """A further file of a rubric."""

    metrics: Metrics = Field(default_factory=dict)
    groups: Annotated[tuple[GroupShape, ...], BeforeValidator(_tuple)] = ()


class HeadShape(IncludeShape):
    """rubric.yaml"""

    rubric: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")]
    title: Words
    version: Words
    document: Document
    assessed: Words
    period: Period
    total: Total
    stages: Annotated[tuple[Stage, ...], BeforeValidator(_tuple)] = ()
    rounding: Rounding = Rounding()
    not_applicable: Literal["drop", "full", "zero"] | None = None
    classes: Classes | None = None
    peers: Peers | None = None
    parameters: Parameters = Field(default_factory=dict)
    declares: Declares = Declares()
    document_says: Annotated[tuple[Statement, ...], BeforeValidator(_tuple)] = ()
    grades: Grades | None = None
    veto: Annotated[tuple[Gate, ...], BeforeValidator(_tuple)] = ()
    notes: Annotated[tuple[Note, ...], BeforeValidator(_tuple)] = ()
    include: Annotated[tuple[Words, ...], BeforeValidator(_tuple)] = ()
