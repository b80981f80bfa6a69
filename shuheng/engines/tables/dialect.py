"""Delimiter and quoting of a text: the ways that people write CSV, the strictest that reads the text first."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shuheng.engines.tables.cells import extent

DELIMITERS = ",\t;|"
Cell = str | None


@dataclass(frozen=True, slots=True)
class Dialect:
    """``quote`` is empty where quotes are ordinary characters."""

    delimiter: str
    quote: str = '"'
    spaces: bool = False
    escape: bool = False

    def reader(self, lines: Iterable[str], longest: int) -> Iterator[list[str]]:
        """The records of the lines; raises csv.Error where the quoting does not hold."""
        csv.field_size_limit(longest)
        if not self.quote:
            return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            skipinitialspace=self.spaces,
            escapechar="\\" if self.escape else None,
            strict=True,
        )


def candidates(lines: Sequence[str], longest: int) -> list[Dialect]:
    """The ways to read the text, best first; in text parted by tabs the last takes quotes as they come.

    Databases write such text without any quoting; between commas a quote that does not close is a fault.
    """
    plain = _best([Dialect(mark) for mark in DELIMITERS], lines, longest)
    raw = any(f'{plain.delimiter} "' in line for line in lines)
    spaced = raw and any(cell.startswith(' "') for row in _tolerant(plain, lines, longest) for cell in row)
    first = [replace(plain, spaces=True)] if spaced else [plain, replace(plain, spaces=True)]
    escaped = [replace(dialect, escape=True) for dialect in first[:1]]
    unquoted = [replace(plain, quote="")] if plain.delimiter == "\t" else []
    return [*first, *escaped, *unquoted]


def _best(dialects: Sequence[Dialect], lines: Sequence[str], longest: int) -> Dialect:
    """The dialect whose rows are most of one width, wider before narrower; a comma where none splits."""
    scored = [(_evenness(dialect, lines, longest), dialect) for dialect in dialects]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] > (0.0, 0) else dialects[0]


def _evenness(dialect: Dialect, lines: Sequence[str], longest: int) -> tuple[float, int]:
    """The share of rows of the commonest width over one, times a small reward for width; then the width."""
    widths = Counter(len(row) for row in _tolerant(dialect, lines, longest) if extent(row))
    total = sum(widths.values())
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0.0, 0
    count, width = max(wide)
    return count / total * min(width, 8), width


def _tolerant(dialect: Dialect, lines: Sequence[str], longest: int) -> Iterator[list[str]]:
    """Rows as far as the quoting holds."""
    try:
        yield from dialect.reader(lines, longest)
    except csv.Error:
        yield from (line.rstrip("\r\n").split(dialect.delimiter) for line in lines)
