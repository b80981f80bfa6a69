"""YAML with its places: plain objects whose scalars are all text, and a finder of lines and columns.

PyYAML's own constructors would turn ``0.5`` into a float and ``是`` into nothing sensible, so scalars
stay text and are parsed by the field they belong to. Duplicate keys are refused instead of overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from shuheng.problems import Problem, ProblemsError

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
SAFE_LEVELS = 2_000
_FAR_IN = re.compile(r"^[ ?-]{500}", re.MULTILINE)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Entries = dict[str | int, tuple[yaml.Node, yaml.Node]]
Plain = dict[str, "Plain"] | list["Plain"] | str | None


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed YAML file: ``data`` holds text scalars, lists and dicts; ``node`` knows the places."""

    file: str
    data: Plain
    node: yaml.Node | None
    problems: tuple[Problem, ...] = field(default=())
    _entries: dict[int, Entries] = field(default_factory=dict, repr=False, compare=False)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at ``path``, as far as the path exists in the file.

        With ``key`` the place of the last mapping key is given instead of its value.
        """
        node, mark = self.node, self.node.start_mark if self.node is not None else None
        for step in path:
            if isinstance(node, yaml.MappingNode):
                found = self._entry(node, step)
                if found is not None:
                    mark, node = found[0 if key else 1].start_mark, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
        return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)

    def _entry(self, node: yaml.MappingNode, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
        """The first entry with this key; large tables are asked once for each of their keys."""
        if id(node) not in self._entries:
            self._entries[id(node)] = {
                entry[0].value: entry for entry in reversed(node.value) if scalar(entry[0])
            }
        return self._entries[id(node)].get(key)


def scalar(node: yaml.Node) -> bool:
    """Whether a node is a plain text."""
    return isinstance(node, yaml.ScalarNode)


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
            [
                _whole(
                    label,
                    "yaml-encoding",
                    f"第 {_line_of(path, error.start)} 行不是 UTF-8 编码。请另存为 UTF-8。",
                )
            ]
        ) from error
    except OSError as error:
        raise ProblemsError([_whole(label, "yaml-unreadable", _closed(error))]) from error
    return parse_source(text, label)


def parse_source(text: str, label: str) -> Source:
    """Parse YAML text; duplicate keys and odd keys are collected in ``Source.problems``."""
    try:
        _check_depth(text, label)
        node = yaml.compose(text, _Loader)
    except yaml.YAMLError as error:
        raise ProblemsError([_syntax(error, label)]) from error
    if node is None:
        raise ProblemsError([_whole(label, "yaml-empty", "文件是空的。请写入内容。")])
    reader = _PlainReader(label)
    data = reader.read(node, 0)
    return Source(label, data, node, tuple(reader.problems))


def _check_depth(text: str, label: str) -> None:
    """Refuse nesting that would exhaust the stack of the composer, before it composes anything.

    Levels open with a bracket or at the start of a line, so few brackets and short starts need no reading.
    """
    if text.count("[") + text.count("{") <= SAFE_LEVELS and not _FAR_IN.search(text):
        return
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH + 1:
            mark = event.start_mark
            raise ProblemsError([_too_deep(label, (mark.line + 1, mark.column + 1) if mark else (0, 0))])


def _too_deep(label: str, place: tuple[int, int]) -> Problem:
    message = f"嵌套超过 {MAX_DEPTH} 层。请减少层次。"
    return Problem("yaml-too-deep", message, file=label, line=place[0], column=place[1])


def _syntax(error: yaml.YAMLError, label: str) -> Problem:
    context = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or context
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if isinstance(error, yaml.composer.ComposerError) and context is None:
        message = "不能用 YAML 的引用（& 与 *）。请把内容写全；要写星号，请加引号。"
        return Problem("yaml-alias", message, file=label, line=line, column=column)
    if isinstance(error, yaml.composer.ComposerError):
        message = "一个文件只能有一份内容。请删去“---”和它后面的部分。"
        return Problem("yaml-documents", message, file=label, line=line, column=column)
    message = "不是合法的 YAML：请检查缩进、冒号后的空格、引号与括号是否成对，文件须是单个文档。"
    start = context.line + 1 if context is not None else line
    hint = f"问题可能从第 {start} 行就开始了。" if start < line else ""
    return Problem("yaml-syntax", message, file=label, line=line, column=column, hint=hint)


def _line_of(path: Path, start: int) -> int:
    return path.read_bytes()[:start].count(b"\n") + 1


def _closed(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件。请检查文件名和位置。"
    if isinstance(error, PermissionError):
        return "没有权限读取这个文件。请检查文件的权限。"
    return "这不是可以读取的文件。请检查文件名和位置。"


def _whole(label: str, code: str, message: str) -> Problem:
    return Problem(code, message, file=label)


class _PlainReader:
    """Turns nodes into plain objects; aliases are refused, because they can multiply without end."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, depth: int) -> Plain:
        """The plain object of one node and everything below it."""
        if depth > MAX_DEPTH:
            mark = node.start_mark
            raise ProblemsError([_too_deep(self.label, (mark.line + 1, mark.column + 1))])
        if id(node) in self._seen:
            message = "不能用 YAML 的引用（& 与 *）。请把内容写全。"
            raise ProblemsError([self._problem(node, "yaml-alias", message)])
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(
                    self._problem(
                        key_node, "yaml-key", "键必须是文本，不能是列表或表。请检查“?”、括号和缩进。"
                    )
                )
                continue
            key = str(key_node.value)
            if key in result:
                message = f"键“{key}”重复。每个键只能写一次，请合并或删去一处。"
                self.problems.append(self._problem(key_node, "yaml-duplicate-key", message))
                continue
            result[key] = self.read(value_node, depth + 1)
        return result

    def _problem(self, node: yaml.Node, code: str, message: str) -> Problem:
        mark = node.start_mark
        return Problem(code, message, file=self.label, line=mark.line + 1, column=mark.column + 1)
