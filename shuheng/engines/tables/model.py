"""What reading a table yields: where it stands, how it was read, and the staged file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from shuheng.engines.tables.limits import DEFAULT, Limits
from shuheng.engines.tables.workbook import Workbook
from shuheng.problems import Problem

Format = Literal["csv", "json", "xlsx", "xls", "ods", "parquet"]
Packing = Literal["", "gz", "zip"]
Cells = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file as the system sees it, to notice that it was written to while it was read."""

    size: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class TableSource:
    """One table of a file, found but not yet read. ``name`` is how messages call the file."""

    path: Path
    name: str
    format: Format
    fingerprint: Fingerprint
    packing: Packing = ""
    member: str = ""
    sheet: str = ""
    hidden: bool = False
    encoding: str | None = None
    header: int | tuple[int, int] | None = None
    limits: Limits = DEFAULT
    workbook: Workbook | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is shown but is no data. ``number`` counts rows from 1, blank ones included."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the staged table. ``written`` is the header as it stands in the file (several rows: joined)."""

    name: str
    written: str
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table was read. ``records`` = preamble + header + rows + footer + blank: nothing is left out unseen.

    ``header`` names the rows of the header; empty for none. ``confidence`` is certain, likely or guess.
    """

    file: str
    sheet: str
    format: Format
    packing: Packing
    encoding: str
    encoding_by: str
    confidence: Literal["certain", "likely", "guess"]
    delimiter: str
    quote: str
    records: int
    preamble: tuple[Line, ...]
    header: tuple[int, ...]
    footer: tuple[Line, ...]
    blank: int
    rows: int
    columns: tuple[Column, ...]
    short_rows: int
    long_rows: int
    path: Literal["fast", "plain"]
    notices: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """The Parquet file, all its columns text, and the account of the reading."""

    path: Path
    reading: Reading
