"""Field types of the rubric language: each reads text exactly and refuses everything else in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.exact import InexactError, Share, parse_number, parse_share
from shuheng.engines.rubric.formula.parse import Formula, FormulaError, parse_formula

NUMBER_SCHEMA = {"type": ["string", "number"], "description": "数：3、0.5、1/3、70%"}


T = TypeVar("T")


class Shape(BaseModel):
    """Base of everything read from YAML: frozen, and no key passes that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _text_reader(read: Callable[[str], T], code: str) -> Callable[[Any], T]:
    def reader(value: Any) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError("text", "这里要写一个值。")
        try:
            return read(value)
        except (InexactError, FormulaError, ValueError) as error:
            known = isinstance(error, InexactError | FormulaError)
            message = str(error) if known else f"“{value[:40]}”不能用在这里。"
            raise PydanticCustomError(code, "{message}", {"message": message}) from error

    return reader


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InexactError(f"“{text}”不是日期。写法如 2021-06-30。") from error


def _read_bool(text: str) -> bool:
    if text not in ("true", "false"):
        raise InexactError(f"“{text}”不是开关。写 true 或 false。")
    return text == "true"


def _not_negative(value: Fraction) -> Fraction:
    if value < 0:
        raise PydanticCustomError("points-negative", "上限是负数。请写 0 或正数。")
    return value


def _read_whole(text: str) -> int:
    if not text.isdecimal():
        raise InexactError(f"“{text}”不是非负整数。写法如 0、2、56。")
    return int(text)


Exact = Annotated[
    Fraction, PlainValidator(_text_reader(parse_number, "number")), WithJsonSchema(NUMBER_SCHEMA)
]
Cap = Annotated[Exact, AfterValidator(_not_negative)]
"""The most points a part, a rule or a group may give."""
ShareField = Annotated[
    Share, PlainValidator(_text_reader(parse_share, "number")), WithJsonSchema(NUMBER_SCHEMA)
]
FormulaField = Annotated[
    Formula,
    PlainValidator(_text_reader(parse_formula, "formula")),
    WithJsonSchema({"type": ["string", "number"], "description": "公式"}),
]
Day = Annotated[
    date,
    PlainValidator(_text_reader(_read_date, "date")),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Switch = Annotated[
    bool, PlainValidator(_text_reader(_read_bool, "switch")), WithJsonSchema({"type": "boolean"})
]
Whole = Annotated[
    int, PlainValidator(_text_reader(_read_whole, "whole")), WithJsonSchema({"type": "integer", "minimum": 0})
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


def read_cell(value: Any) -> Fraction:
    """The number in a cell of a table; raise InexactError."""
    if not isinstance(value, str):
        raise InexactError("表里每一项都要写一个数，不能留空，也不能写成列表或表。")
    return parse_number(value)


def _read_table(value: Any) -> tuple[tuple[Share, Fraction], ...]:
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("table", "这里要写“门槛: 分值”的表，如 {70%: 2, 60%: 1.5}。")
    try:
        rows = tuple((parse_share(str(key)), read_cell(points)) for key, points in value.items())
    except InexactError as error:
        raise PydanticCustomError("number", "{message}", {"message": str(error)}) from error
    seen: set[Fraction] = set()
    for (threshold, _), text in zip(rows, value, strict=True):
        if threshold.value in seen:
            message = "门槛 {text} 与前面一档相同，两档重叠。请删去一档。"
            raise PydanticCustomError("band-overlap", message, {"text": str(text)})
        seen.add(threshold.value)
    return rows


Table = Annotated[
    tuple[tuple[Share, Fraction], ...],
    PlainValidator(_read_table),
    WithJsonSchema({"type": "object", "additionalProperties": NUMBER_SCHEMA, "minProperties": 1}),
]
