"""A list that can be read as often as needed: what it is, what it says of itself, its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from shuheng.engines.harvest.read.csv_list import CsvList, delimiter_of
from shuheng.engines.harvest.read.detect import FORMATS, detect
from shuheng.engines.harvest.read.encoding import Decoder
from shuheng.engines.harvest.read.feed import Feed
from shuheng.engines.harvest.read.json_list import JsonLines, JsonList
from shuheng.engines.harvest.read.limits import MAX_BYTES, MAX_GRAPH_BYTES, broken, notice
from shuheng.engines.harvest.read.octets import Octets, octets
from shuheng.engines.harvest.read.profile import profile_of
from shuheng.engines.harvest.read.raw import RawItem, RawRecord
from shuheng.engines.harvest.read.rdf_list import RdfList
from shuheng.engines.harvest.read.xlsx_list import MAX_WORKBOOK, XlsxList
from shuheng.problems import Problem, ProblemsError


class Pass(Protocol):
    """One reading of a list from its beginning."""

    declared: int | None
    problems: list[Problem]

    def items(self) -> Iterator[RawItem]:
        """Records and refusals in the order of the source."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the whole list found. ``records`` counts records and refusals alike.

    ``fields`` counts the records that have each field; ``declared`` is the total the source claims, None if it
    claims none; ``broken`` says where and why the list could not be read to its end, None if it could.
    """

    records: int
    fields: dict[str, int]
    declared: int | None = None
    broken: Problem | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class Source:
    """A list and how to read it. Each call of `items` reads anew, so that nothing needs to be held."""

    name: str
    format: str
    encoding: str
    data: Octets = field(repr=False)

    def items(self) -> Iterator[RawItem]:
        """Records and refusals in order; raises BrokenListError where the list breaks."""
        yield from self._reading().items()

    @cached_property
    def profile(self) -> str:
        """'ckan', 'datajson', 'dcat' or 'list'."""
        return profile_of(self.format, next(self._first(), None))

    @cached_property
    def survey(self) -> Survey:
        """One pass over the whole list, made once: counts, fields, and whether it can be read to its end."""
        number, fields, fault = 0, Counter[str](), None
        reading: Pass | None = None
        try:
            reading = self._reading()
            for item in reading.items():
                number = item.number
                if isinstance(item, RawRecord):
                    fields.update(item.data.keys())
        except ProblemsError as error:
            fault = _with_readable(error.problems[0], number)
        problems = list(reading.problems) if reading else []
        declared = reading.declared if reading else None
        if declared is not None and declared != number:
            text = f"源头说有 {declared} 条，文件里有 {number} 条。"
            problems.append(notice("source-count", text, self.name))
        return Survey(number, dict(fields), declared, fault, tuple(problems))

    @cached_property
    def _graph(self) -> RdfList:
        """Parsed once: a graph is held anyway, and slow to read."""
        content = self.data.whole(MAX_GRAPH_BYTES)
        return RdfList(Decoder(self.name, self.encoding).text(content, final=True), self.format, self.name)

    def _first(self) -> Iterator[dict[str, object]]:
        try:
            for item in self.items():
                if isinstance(item, RawRecord):
                    yield item.data
        except ProblemsError:
            return

    def _reading(self) -> Pass:
        match self.format:
            case "json":
                return JsonList(Feed(self.data, self.encoding))
            case "jsonl":
                return JsonLines(Feed(self.data, self.encoding))
            case "csv":
                head = Decoder(self.name, self.encoding).text(self.data.head())
                return CsvList(Feed(self.data, self.encoding), delimiter_of(head) or ",")
            case "xlsx":
                return XlsxList(self.data.whole(MAX_WORKBOOK), self.name)
            case _:
                return self._graph


def open_source(
    origin: Path | bytes,
    *,
    name: str = "",
    format: str = "",  # noqa: A002 - the word of the command line and of the page
    encoding: str = "",
    max_bytes: int = MAX_BYTES,
) -> Source:
    """The list in a file or in memory; ``format`` and ``encoding`` are found from the content unless named.

    Raises ProblemsError where there is nothing to read or it is no list of a known kind.
    """
    label = name or (origin.name if isinstance(origin, Path) else "上传的内容")
    if format and format not in FORMATS:
        raise broken("source-kind", f"没有“{format}”这种格式，可用：{'、'.join(FORMATS)}。", label)
    data = octets(origin, label, max_bytes)
    head = data.head()
    if not head:
        raise broken("source-empty", "", label)
    return Source(label, format or detect(head, label, encoding), encoding, data)


def _with_readable(problem: Problem, readable: int) -> Problem:
    """The problem with the number of records that came before it."""
    message = f"{problem.message}此前可读 {readable} 条。"
    return Problem(problem.code, message, file=problem.file, line=problem.line, column=problem.column,
                   hint=problem.hint)  # fmt: skip
