"""Lists in CSV or TSV, streamed; a row that is not whole is refused alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from shuheng.engines.harvest.read.feed import Feed
from shuheng.engines.harvest.read.header import LOOKED_AT, column_names, header_row
from shuheng.engines.harvest.read.limits import RECORD_CHARS, broken
from shuheng.engines.harvest.read.raw import RawItem, RawRecord, raw_refusal
from shuheng.problems import Problem

DELIMITERS = ",\t;|"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
CUT = "unexpected end of data"
Row = tuple[int, list[str] | None, str]


def delimiter_of(text: str) -> str:
    """The delimiter that stands most evenly in the first lines; '' where no line has any."""
    lines = [line for line in _QUOTED.sub("", text).splitlines()[:LOOKED_AT] if line.strip()]
    counts = {mark: [line.count(mark) for line in lines] for mark in DELIMITERS}
    return (
        max(DELIMITERS, key=lambda mark: sum(1 for n in counts[mark] if n))
        if any(map(any, counts.values()))
        else ""
    )


class CsvList:
    """One pass over a CSV text."""

    def __init__(self, feed: Feed, delimiter: str) -> None:
        self.feed = feed
        self.delimiter = delimiter
        self.declared: int | None = None
        self.problems: list[Problem] = []
        self._lines = 0
        self._too_long = False

    def items(self) -> Iterator[RawItem]:
        """One record per row behind the header; raises BrokenListError where a quoted cell never ends."""
        rows = self._rows()
        first = [row for _, row in zip(range(LOOKED_AT), rows, strict=False)]
        at = header_row([cells or [] for _, cells, _ in first])
        if at is None:
            raise broken("header-missing", "前 20 行里没有一行像表头。", self.feed.name)
        names, problems = column_names(first[at][1] or [], self.feed.name)
        self.problems += problems
        number = 0
        for line, cells, fault in chain(first[at + 1 :], rows):
            if cells is None or any(cell.strip() for cell in cells):
                number += 1
                yield _item(number, line, names, cells, fault)

    def _rows(self) -> Iterator[Row]:
        """Line, cells (None with the code of a fault) of each row."""
        csv.field_size_limit(RECORD_CHARS)
        reader = csv.reader(self._texts(), delimiter=self.delimiter, strict=True)
        while True:
            line = self._lines + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                if CUT in str(error):
                    text = f"第 {line} 行有一格的引号到文件末尾也没有闭合。"
                    raise broken("list-cut", text, self.feed.name) from error
                yield line, None, "row-broken"
                continue
            if cells is None:
                return
            yield (line, None, "record-too-long") if self._too_long else (line, cells, "")
            self._too_long = False

    def _texts(self) -> Iterator[str]:
        for text in self.feed.lines():
            self._lines += 1
            self._too_long = self._too_long or text is None
            yield "\n" if text is None else text


def _item(number: int, line: int, names: Sequence[str], cells: list[str] | None, fault: str) -> RawItem:
    if cells is None:
        return raw_refusal(number, line, fault)
    if len(cells) != len(names):
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(names):
            text = f"表头 {len(names)} 列，这一行 {len(cells)} 列。"
            return raw_refusal(number, line, "row-width", text, " ".join(cells))
    return RawRecord(number, line, dict(zip(names, cells, strict=True)))
