"""From pydantic's errors to problems in Chinese with line and column."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shuheng.engines.harvest.mapping.shapes import Each, FieldMap, Mapping, Number
from shuheng.files.yaml_source import Source
from shuheng.problems import Problem, did_you_mean

MOST_PROBLEMS = 200
Location = tuple[str | int, ...]
WANTED = {
    "string_type": "一个文本",
    "tuple_type": "一个字段名或字段名的列表",
    "dict_type": "“键: 值”的表",
    "model_type": "“键: 值”的表",
    "model_attributes_type": "“键: 值”的表",
    "int_parsing": "一个整数",
    "int_type": "一个整数",
}
SIZES = {
    "string_too_short": "没有写值",
    "too_short": "没有写值",
    "string_too_long": "太长",
    "greater_than_equal": "太小，至少是 1",
    "less_than_equal": "太大",
}


def shape_problems(error: ValidationError, source: Source) -> list[Problem]:
    """One problem per mistake, in file order; more than MOST_PROBLEMS are cut off, and the cut is told."""
    details = error.errors(include_url=False)
    problems = sorted((_problem(detail, source) for detail in details), key=lambda p: (p.line, p.column))
    if len(problems) > MOST_PROBLEMS:
        text = f"错误太多，只列出前 {MOST_PROBLEMS} 处，另有 {len(problems) - MOST_PROBLEMS} 处。"
        return [*problems[:MOST_PROBLEMS], Problem("yaml-value", text, file=source.file)]
    return problems


def _problem(detail: ErrorDetails, source: Source) -> Problem:
    path = tuple(step for step in detail["loc"])
    strange, missing = detail["type"] == "extra_forbidden", detail["type"] == "missing"
    line, column = source.place(path, key=strange)
    message, allowed, hint = _words(detail, path)
    field = " ".join(str(step) for step in (path[:-1] if strange or missing else path))
    return Problem("yaml-value", message, file=source.file, line=line, column=column, field=field, allowed=allowed,
                   hint=hint)  # fmt: skip


def _words(detail: ErrorDetails, path: Location) -> tuple[str, tuple[str, ...], str]:
    kind, name = detail["type"], path[-1] if path else "文件最外层"
    if kind == "extra_forbidden":
        known = _keys(path[:-1])
        return f"不认识的键“{name}”。", known, did_you_mean(str(name), known)
    if kind == "missing":
        return f"缺少必填的键“{name}”。", (), "请补上。"
    written = _shown(detail["input"])
    if kind == "literal_error":
        allowed = _choices(path)
        return f"“{name}”不能写{written}。", allowed, did_you_mean(str(detail["input"]), allowed)
    if kind in SIZES:
        return f"“{name}”{SIZES[kind]}。", (), ""
    return f"“{name}”要写{WANTED.get(kind, '别的')}，写的是{written}。", (), ""


def _model(path: Location) -> type[BaseModel]:
    """The model whose keys stand at ``path``."""
    if not path or path[0] != "fields" or len(path) < 2:
        return Mapping
    inner: dict[str, type[BaseModel]] = {"each": Each, "number": Number}
    return inner.get(str(path[2]), FieldMap) if len(path) > 2 else FieldMap


def _keys(path: Location) -> tuple[str, ...]:
    return tuple(info.alias or name for name, info in _model(path).model_fields.items())


def _choices(path: Location) -> tuple[str, ...]:
    """The words a choice allows."""
    if "date" in path:
        return ("ymd", "compact", "epoch", "dmy", "mdy")
    return get_args(Mapping.model_fields[str(path[-1])].annotation)


def _shown(written: Any) -> str:
    if written is None:
        return "空值"
    return f"“{written[:40]}”" if isinstance(written, str) else "列表或表"
