"""Lists in JSON: an array of objects, an array somewhere inside an answer, a lone object, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from shuheng.engines.harvest.read.feed import Feed
from shuheng.engines.harvest.read.json_values import JsonCursor, RecordFaultError, decode
from shuheng.engines.harvest.read.limits import MAX_DEPTH, RECORD_CHARS, broken, notice
from shuheng.engines.harvest.read.raw import RawItem, RawRecord, raw_refusal
from shuheng.problems import Problem

NOT_LISTS = frozenset(
    {"facets", "search_facets", "columns", "fields", "filters", "schema", "@context", "links"}
)
COUNTS = frozenset(
    {
        "count",
        "total",
        "totalcount",
        "total_count",
        "recordstotal",
        "totalelements",
        "numfound",
        "总数",
        "总条数",
    }
)
WRAPPERS = 4


class JsonList:
    """One pass over a JSON text; ``declared`` is the number of records the answer claims, if it does."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.cursor = JsonCursor(feed)
        self.declared: int | None = None
        self.problems: list[Problem] = []
        self.number = 0
        self._found = False

    def items(self) -> Iterator[RawItem]:
        """The records in their order; raises BrokenListError where the text is not JSON or holds no list."""
        opening = self.cursor.peek()
        if opening == "[":
            yield from self._array()
        elif opening == "{":
            yield from self._wrapper(WRAPPERS)
        else:
            raise self.cursor.unexpected("“[”或“{”")
        if not self._found:
            raise broken("list-not-found", "", self.feed.name)
        if self.cursor.peek():
            place = self.feed.place(self.feed.pos)
            shown = self.feed.text[self.feed.pos : self.feed.pos + 20]
            text = f"{place}，列表已经结束，后面又是“{shown}”。"
            raise broken("list-several", text, self.feed.name, place)

    def _array(self) -> Iterator[RawItem]:
        self._found = True
        self.cursor.take("[")
        if self.cursor.take("]"):
            return
        while True:
            self.number += 1
            self.cursor.peek()
            line = self.feed.line()
            try:
                yield record(self.number, line, self.cursor.value())
            except RecordFaultError as fault:
                yield raw_refusal(self.number, line, fault.code, fault.detail)
            if self.cursor.take("]"):
                return
            if not self.cursor.take(","):
                raise self.cursor.unexpected("“,”或“]”")

    def _wrapper(self, levels: int) -> Iterator[RawItem]:
        """The records of the first list of objects inside this object; its other values are passed over."""
        self.cursor.take("{")
        if self.cursor.take("}"):
            return
        while True:
            name = self._name()
            if self.cursor.peek() == "{" and levels and name not in NOT_LISTS:
                yield from self._wrapper(levels - 1)
            elif self.cursor.peek() == "[" and name not in NOT_LISTS and self._of_objects(name):
                yield from self._array()
            else:
                self._aside(name)
            if self.cursor.take("}"):
                return
            if not self.cursor.take(","):
                raise self.cursor.unexpected("“,”或“}”")

    def _name(self) -> str:
        if self.cursor.peek() != '"':
            raise self.cursor.unexpected("加引号的字段名")
        name = str(self.cursor.value())
        if not self.cursor.take(":"):
            raise self.cursor.unexpected("“:”")
        return name

    def _of_objects(self, name: str) -> bool:
        """Whether the array ahead is the list; an empty one is, if its name says so."""
        feed = self.feed
        while len(feed.text) - feed.pos < 200 and feed.more():
            pass
        inner = feed.text[feed.pos + 1 : feed.pos + 200].lstrip()[:1]
        listed = inner == "{" or (
            inner == "]" and name in {"results", "dataset", "data", "rows", "list", "records"}
        )
        if listed and self._found:
            self.problems.append(notice("list-second", f"“{name}”。", feed.name))
        return listed and not self._found

    def _aside(self, name: str) -> None:
        if name.lower() not in COUNTS or self.cursor.peek() not in '0123456789"':
            self.cursor.skip()
            return
        value = self.cursor.value()
        if str(value).isdecimal() and len(str(value)) < 16:
            self.declared = int(value)


class JsonLines:
    """One pass over a text with one object a line; a line that is no JSON is refused alone."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.declared: int | None = None
        self.problems: list[Problem] = []

    def items(self) -> Iterator[RawItem]:
        """The records in their order; raises BrokenListError where the last line was cut."""
        number = 0
        for line, text in enumerate(self.feed.lines(), 1):
            if text is not None and not text.strip():
                continue
            number += 1
            if text is None:
                yield raw_refusal(number, line, "record-too-long", f"超过 {RECORD_CHARS:,} 个字符。")
                continue
            try:
                yield record(number, line, _whole(text))
            except RecordFaultError as fault:
                yield raw_refusal(number, line, fault.code, fault.detail, text)
            except json.JSONDecodeError as error:
                if not text.endswith("\n"):
                    raise self._cut(text) from error
                yield raw_refusal(number, line, "record-broken", f"第 {error.pos + 1} 个字符处。", text)

    def _cut(self, text: str) -> Exception:
        place = self.feed.place(len(self.feed.text))
        return broken("list-cut", f"{place}，最后一行没有写完：“{text[:20]}”。", self.feed.name, place)


def _whole(text: str) -> Any:
    stripped = text.strip()
    value, end = decode(stripped, 0)
    if end != len(stripped):
        raise json.JSONDecodeError("Extra data", stripped, end)
    return value


def record(number: int, line: int, value: Any) -> RawItem:
    """The record of a decoded value, or its refusal."""
    if not isinstance(value, dict):
        return raw_refusal(number, line, "record-not-object", f"写的是“{str(value)[:40]}”。")
    if any(isinstance(inner, dict | list) and _deeper(inner, MAX_DEPTH - 1) for inner in value.values()):
        return raw_refusal(number, line, "record-too-deep", f"上限 {MAX_DEPTH} 层。")
    return RawRecord(number, line, value)


def _deeper(value: Any, levels: int) -> bool:
    """Whether a value is nested deeper than ``levels``."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(item, levels - 1) for item in inner)
