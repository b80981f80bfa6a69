"""Small types of the declaration language: each reads the text of a YAML scalar and refuses everything else in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError

T = TypeVar("T")
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_NESTED = re.compile(r"\([^()]*[+*}][^()]*\)[+*{]")
"""A repeated bracket with a repetition inside: such patterns can take for ever on a text that almost fits."""
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Shape(BaseModel):
    """Base of everything read from a declaration: frozen, and no key passes that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def reader(read: Callable[[str], T | None], code: str, says: str) -> Callable[[Any], T]:
    """A validator that gives what `read` makes of a text; None from `read`, or no text, is the mistake `code`."""

    def validate(value: Any) -> T:
        made = read(value) if isinstance(value, str) else None
        if made is None:
            raise PydanticCustomError(code, "{message}", {"message": f"{shown(value)}不能写在这里。{says}"})
        return made

    return validate


def shown(written: Any) -> str:
    """What was written, as a message quotes it."""
    if isinstance(written, str):
        return f"“{written[:40]}…”" if len(written) > 40 else f"“{written}”"
    if isinstance(written, list | tuple):
        return "列表"
    return "“键: 值”的表" if isinstance(written, dict) else "空值"


def tupled(value: Any) -> Any:
    """One text stands for a list of one; lists become tuples."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


class OneOrMany:
    """In the JSON Schema: one item may stand where a list is read."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


class OrWords:
    """In the JSON Schema: a word, or a list of words, may stand where a table is read."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        word = {"type": "string"}
        return {"anyOf": [word, {"type": "array", "items": word}, handler(core)]}


def _switch(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 12 else None


def _number(text: str) -> Fraction | None:
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def _month_day(text: str) -> tuple[int, int] | None:
    match = _MONTH_DAY.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None


def _pattern(text: str) -> str | None:
    if len(text) > 200 or _NESTED.search(text):
        return None
    try:
        return re.compile(text).pattern
    except re.error:
        return None


def _read(read: Callable[[str], Any], code: str, says: str, schema: dict[str, Any]) -> Any:
    return PlainValidator(reader(read, code, says)), WithJsonSchema(schema)


Switch = Annotated[bool, *_read(_switch, "switch", "请写 true 或 false。", {"type": "boolean"})]
Whole = Annotated[int, *_read(_whole, "whole", "请写非负整数。", {"type": "integer", "minimum": 0})]
Number = Annotated[Fraction, *_read(_number, "number", "请写数，如 3 或 0.5。", {"type": "number"})]
MonthDay = Annotated[
    tuple[int, int], *_read(_month_day, "month-day", "请写月日，如 12-31。", {"type": "string"})
]
Pattern = Annotated[
    str,
    *_read(_pattern, "pattern", "请写正则表达式，不超过 200 字，重复的括号里不再重复。", {"type": "string"}),
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
MetricCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$", max_length=80)]
WordList = Annotated[tuple[Words, ...], BeforeValidator(tupled), OneOrMany()]
CodeList = Annotated[tuple[Code, ...], BeforeValidator(tupled), OneOrMany()]
