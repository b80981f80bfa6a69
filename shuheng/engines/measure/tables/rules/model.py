"""The kinds of rules. A rule that is not shown to hold is broken: what cannot be read is counted too."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SIGNS = {"<": "小于", "<=": "不大于", "=": "等于", "!=": "不等于", ">=": "不小于", ">": "大于"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What all rules have: a code, the column they are about, and what they say in Chinese."""

    code: str
    column: str
    says: str

    @property
    def measure(self) -> str:
        """The code of the measure that counts what breaks the rule."""
        return f"rule:{self.code}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table it reads."""
        return (self.column,)


@dataclass(frozen=True, slots=True)
class NotEmpty(Rule):
    """Every cell says something."""


@dataclass(frozen=True, slots=True)
class Range(Rule):
    """A number between two bounds, both included; None: no bound."""

    least: Decimal | None
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Length(Rule):
    """A number of characters between two bounds, both included."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class PatternRule(Rule):
    """A text that a pattern takes whole."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Codes(Rule):
    """A text of a list."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unique(Rule):
    """No two rows alike in these columns."""

    beside: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """See Rule."""
        return (self.column, *self.beside)


@dataclass(frozen=True, slots=True)
class Compare(Rule):
    """A number that stands in a relation to the number of another column."""

    sign: str
    other: str

    @property
    def columns(self) -> tuple[str, ...]:
        """See Rule."""
        return (self.column, self.other)


@dataclass(frozen=True, slots=True)
class DateOrder(Rule):
    """A day that is not after the day of another column."""

    other: str

    @property
    def columns(self) -> tuple[str, ...]:
        """See Rule."""
        return (self.column, self.other)


@dataclass(frozen=True, slots=True)
class Reference(Rule):
    """A text that a column of another table has."""

    table: str
    other: str


KINDS: dict[str, tuple[type[Rule], str]] = {
    "not_empty": (NotEmpty, "不能为空"),
    "range": (Range, "数值范围"),
    "length": (Length, "字数范围"),
    "pattern": (PatternRule, "写法"),
    "codes": (Codes, "代码表"),
    "unique": (Unique, "唯一"),
    "compare": (Compare, "两列数值比较"),
    "reference": (Reference, "引用另一张表"),
    "date_order": (DateOrder, "两列日期先后"),
}
