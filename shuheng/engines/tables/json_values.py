"""JSON values with numbers as they are written, one at a time out of a text of any length."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.text_file import TextFile

PIECE = 1_000_000
_SPACE = re.compile(r"[\s,]*")


class Number(str):
    """A number, true, false or NaN as it stands in the text."""

    __slots__ = ()


class Doubled(dict[str, object]):
    """An object in which a field was written twice; the later ones are numbered."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    every: Doubled = Doubled()
    for key, value in pairs:
        name, number = key, 2
        while name in every:
            name, number = f"{key}_{number}", number + 1
        every[name] = value
    return every


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=Number, strict=False
)


class JsonStream:
    """The values of a text: the elements of one outer array, or one value after another."""

    def __init__(self, text: TextFile) -> None:
        self._text = text
        self._pieces = self._read()
        self._window = next(self._pieces, "")
        self._gone = 0
        self._gone_lines = 0

    def values(self, *, elements: bool) -> Iterator[object]:
        """Each value once it is whole; refuses the text where one is not."""
        at = _after_space(self._window, 0)
        at += elements
        while True:
            at = self._skip(at)
            if at >= len(self._window) or (elements and self._window[at] == "]"):
                break
            value, at = self._value(at)
            yield value
        if elements and (at >= len(self._window) or self._window[at + 1 :].strip()):
            what = "数组没有结束" if at >= len(self._window) else "数组之后还有内容"
            raise self._broken(what, _after_space(self._window, at + 1))

    def first(self) -> str:
        """The first character that is no white space."""
        return self._window.lstrip()[:1]

    def _skip(self, at: int) -> int:
        """The next character of a value, with more text read where the window ends."""
        at = _after_space(self._window, at)
        while at >= len(self._window) and self._more(at):
            at = _after_space(self._window, 0)
        if at > PIECE:
            self._more(at, keep=True)
            at = 0
        return at

    def _value(self, at: int) -> tuple[object, int]:
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, at)
            except RecursionError as error:
                raise self._broken("嵌套太深", at) from error
            except json.JSONDecodeError as error:
                if not self._more(at):
                    raise self._broken(_word(error.msg), error.pos - at) from error
                at = 0
                continue
            if end < len(self._window) or isinstance(value, dict | list) or not self._more(at):
                return value, end
            at = 0

    def _more(self, at: int, *, keep: bool = False) -> bool:
        """Let go of the text before ``at`` and read as much again as is held; False at the end."""
        self._gone_lines += self._window.count("\n", 0, at)
        self._window = self._window[at:]
        if len(self._window) > self._text.limits.json_value:
            raise fault("tables-too-large", self._text.name, "一个 JSON 值太长，或没有结束")
        if keep:
            return True
        wanted, grown = len(self._window), ""
        for piece in self._pieces:
            grown += piece
            if len(grown) >= wanted:
                break
        self._window += grown
        return bool(grown)

    def _read(self) -> Iterator[str]:
        with self._text.path.open(encoding="utf-8-sig", newline="") as stream:
            while piece := stream.read(PIECE):
                yield piece

    def _broken(self, what: str, at: int) -> Exception:
        line = self._gone_lines + self._window.count("\n", 0, max(at, 0)) + 1
        return fault("tables-json-broken", self._text.name, f"第 {line} 行：{what}", row=line)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _word(message: str) -> str:
    words = {
        "Expecting ',' delimiter": "缺少逗号或括号", "Expecting value": "缺少值",
        "Expecting property name enclosed in double quotes": "字段名应有双引号",
        "Expecting ':' delimiter": "缺少冒号", "Unterminated string starting at": "文字没有结束",
    }  # fmt: skip
    return words.get(message, message)


def as_json(value: object) -> str:
    """A nested value as JSON text, numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_json(str(key))}: {as_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
