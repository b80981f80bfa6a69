"""Declared fields of an interface: written as lines or as a small JSON Schema, kept as data.

A line is a name, `:` and a type, `?` where it may be missing: `注册资本:number?`. Of JSON Schema is read what says the
same: `properties` with their `type`, `required`, and `items` where the schema is of a list.
"""

import json
from dataclasses import dataclass
from typing import Any

from shuheng.problems import Problem, ProblemsError, did_you_mean

TYPES = {
    "any": "不限",
    "text": "文本",
    "integer": "整数",
    "number": "数值",
    "boolean": "是否",
    "date": "日期",
}
SCHEMA_TYPES = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean"}
MOST = 1_000
LONGEST_NAME = 300
FIELD = "声明的字段"


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """One field that each row should hold; `type` is a key of `TYPES`."""

    name: str
    type: str = "any"
    required: bool = True

    @property
    def line(self) -> str:
        """As it is written in the form."""
        kind = "" if self.type == "any" else f":{self.type}"
        return f"{self.name}{kind}{'' if self.required else '?'}"


def read_fields(text: str) -> tuple[DeclaredField, ...]:
    """The fields that a text declares. Raises `ProblemsError` with every mistake: fields-…"""
    found = from_schema(text) if text.lstrip().startswith("{") else from_lines(text)
    names = [one.name for one in found]
    twice = sorted({name for name in names if names.count(name) > 1}) if len(names) <= MOST else []
    problems = [Problem("fields-twice", f"字段“{name}”写了两次。", field=FIELD) for name in twice]
    if len(found) > MOST:
        problems.append(Problem("fields-many", f"有 {len(found)} 个字段，最多 {MOST} 个。", field=FIELD))
    if problems:
        raise ProblemsError(problems)
    return found


def from_lines(text: str) -> tuple[DeclaredField, ...]:
    """One field a line; empty lines are passed over."""
    found: list[DeclaredField] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.replace("：", ":").replace("？", "?").splitlines(), 1):
        words = line.strip()
        if not words:
            continue
        required = not words.endswith("?")
        name, _, kind = words.rstrip("?").strip().partition(":")
        name, kind = name.strip(), kind.strip() or "any"
        if kind not in TYPES:
            hint = did_you_mean(kind, TYPES)
            message = f"不认识的类型“{kind[:50]}”。"
            problems.append(
                Problem("fields-type", message, line=number, field=FIELD, allowed=tuple(TYPES), hint=hint)
            )
        elif not name or len(name) > LONGEST_NAME:
            problems.append(Problem("fields-name", "没有字段名称，或名称太长。", line=number, field=FIELD))
        else:
            found.append(DeclaredField(name, kind, required))
    if problems:
        raise ProblemsError(problems)
    return tuple(found)


def from_schema(text: str) -> tuple[DeclaredField, ...]:
    """The fields of a JSON Schema of a row, or of a list of rows."""
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"第 {error.lineno} 行" if isinstance(error, json.JSONDecodeError) else ""
        hint = "也可以不用 JSON Schema，每行写一个字段名称。"
        raise ProblemsError(
            [Problem("fields-json", f"不是合法的 JSON。{place}", field=FIELD, hint=hint)]
        ) from error
    if isinstance(schema, dict) and isinstance(schema.get("items"), dict):
        schema = schema["items"]
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict):
        hint = "请在 properties 中列出字段。"
        raise ProblemsError(
            [Problem("fields-schema", "JSON Schema 里没有 properties。", field=FIELD, hint=hint)]
        )
    required = schema.get("required")
    needed = (
        set(required)
        if isinstance(required, list) and all(isinstance(one, str) for one in required)
        else set()
    )
    return tuple(
        DeclaredField(str(name)[:LONGEST_NAME], schema_type(one), name in needed)
        for name, one in properties.items()
    )


def schema_type(said: Any) -> str:
    """Our type for what a JSON Schema says of a field; what it says otherwise is not looked at."""
    if not isinstance(said, dict):
        return "any"
    if said.get("format") in {"date", "date-time"}:
        return "date"
    kind = said.get("type")
    return SCHEMA_TYPES.get(kind, "any") if isinstance(kind, str) else "any"


def as_data(fields: tuple[DeclaredField, ...]) -> list[dict[str, Any]]:
    """As the model keeps them."""
    return [{"name": one.name, "type": one.type, "required": one.required} for one in fields]


def from_data(kept: list[dict[str, Any]]) -> tuple[DeclaredField, ...]:
    """From what the model keeps."""
    return tuple(DeclaredField(one["name"], one["type"], one["required"]) for one in kept)
