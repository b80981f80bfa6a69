"""The shape of a declaration: what may be written where. Meaning is checked later, by `meaning`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic import Field as Bounded

from shuheng.registers.declare.fields import (
    Code,
    CodeList,
    MetricCode,
    MonthDay,
    Number,
    OneOrMany,
    OrWords,
    Pattern,
    Shape,
    Switch,
    Whole,
    WordList,
    Words,
    tupled,
)
from shuheng.registers.declare.life import USUAL_LIFE, Life

FieldType = Literal[
    "text", "count", "amount", "date", "month", "year", "yes_no", "code", "agency", "reference", "url"
]
TYPE_WORDS: dict[FieldType, str] = {
    "text": "文本",
    "count": "个数",
    "amount": "数额",
    "date": "日期",
    "month": "月份",
    "year": "年份",
    "yes_no": "是否",
    "code": "选项",
    "agency": "单位",
    "reference": "引用",
    "url": "网址",
}
NUMBERS: tuple[FieldType, ...] = ("count", "amount")
DAYS: tuple[FieldType, ...] = ("date", "month", "year")
Frequency = Literal["yearly", "half_yearly", "quarterly", "monthly"]
FREQUENCY_WORDS: dict[Frequency, str] = {
    "yearly": "每年",
    "half_yearly": "每半年",
    "quarterly": "每季度",
    "monthly": "每月",
}
Filler = Literal["province", "city", "county", "department"]
FILLER_WORDS: dict[Filler, str] = {
    "province": "省（自治区）",
    "city": "市",
    "county": "区县（功能区）",
    "department": "部门（单位）",
}
Scope = Literal["own", "subtree"]
SCOPE_WORDS: dict[Scope, str] = {"own": "只计本单位的行", "subtree": "本单位和下属单位的行合计"}
Take = Literal[
    "rows",
    "sum",
    "distinct",
    "any",
    "all",
    "largest",
    "smallest",
    "first",
    "last",
    "list",
    "ratio",
    "mean",
    "lowest_part",
    "lowest_whole",
]
TAKE_WORDS: dict[Take, str] = {
    "rows": "行数",
    "sum": "合计",
    "distinct": "不重复的个数",
    "any": "有没有",
    "all": "是否都符合",
    "largest": "最大值",
    "smallest": "最小值",
    "first": "最早日期",
    "last": "最晚日期",
    "list": "逐项列出",
    "ratio": "比率",
    "mean": "平均",
    "lowest_part": "比率最低一行的分子",
    "lowest_whole": "比率最低一行的分母",
}
MOST_FIELDS = 200
MOST_METRICS = 200
STATE = "state"
"""The name under which conditions ask for a row's state; no field may bear it."""


class Condition(Shape):
    """What is asked of one field. `{field: 是}` and `{field: [甲, 乙]}` are short for `one_of`.

    A value that is missing answers neither yes nor no, except: `filled` asks just that, and a date that is not
    filled in has not come, so that `in_period`, `by_period_end`, `after` and `not_after` answer no.
    """

    one_of: WordList = ()
    none_of: WordList = ()
    filled: Switch | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    in_period: Switch | None = None
    by_period_end: Switch | None = None
    after: Code | None = None
    not_after: Code | None = None


def _condition(value: Any) -> Any:
    return {"one_of": value} if isinstance(value, str | list) else value


def _any_of(value: Any) -> Any:
    return (value,) if isinstance(value, dict) else tupled(value)


All = dict[Code, Annotated[Condition, BeforeValidator(_condition), OrWords()]]
Where = Annotated[tuple[All, ...], BeforeValidator(_any_of), OneOrMany()]
"""Rows for which all tests of at least one table hold."""


class Sample(Shape):
    """How demonstration values of one field are made: a range for numbers, the share
    of 是 (or of filled cells) in percent, words to choose from (`in_turn`: one
    row after the other, the last for all that follow), a day mostly before that of another field."""

    low: Whole | None = None
    high: Whole | None = None
    share: Whole | None = None
    words: WordList = ()
    in_turn: Switch = False
    before: Code | None = None


class Field(Shape):
    """One column. `codes` are the words one may choose; `derived` makes a yes_no of other fields' values;
    `target` is the register (written `register:`) whose rows a reference names by their key."""

    title: Words
    type: FieldType
    unit: str = ""
    required: Switch = False
    required_when: Where = ()
    codes: WordList = ()
    min: Number | None = None
    max: Number | None = None
    digits: Whole = 2
    pattern: Pattern | None = None
    target: Annotated[Code | None, Bounded(alias="register")] = None
    help: str = ""
    derived: Where = ()
    demo: Sample | None = None


class Due(Shape):
    """When a period's list must be complete: working days after the period's end, or a day of the year."""

    workdays: Whole | None = None
    date: MonthDay | None = None
    years_after: Whole = 0


class Check(Shape):
    """What must hold within one row: a part is at most its whole; one day is not before another."""

    part: Code | None = None
    whole: Code | None = None
    earlier: Code | None = None
    later: Code | None = None
    says: Words


class Metric(Shape):
    """One metric that the register supplies, read from its rows.

    take      what is made of the rows that are chosen (see TAKE_WORDS)
    of        the metric (its code) whose rows are narrowed further, so that a part never exceeds its whole
    where     which rows; a list means that one of its tables must hold
    period    the date or month field that must lie within the period asked about, or the year that must touch it
    field     the field that is summed, compared, listed; `over` the field below the line
    holds     with take "all": what every chosen row must fulfil
    empty     the value where no row is chosen; without it such a figure is unknown (rows, sums: 0)
    """

    code: MetricCode
    take: Take
    of: MetricCode | None = None
    where: Where = ()
    period: Code | None = None
    field: Code | None = None
    over: Code | None = None
    holds: Where = ()
    unit: str | None = None
    digits: Whole = 2
    empty: Whole | None = None
    says: str = ""


class Declaration(Shape):
    """A register: what it is for, who fills it how often and by when, its columns, states and metrics."""

    code: Code
    title: Words
    theme: Words
    purpose: Words
    unit: str = "个"
    sources: dict[str, WordList] = Bounded(default_factory=dict)
    filled_by: Annotated[tuple[Filler, ...], BeforeValidator(tupled), OneOrMany(), Bounded(min_length=1)]
    scope: Scope
    frequency: Frequency
    due: Due
    key: Annotated[CodeList, Bounded(min_length=1)]
    fields: Annotated[dict[Code, Field], Bounded(min_length=1, max_length=MOST_FIELDS)]
    checks: Annotated[tuple[Check, ...], BeforeValidator(tupled)] = ()
    life: Life = USUAL_LIFE
    metrics: Annotated[dict[Words, Metric], Bounded(max_length=MOST_METRICS)] = Bounded(default_factory=dict)
    demo_rows: Annotated[tuple[Whole, ...], BeforeValidator(tupled), Bounded(max_length=2)] = (3, 8)
