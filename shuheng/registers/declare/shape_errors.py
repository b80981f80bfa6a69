"""From pydantic's errors to problems in Chinese, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shuheng.files.yaml_source import Source
from shuheng.problems import Problem, did_you_mean
from shuheng.registers.declare.fields import shown
from shuheng.registers.declare.mistakes import field_words
from shuheng.registers.declare.shapes import Declaration

MOST_PROBLEMS = 200
Location = tuple[str | int, ...]
WANTED = {
    "string_type": "文本",
    "tuple_type": "列表",
    "dict_type": "“键: 值”的表",
    "model_type": "“键: 值”的表",
    "model_attributes_type": "“键: 值”的表",
}
PATTERN_SAYS = (
    "这里用小写英文字母开头，只用小写字母、数字和下划线；指标代码用点分成两段以上，如 network.agencies。"
)
Words = tuple[str, str, tuple[str, ...], str]


def shape_problems(error: ValidationError, source: Source) -> list[Problem]:
    """One problem per mistake, in file order; more than MOST_PROBLEMS are cut off, and the cut is told."""
    found = sorted(error.errors(include_url=False), key=lambda detail: _place(detail, source))
    problems = [_problem(detail, source) for detail in found[:MOST_PROBLEMS]]
    if len(found) > MOST_PROBLEMS:
        text = f"错误太多，只列出前 {MOST_PROBLEMS} 处，另有 {len(found) - MOST_PROBLEMS} 处。请先改列出的。"
        problems.insert(0, Problem("problems-more", text, file=source.file))
    return problems


def _path(detail: ErrorDetails) -> Location:
    return tuple(step for step in detail["loc"] if step != "[key]")


def _place(detail: ErrorDetails, source: Source) -> tuple[int, int]:
    return source.place(
        _path(detail), key=detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
    )


def _problem(detail: ErrorDetails, source: Source) -> Problem:
    path = _path(detail)
    line, column = _place(detail, source)
    code, message, allowed, hint = _words(detail, path)
    whole = path[:-1] if detail["type"] == "extra_forbidden" else path
    field = field_words(whole, source)
    return Problem(
        code, message, file=source.file, line=line, column=column, field=field, allowed=allowed, hint=hint
    )


def _words(detail: ErrorDetails, path: Location) -> Words:
    kind, name, written = detail["type"], f"“{path[-1]}”" if path else "文件最外层", detail["input"]
    context: dict[str, Any] = detail.get("ctx") or {}
    match kind:
        case "extra_forbidden":
            known = known_keys(path[:-1])
            return "key-unknown", f"不认识的键{name}。", known, did_you_mean(str(path[-1]), known)
        case "missing":
            return "key-missing", f"缺少必填的键{name}。", (), "请补上。"
        case "literal_error":
            allowed = tuple(
                part.strip(" '") for part in str(context["expected"]).replace(" or ", ",").split(",")
            )
            hint = did_you_mean(written, allowed) if isinstance(written, str) else ""
            return "value-unknown", f"{name}不能写{shown(written)}。", allowed, hint
        case "string_pattern_mismatch":
            return "value-pattern", f"{name}不能写{shown(written)}。", (), PATTERN_SAYS
        case "string_too_short" | "too_short":
            return "value-empty", f"{name}没有写值。", (), "请填写。"
        case "string_too_long":
            return "value-too-long", f"{name}太长，上限 {context['max_length']} 字。", (), "请写短些。"
        case "too_long":
            return "value-too-many", f"{name}太多，上限 {context['max_length']} 项。", (), "请拆成几本台账。"
        case _ if kind in WANTED:
            if written is None:
                return "value-empty", f"{name}没有写值。", (), "请填写，或删去这个键。"
            return "value-kind", f"{name}要写{WANTED[kind]}，写的是{shown(written)}。", (), ""
        case _ if "_" in kind:  # pydantic's own kinds, whose texts are English; ours are hyphenated
            return "value-kind", f"{name}的写法不对：{shown(written)}。", (), ""
        case _:
            return f"value-{kind}", f"{name}：{detail['msg']}", (), ""


def known_keys(location: Location) -> tuple[str, ...]:
    """The keys allowed in the mapping at `location`; empty where any name may stand."""
    shape: type[BaseModel] | None = Declaration
    named = False
    for step in location:
        if isinstance(step, int):
            continue
        if named:
            named = False
            continue
        info = next((one for key, one in _fields(shape) if key == step), None)
        annotation = None if info is None else info.annotation
        named = any(get_origin(part) is dict for part in _parts(annotation))
        shape = next((part for part in _parts(annotation) if _is_shape(part)), None)
    return () if named else tuple(key for key, _ in _fields(shape))


def _fields(shape: type[BaseModel] | None) -> Iterator[tuple[str, Any]]:
    for name, info in shape.model_fields.items() if shape is not None else ():
        yield info.alias or name, info


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _is_shape(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)
