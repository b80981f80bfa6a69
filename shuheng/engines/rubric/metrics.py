"""Metrics (计量指标): what a fact measures, and how its value is stored as a scaled whole number."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import InexactError
from shuheng.engines.rubric.fields import Exact, Shape, Switch, Whole, Words, read_cell

MetricKind = Literal["count", "amount", "ratio", "yes_no", "grade", "date", "list"]
Origin = Literal["measured", "reported", "judged"]
KIND_WORDS: dict[MetricKind, str] = {
    "count": "个数",
    "amount": "数额",
    "ratio": "比率",
    "yes_no": "是否",
    "grade": "等次",
    "date": "日期",
    "list": "分项",
}
ORIGIN_WORDS: dict[Origin, str] = {"measured": "实测", "reported": "填报", "judged": "评定"}
NEVER = date.max.toordinal()
NEVER_WORD = "未完成"


def _read_options(value: Any) -> dict[str, Fraction | None]:
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        if len(set(value)) != len(value):
            raise PydanticCustomError("options-duplicate", "选项重复。请删去重复的一个。")
        return dict.fromkeys(value)
    if isinstance(value, dict) and value:
        try:
            return {str(key): read_cell(share) for key, share in value.items()}
        except InexactError as error:
            raise PydanticCustomError("number", "{message}", {"message": str(error)}) from error
    raise PydanticCustomError(
        "options-form", "options 要写选项列表，如 [好, 一般]；或“选项: 占比”的表，如 {符合: 1, 不符合: 0}。"
    )


Options = Annotated[
    dict[str, Fraction | None],
    PlainValidator(_read_options),
    WithJsonSchema({"type": ["array", "object"], "description": "选项，好的在前"}),
]


class Metric(Shape):
    """One metric. ``unit`` is for people and for unit checks; amounts keep ``digits`` decimals, ratios
    ``digits`` decimals of the percentage. ``within`` names the metric this one is a part of."""

    title: Words
    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$", max_length=80)]
    kind: MetricKind
    origin: Origin
    supply: Words
    unit: str = ""
    within: str | None = None
    digits: Whole = 2
    min: Exact = Fraction(0)
    max: Exact | None = None
    options: Options | None = None
    actionable: Switch = True
    says: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Metric:
        if self.kind == "grade" and self.options is None:
            raise PydanticCustomError(
                "options-missing", "kind 是 grade（等次），要写 options（选项），如 [好, 一般]。"
            )
        if self.kind != "grade" and self.options is not None:
            raise PydanticCustomError(
                "options-needless", "只有 grade（等次）可以写 options。请删去，或改 kind。"
            )
        if self.digits > 6:
            raise PydanticCustomError("digits", "digits 最多写 6。")
        if self.min > self.maximum:
            raise PydanticCustomError("range-empty", "min 大于 max，没有值能满足。请核对两个数。")
        if self.maximum * self.scale >= 2**62 or self.min * self.scale <= -(2**62):
            raise PydanticCustomError("range-too-wide", "max 太大，换算后超出 64 位整数。请换用更大的单位。")
        return self

    @property
    def maximum(self) -> Fraction:
        """The largest value a fact may have (whole options count from 0)."""
        if self.kind == "grade":
            return Fraction(len(self.options or ()) - 1)
        if self.kind == "yes_no":
            return Fraction(1)
        if self.kind == "date":
            return Fraction(NEVER)
        if self.max is not None:
            return self.max
        return {"count": Fraction(10**9), "ratio": Fraction(1)}.get(self.kind, Fraction(10**12))

    @property
    def scale(self) -> int:
        """Stored whole number = value x scale."""
        match self.kind:
            case "amount" | "list":
                return int(10**self.digits)
            case "ratio":
                return int(10 ** (self.digits + 2))
            case _:
                return 1

    @property
    def option_names(self) -> tuple[str, ...]:
        """The options of a grade, best first; empty for other kinds."""
        return tuple(self.options or ())

    @property
    def shares(self) -> tuple[Fraction, ...] | None:
        """What share of a checklist item each option earns, or None where options carry none."""
        values = tuple((self.options or {}).values())
        shares = tuple(value for value in values if value is not None)
        return shares if values and len(shares) == len(values) else None
