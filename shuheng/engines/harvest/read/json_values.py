"""JSON values out of a feed, one at a time and bounded: a value too long is passed over without being held."""

from __future__ import annotations

import json
import re
from typing import Any

from shuheng.engines.harvest.read.feed import Feed
from shuheng.engines.harvest.read.limits import RECORD_CHARS, BrokenListError, broken

SPACE = re.compile(r"[ \t\r\n]*")
_MARK = re.compile(r'["{}\[\]]')
_IN_TEXT = re.compile(r'["\\]')
_SCALAR_END = re.compile(r"[,\]}\s]")


class RecordFaultError(Exception):
    """One value is no record of ours, though the list goes on: a code of REFUSALS."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        names = [name for name, _ in pairs]
        raise RecordFaultError("record-field-doubled", f"“{next(n for n in names if names.count(n) > 1)}”。")
    return record


def _not_finite(word: str) -> Any:
    raise RecordFaultError("record-not-finite", f"“{word}”。")


DECODER = json.JSONDecoder(parse_float=str, parse_constant=_not_finite, object_pairs_hook=_pairs)


def decode(text: str, pos: int) -> tuple[Any, int]:
    """The value at ``pos`` and where it ends. Numbers with a fraction stay text, so that nothing is rounded."""
    try:
        return DECODER.raw_decode(text, pos)
    except RecursionError as error:
        raise RecordFaultError("record-too-deep") from error
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # more digits than Python turns into a whole number
        raise RecordFaultError("record-broken", "数字的位数太多。") from error


class JsonCursor:
    """Steps through the values of a JSON text."""

    def __init__(self, feed: Feed, limit: int = RECORD_CHARS) -> None:
        self.feed = feed
        self.limit = limit

    def peek(self) -> str:
        """The next character that is not white space, '' at the end; the feed stands before it."""
        feed = self.feed
        while True:
            match = SPACE.match(feed.text, feed.pos)
            feed.pos = match.end() if match else feed.pos
            if feed.pos < len(feed.text):
                return feed.text[feed.pos]
            if not feed.more():
                return ""

    def take(self, wanted: str) -> bool:
        """Step over ``wanted`` if it comes next."""
        if self.peek() != wanted:
            return False
        self.feed.pos += 1
        return True

    def value(self) -> Any:
        """The next value; RecordFaultError (and the value passed over) where it cannot be a record's."""
        feed = self.feed
        self.peek()
        while True:
            try:
                value, end = decode(feed.text, feed.pos)
            except RecordFaultError:
                self.skip()
                raise
            except json.JSONDecodeError as error:
                if self._complete() or feed.ended:
                    raise self._broken(error) from error
            else:
                if end < len(feed.text) or feed.ended or feed.text[end - 1] in '"}]':
                    begun, feed.pos = feed.pos, end
                    if end - begun > self.limit:
                        raise self._too_long()
                    return value
            if len(feed.text) - feed.pos > self.limit:
                self.skip()
                raise self._too_long()
            feed.more()

    def _too_long(self) -> RecordFaultError:
        return RecordFaultError("record-too-long", f"超过 {self.limit:,} 个字符。")

    def skip(self) -> None:
        """Pass over the next value without decoding it."""
        if self.peek() not in '{["':
            self._skip_scalar()
            return
        depth, quoted = 0, False
        while True:
            depth, quoted, end = _scan(self.feed.text, self.feed.pos, depth, quoted)
            self.feed.pos = end
            if depth == 0 and not quoted:
                return
            if not self.feed.more():
                raise self.cut("最后一条没有写完。")

    def cut(self, detail: str) -> BrokenListError:
        """The error for a list that ends too early."""
        return broken("list-cut", f"{self.feed.place(len(self.feed.text))}，{detail}", self.feed.name,
                      self.feed.place(len(self.feed.text)))  # fmt: skip

    def unexpected(self, wanted: str) -> BrokenListError:
        """The error for a character that may not stand here."""
        found = self.peek()
        if not found:
            return self.cut(f"后面应有{wanted}。")
        place = self.feed.place(self.feed.pos)
        shown = self.feed.text[self.feed.pos : self.feed.pos + 20]
        return broken("json-broken", f"{place}应是{wanted}，写的是“{shown}”。", self.feed.name, place)

    def _skip_scalar(self) -> None:
        while True:
            match = _SCALAR_END.search(self.feed.text, self.feed.pos)
            self.feed.pos = match.start() if match else len(self.feed.text)
            if match or not self.feed.more():
                return

    def _complete(self) -> bool:
        """Whether the value ahead ends in what was read, so that more text would not mend it."""
        if self.feed.text[self.feed.pos : self.feed.pos + 1] not in ("{", "[", '"'):
            return _SCALAR_END.search(self.feed.text, self.feed.pos) is not None
        depth, quoted, _ = _scan(self.feed.text, self.feed.pos, 0, False)
        return depth == 0 and not quoted

    def _broken(self, error: json.JSONDecodeError) -> BrokenListError:
        if self.feed.ended and not self._complete():
            return self.cut("最后一条没有写完。")
        place = self.feed.place(error.pos)
        shown = self.feed.text[error.pos : error.pos + 20]
        return broken("json-broken", f"{place}读到“{shown}”。", self.feed.name, place)


def _scan(text: str, pos: int, depth: int, quoted: bool) -> tuple[int, bool, int]:
    """Brackets open and whether inside a text, after ``text`` or where the value that begins at ``pos`` ends."""
    while True:
        if quoted:
            match = _IN_TEXT.search(text, pos)
            if match is None:
                return depth, True, len(text)
            if match[0] == "\\" and match.end() == len(text):
                return depth, True, match.start()
            pos = match.end() + (match[0] == "\\")
            quoted = match[0] == "\\"
        else:
            match = _MARK.search(text, pos)
            if match is None:
                return depth, False, len(text)
            pos = match.end()
            quoted = match[0] == '"'
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
        if depth == 0 and not quoted:
            return 0, False, pos
