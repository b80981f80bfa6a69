"""YAML with its places: plain objects whose scalars are all text, and a finder of lines and columns.

PyYAML's own constructors would turn ``0.5`` into a float and ``是`` into nothing sensible, so scalars
stay text and are parsed by the field they belong to. Duplicate keys are refused instead of overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from shuheng.engines.rubric.problems import Problem, ProblemsError

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Plain = dict[str, "Plain"] | list["Plain"] | str | None


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed YAML file: ``data`` holds text scalars, lists and dicts; ``node`` knows the places."""

    file: str
    data: Plain
    node: yaml.Node | None
    problems: tuple[Problem, ...] = field(default=())

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at ``path``, as far as the path exists in the file.

        With ``key`` the place of the last mapping key is given instead of its value.
        """
        node, mark = self.node, self.node.start_mark if self.node is not None else None
        for step in path:
            if isinstance(node, yaml.MappingNode):
                for key_node, value_node in node.value:
                    if key_node.value == step:
                        mark = key_node.start_mark if key else value_node.start_mark
                        node = value_node
                        break
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
        return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def read_source(path: Path, name: str | None = None) -> Source:
    """Read one YAML file; raise ProblemsError where it is too large, not UTF-8 or not YAML at all."""
    label = name or path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ProblemsError(
                [_whole(label, "yaml-too-large", f"文件有 {size} 字节，上限 {MAX_BYTES} 字节。请拆分。")]
            )
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemsError(
            [_whole(label, "yaml-encoding", f"第 {error.start} 字节起不是 UTF-8。请另存为 UTF-8 编码。")]
        ) from error
    except OSError as error:
        raise ProblemsError([_whole(label, "yaml-unreadable", f"文件打不开：{error.strerror}。")]) from error
    return parse_source(text, label)


def parse_source(text: str, label: str) -> Source:
    """Parse YAML text; duplicate keys and odd keys are collected in ``Source.problems``."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = "不是合法的 YAML：请检查缩进、冒号后的空格、引号与括号是否成对，文件须是单个文档。"
        raise ProblemsError(
            [Problem("yaml-syntax", message, file=label, line=line, column=column)]
        ) from error
    finally:
        loader.dispose()
    if node is None:
        raise ProblemsError([_whole(label, "yaml-empty", "文件是空的。")])
    problems: list[Problem] = []
    data = _plain(node, label, problems, 0)
    return Source(label, data, node, tuple(problems))


def _whole(label: str, code: str, message: str) -> Problem:
    return Problem(code, message, file=label)


def _plain(node: yaml.Node, label: str, problems: list[Problem], depth: int) -> Plain:
    if depth > MAX_DEPTH:
        raise ProblemsError([_whole(label, "yaml-too-deep", f"嵌套超过 {MAX_DEPTH} 层。")])
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, label, problems, depth + 1) for item in node.value]
    result: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem("yaml-key", "键必须是文本。", file=label, line=line, column=column))
            continue
        key = key_node.value
        if key in result:
            message = f"键“{key}”重复。每个键只能写一次，请合并或删去一处。"
            problems.append(Problem("yaml-duplicate-key", message, file=label, line=line, column=column))
            continue
        result[key] = _plain(value_node, label, problems, depth + 1)
    return result
