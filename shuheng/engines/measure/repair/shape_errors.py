"""From pydantic's errors to problems in Chinese with line and column."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shuheng.engines.measure.repair.shapes import KindCode, RepairRules, Rule
from shuheng.files.yaml_source import Source
from shuheng.problems import Problem, did_you_mean

MOST_PROBLEMS = 100
CHOICES = {"rule": get_args(KindCode), "drop_midnight": ("yes", "no"), "units": ("yes", "no")}
WANTED = {
    "string_type": "一个文本",
    "tuple_type": "一个值或值的列表",
    "dict_type": "“键: 值”的表",
    "model_type": "“键: 值”的表",
    "model_attributes_type": "“键: 值”的表",
    "string_pattern_mismatch": "数字",
    "string_too_short": "至少一个字",
    "string_too_long": "短一些的文本",
}


def shape_problems(error: ValidationError, source: Source) -> list[Problem]:
    """One problem per mistake, in file order, at most MOST_PROBLEMS and one that tells how many more there are."""
    problems = [_problem(detail, source) for detail in error.errors(include_url=False)]
    problems.sort(key=lambda problem: (problem.line, problem.column))
    if len(problems) > MOST_PROBLEMS:
        text = f"错误太多，只列出前 {MOST_PROBLEMS} 处，另有 {len(problems) - MOST_PROBLEMS} 处。"
        return [*problems[:MOST_PROBLEMS], Problem("yaml-value", text, file=source.file)]
    return problems


def _problem(detail: ErrorDetails, source: Source) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    line, column = source.place(path, key=detail["type"] == "extra_forbidden")
    message, allowed, hint = _words(detail, path)
    field = " ".join(str(step + 1) if isinstance(step, int) else step for step in path)
    return Problem(
        "yaml-value", message, file=source.file, line=line, column=column, field=field, allowed=allowed,
        hint=hint,
    )  # fmt: skip


def _words(detail: ErrorDetails, path: tuple[str | int, ...]) -> tuple[str, tuple[str, ...], str]:
    kind, name = detail["type"], path[-1] if path else "文件最外层"
    if kind == "extra_forbidden":
        known = _keys(path)
        return f"不认识的键“{name}”。", known, did_you_mean(str(name), known)
    if kind == "missing":
        return f"缺少必填的键“{name}”。", (), "请补上。"
    if kind == "literal_error":
        allowed = CHOICES[str(name)]
        return (
            f"“{name}”不能写{_shown(detail['input'])}。",
            allowed,
            did_you_mean(str(detail["input"]), allowed),
        )
    return f"“{name}”要写{WANTED.get(kind, '别的')}，写的是{_shown(detail['input'])}。", (), ""


def _keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand where the last step of the path stands."""
    model = Rule if len(path) > 2 else RepairRules
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _shown(written: Any) -> str:
    if written is None:
        return "空值"
    return f"“{written[:40]}”" if isinstance(written, str) else "列表或表"
