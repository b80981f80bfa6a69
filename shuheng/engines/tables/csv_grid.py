"""A text of separated values as a grid: the first dialect that reads it to the end is the one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from shuheng.engines.tables.cells import extent
from shuheng.engines.tables.codes import fault, notice
from shuheng.engines.tables.dialect import Dialect, candidates
from shuheng.engines.tables.grid import Grid, Record, head_of
from shuheng.engines.tables.survey import Survey, survey
from shuheng.engines.tables.text_file import TextFile
from shuheng.problems import ProblemsError

HEAD_CHARS = 4_000_000


@dataclass(slots=True)
class CsvText:
    """A text with its survey and the dialects that may read it."""

    text: TextFile
    dialects: list[Dialect]
    survey: Survey

    def records(self, dialect: Dialect) -> Iterator[Record]:
        """Every record; refuses the text at the record whose quotes do not hold."""
        lines = self.text.lines(without_nul=self.survey.nuls > 0)
        number, reader = 0, dialect.reader(lines, self.text.limits.line_bytes)
        try:
            for record in reader:
                number += 1
                yield record
        except csv.Error as error:
            raise fault("tables-quote", self.text.name, f"第 {number + 1} 行", row=number + 1) from error

    def offset(self, dialect: Dialect, count: int) -> int:
        """The byte at which the record after the first ``count`` starts."""
        used = [self.text.start]

        def counted() -> Iterator[str]:
            for line in self.text.lines():
                used.append(len(line.encode("utf-8")))
                yield line

        reader = dialect.reader(counted(), self.text.limits.line_bytes)
        for _ in range(count):
            next(reader, None)
        return sum(used)


def csv_text(text: TextFile) -> CsvText:
    """The text with what is to be known before it is read; refuses one without content or with a line too long."""
    lines = text.head(text.limits.head_rows, HEAD_CHARS)
    if not any(line.strip() for line in lines) and not any(line.strip() for line in text.lines()):
        raise fault("tables-empty", text.name)
    dialects = candidates(lines, text.limits.line_bytes)
    found = survey(text.chunks(), dialects[0].delimiter, text.name, text.limits.line_bytes)
    return CsvText(text, dialects, found)


def reading_dialect(found: CsvText, body_of: Callable[[list[Record]], int]) -> tuple[Dialect, int]:
    """The first dialect that reads the whole text, and how far the records of its body reach.

    ``body_of`` tells from the first records where the body starts. Quotes as ordinary characters are the last
    resort, taken only where every record then has the same width.
    """
    first_error: ProblemsError | None = None
    for dialect in found.dialects:
        try:
            reach, widths = _reach(found.records(dialect), found.text.limits.head_rows, body_of)
        except ProblemsError as error:
            first_error = first_error or error
            continue
        if dialect.quote or widths == 1:
            return dialect, reach
    assert first_error is not None
    raise first_error


def _reach(
    records: Iterator[Record], head_rows: int, body_of: Callable[[list[Record]], int]
) -> tuple[int, int]:
    """How far the body reaches, and how many widths its records have."""
    head = head_of(records, head_rows)
    widths, reach = set(), 0
    for record in chain(head[body_of(head) :], records):
        widths.add(len(record))
        reach = max(reach, len(record) if record and record[-1] and record[-1].strip() else extent(record))
    return reach, len(widths)


def csv_grid(found: CsvText, dialect: Dialect) -> Grid:
    """The records of the text, with the remarks that its survey and its dialect call for."""
    remarks = [
        ("tables-nul", found.survey.nuls, f"共 {found.survey.nuls} 个"),
        (
            "tables-control",
            found.survey.controls,
            f"共 {found.survey.controls} 个，首个在第 {found.survey.first_control} 行",
        ),
        ("tables-spaces", dialect.spaces, ""),
        ("tables-escape", dialect.escape, ""),
        ("tables-unquoted", not dialect.quote, ""),
    ]
    notices = [notice(code, found.text.name, detail) for code, present, detail in remarks if present]
    return Grid(lambda: found.records(dialect), notices=notices)
