"""From pydantic's errors to problems in Chinese, each with its place in the file."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shuheng.engines.rubric.rules import COMMON_KEYS, KINDS
from shuheng.engines.rubric.shape_keys import Location, known_keys
from shuheng.files.yaml_source import Source
from shuheng.problems import Problem, did_you_mean

MOST_PROBLEMS = 500
Words = tuple[str, str, tuple[str, ...], str]
WANTED = {
    "string_type": ("文本", ""),
    "text": ("一个值", ""),
    "tuple_type": ("列表", "每项一行，以“- ”开头，或写成 [甲, 乙]。"),
    "dict_type": ("“键: 值”的表", "写法如 title: 示例，冒号后要有空格。"),
    "model_type": ("“键: 值”的表", "写法如 title: 示例，冒号后要有空格。"),
}
PATTERNS = {
    "code": "小写英文字母开头，只用小写字母、数字和下划线，用点分成两段以上，如 network.agencies",
    "rubric": "只用小写英文字母、数字和连字符，2 至 61 个字符，如 guangxi-2021",
}


def shape_problems(error: ValidationError, source: Source, root: type[BaseModel]) -> list[Problem]:
    """One problem per pydantic error, in file order; ``root`` is the shape of the whole file."""
    found = sorted(error.errors(include_url=False), key=lambda detail: _place(detail, source))
    problems = [_problem(detail, source, root) for detail in found[:MOST_PROBLEMS]]
    if len(found) > MOST_PROBLEMS:
        text = f"错误太多，只列出前 {MOST_PROBLEMS} 处，另有 {len(found) - MOST_PROBLEMS} 处。请先改列出的。"
        problems.insert(0, Problem("problems-more", text, file=source.file))
    return problems


def _place(detail: ErrorDetails, source: Source) -> tuple[int, int]:
    return source.place(_real_path(detail["loc"], source.data), key=detail["type"] == "extra_forbidden")


def _problem(detail: ErrorDetails, source: Source, root: type[BaseModel]) -> Problem:
    path = _real_path(detail["loc"], source.data)
    strange = detail["type"] == "extra_forbidden"
    line, column = _place(detail, source)
    code, message, allowed, hint = _words(detail, path, root)
    field = _field(path[:-1] if strange else path, source.data)
    return Problem(
        code, message, file=source.file, line=line, column=column, field=field, allowed=allowed, hint=hint
    )


def _words(detail: ErrorDetails, path: Location, root: type[BaseModel]) -> Words:
    kind, written, name = detail["type"], detail["input"], _name(path)
    context: dict[str, Any] = detail.get("ctx") or {}
    match kind:
        case "extra_forbidden":
            key, known = str(detail["loc"][-1]), known_keys(root, detail["loc"][:-1])
            return "key-unknown", f"不认识的键“{key}”。", known, did_you_mean(key, known)
        case "missing":
            return "key-missing", f"缺少必填的键“{detail['loc'][-1]}”。", (), "请补上。"
        case "union_tag_not_found" | "union_tag_invalid":
            return _rule_kind(written)
        case "string_type" | "text" | "tuple_type" | "dict_type" | "model_type":
            if written is None:
                return "value-empty", f"{name}没有写值。", (), "请填写，或删去这个键。"
            wanted, hint = WANTED[kind]
            return "value-kind", f"{name}要写{wanted}，写的是{_shown(written)}。", (), hint
        case "literal_error":
            quoted = str(context.get("expected", "")).replace(" or ", ",").split(",")
            expected = tuple(part.strip(" '") for part in quoted)
            hint = did_you_mean(written, expected) if isinstance(written, str) else ""
            return "value-unknown", f"{name}不能写{_shown(written)}。", expected, hint
        case "string_too_short":
            return "value-empty", f"{name}没有写值。", (), "请填写，或删去这个键。"
        case "string_too_long":
            return "value-too-long", f"{name}太长，上限 {context.get('max_length')} 字。", (), "请写短些。"
        case "string_pattern_mismatch":
            how = PATTERNS.get(str(path[-1]), "") if path else ""
            return "value-pattern", f"{name}不能写{_shown(written)}。", (), f"写法：{how}。" if how else ""
        case _ if "_" in kind:  # pydantic's own kinds, whose texts are English; ours are hyphenated
            return "value-kind", f"{name}的写法不对：{_shown(written)}。", (), ""
        case _:
            return kind, detail["msg"], (), ""


def _name(path: Location) -> str:
    """How a message names the thing at ``path``."""
    if not path:
        return "文件最外层"
    if isinstance(path[-1], int):
        return f"{_name(path[:-1])}的第 {path[-1] + 1} 项"
    return f"“{path[-1]}”"


def _shown(written: Any) -> str:
    """What was written, without the looks of a programming language."""
    if isinstance(written, str):
        return f"“{written[:40]}…”" if len(written) > 40 else f"“{written}”"
    if isinstance(written, list | tuple):
        return "列表"
    return "“键: 值”的表" if isinstance(written, dict) else "空值"


def _rule_kind(value: Any) -> Words:
    if not isinstance(value, dict):
        return "rule-shape", f"一条规则要写成“键: 值”的表，写的是{_shown(value)}。", (), ""
    found = [key for key in value if key in KINDS]
    if len(found) > 1:
        text = f"一条规则只能有一种类型，这里写了 {'、'.join(found)}。"
        return "rule-kind-double", text, (), "请拆成几条。"
    usual = {*COMMON_KEYS, *(key for kind in KINDS for key in known_keys(KINDS[kind], ()))}
    strange = [key for key in value if key not in usual]
    meant = [(key, hint) for key in strange if (hint := did_you_mean(key, KINDS))]
    if meant or strange:
        key, hint = meant[0] if meant else (strange[0], "")
        return "rule-kind-unknown", f"“{key}”不是规则类型。", tuple(KINDS), hint
    return "rule-kind-missing", "这条规则没有写类型。", tuple(KINDS), ""


def _field(path: Location, whole: Any) -> str:
    """The place for a person: the code of the innermost indicator or group, then the keys below it."""
    words: list[str] = []
    data: Any = whole
    for step in path:
        data = data[step]
        if isinstance(step, str):
            words.append(step)
            continue
        code = data.get("code") if isinstance(data, dict) and words[-1] in ("groups", "indicators") else None
        words = [code] if isinstance(code, str) else [*words, f"第 {step + 1} 项"]
    return " ".join(words)


def _real_path(location: Location, whole: Any) -> Location:
    """The location without pydantic's own steps (union tags), as far as it exists in the data."""
    path: list[str | int] = []
    data = whole
    for index, step in enumerate(location):
        if _holds(data, step) and not _is_tag(location, index):
            data = data[step]
            path.append(step)
    return tuple(path)


def _holds(data: Any, step: str | int) -> bool:
    if isinstance(step, int):
        return isinstance(data, list) and step < len(data)
    return isinstance(data, dict) and step in data


def _is_tag(location: Location, index: int) -> bool:
    """Whether the step is the union tag pydantic writes after a rule's place in its list."""
    return (
        index > 1
        and location[index] in KINDS
        and isinstance(location[index - 1], int)
        and location[index - 2] in ("rules", "group")
    )
