"""From pydantic's errors to problems in Chinese, each with its place in the file."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shuheng.engines.rubric import shapes
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.problems import Problem, did_you_mean
from shuheng.engines.rubric.rules import COMMON_KEYS, KINDS
from shuheng.engines.rubric.scope import Parameter
from shuheng.engines.rubric.source import Source


def shape_problems(error: ValidationError, source: Source) -> list[Problem]:
    """One problem per pydantic error, in file order."""
    problems = [_problem(detail, source) for detail in error.errors(include_url=False)]
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _problem(detail: ErrorDetails, source: Source) -> Problem:
    path = _real_path(detail["loc"], source.data)
    kind = detail["type"]
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    field = ".".join(str(step) for step in path)
    line, column = source.place(path, key=kind == "extra_forbidden")
    code, message, allowed, hint = _words(kind, key, detail)
    return Problem(
        code, message, file=source.file, line=line, column=column, field=field, allowed=allowed, hint=hint
    )


def _words(kind: str, key: str, detail: ErrorDetails) -> tuple[str, str, tuple[str, ...], str]:
    context: dict[str, Any] = detail.get("ctx") or {}
    match kind:
        case "extra_forbidden":
            known = _known_keys(detail)
            return "key-unknown", f"不认识的键“{key}”。", known, did_you_mean(key, known)
        case "missing":
            return "key-missing", f"缺少必填的键“{key}”。", (), ""
        case "union_tag_not_found" | "union_tag_invalid":
            return _rule_kind(detail["input"])
        case (
            "string_type" | "dict_type" | "tuple_type" | "model_type" | "model_attributes_type" | "list_type"
        ):
            wanted = {
                "string_type": "文本",
                "dict_type": "“键: 值”的表",
                "tuple_type": "列表",
                "list_type": "列表",
            }
            return "value-kind", f"“{key}”这里要写{wanted.get(kind, '“键: 值”的表')}。", (), ""
        case "literal_error":
            expected = tuple(
                part.strip(" '") for part in str(context.get("expected", "")).replace(" or ", ",").split(",")
            )
            return (
                "value-unknown",
                f"“{detail['input']}”不能用在“{key}”。",
                expected,
                did_you_mean(str(detail["input"]), expected),
            )
        case "string_too_short":
            return "value-empty", f"“{key}”不能为空。", (), ""
        case "string_too_long":
            return "value-too-long", f"“{key}”太长，上限 {context.get('max_length')} 字。", (), ""
        case "string_pattern_mismatch":
            return "value-pattern", f"“{detail['input']}”不合“{key}”的写法 {context.get('pattern')}。", (), ""
        case _:
            return kind, detail["msg"], (), ""


def _rule_kind(value: Any) -> tuple[str, str, tuple[str, ...], str]:
    if not isinstance(value, dict):
        return "rule-kind", "一条规则要写成“键: 值”的表。", tuple(KINDS), ""
    found = [key for key in value if key in KINDS]
    if len(found) > 1:
        return (
            "rule-kind-double",
            f"一条规则只能有一种类型，这里写了 {'、'.join(found)}。请拆成几条。",
            (),
            "",
        )
    strange = [key for key in value if key not in COMMON_KEYS and key != "points"]
    hint = next((text for key in strange if (text := did_you_mean(key, KINDS))), "")
    named = f"“{strange[0]}”不是" if strange else "没有写"
    return "rule-kind-unknown", f"{named}规则类型。", tuple(KINDS), hint


def _known_keys(detail: ErrorDetails) -> tuple[str, ...]:
    """The keys allowed where a strange one stood: those of the rule kind, else of the shape it was meant for."""
    location = detail["loc"][:-1]
    if location and str(location[-1]) in KINDS:
        return _keys(KINDS[str(location[-1])])
    shape = _shape_at(location)
    return _keys(shape) if shape is not None else ()


def _keys(shape: type[BaseModel]) -> tuple[str, ...]:
    return tuple(info.alias or name for name, info in shape.model_fields.items())


def _shape_at(location: tuple[str | int, ...]) -> type[BaseModel] | None:
    names: dict[str, type[BaseModel]] = {
        "groups": shapes.GroupShape,
        "indicators": shapes.IndicatorShape,
        "base": shapes.Part,
        "deduction": shapes.Part,
        "bonus": shapes.Part,
        "metrics": Metric,
        "parameters": Parameter,
        "void_if": shapes.Gate,
        "full_if": shapes.Gate,
        "veto": shapes.Gate,
        "fixed": shapes.FixedTotal,
        "notes": shapes.Note,
        "document": shapes.Document,
        "period": shapes.Period,
        "stages": shapes.Stage,
        "rounding": shapes.Rounding,
        "classes": shapes.Classes,
        "peers": shapes.Peers,
        "declares": shapes.Declares,
        "document_says": shapes.Statement,
        "total": shapes.Total,
        "grades": shapes.Grades,
    }
    if not location:
        return shapes.HeadShape
    for step in reversed(location):
        if isinstance(step, str) and step in names:
            return names[step]
    return None


def _real_path(location: tuple[str | int, ...], data: Any) -> tuple[str | int, ...]:
    """The location without pydantic's own steps (union tags), as far as it exists in the data."""
    path: list[str | int] = []
    for step in location:
        inside = data.get(step) if isinstance(data, dict) else None
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            inside = data[step]
        elif not isinstance(data, dict) or step not in data:
            continue
        data = inside
        path.append(step)
    return tuple(path)
