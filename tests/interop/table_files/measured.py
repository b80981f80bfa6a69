"""Tables of the shared data, staged and measured, and how two measurings are held against each other."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.tables import TableFigures, TableQuestion, measure_table
from shuheng.engines.tables import Reading, open_table, stage
from tests.places import SHARED

AS_OF = date(2023, 6, 30)
QUESTION = TableQuestion(as_of=AS_OF)
LARGE = 20_000  # rows; beyond, the plain twin measures two slices only
SLICE = 5_000


@dataclass(frozen=True)
class Found:
    """One table: how it was read, the staged file, and what DuckDB measured of the whole of it."""

    reading: Reading
    path: Path
    figures: TableFigures

    @property
    def columns(self) -> dict[str, list[str | None]]:
        """The cells by column."""
        table = pq.read_table(self.path)
        return {name: table.column(name).to_pylist() for name in table.column_names}


@dataclass
class Measured:
    """Every file is staged and measured once, when it is first asked for."""

    folder: Path
    database: Any
    known: dict[str, list[Found]] = field(default_factory=dict)

    def tables(self, name: str) -> list[Found]:
        """All tables of a file. ProblemsError where it is none."""
        if name not in self.known:
            self.known[name] = list(self._measure(name))
        return self.known[name]

    def first(self, name: str) -> Found:
        """The first or only table of a file."""
        return self.tables(name)[0]

    def _measure(self, name: str) -> Iterator[Found]:
        for number, source in enumerate(open_table(SHARED / "data" / name)):
            staged = stage(source, self.folder, stem=f"{len(self.known)}-{number}")
            figures = measure_table(staged.path, QUESTION, database=self.database, plain=False)
            yield Found(staged.reading, staged.path, figures)


def parts(found: Found) -> list[pa.Table]:
    """What both ways measure: all rows, or the first and the middle SLICE of a LARGE table."""
    table = pq.read_table(found.path)
    if table.num_rows <= LARGE:
        return [table]
    return [table.slice(0, SLICE), table.slice(table.num_rows // 2, SLICE)]


def told(figures: TableFigures) -> dict[tuple[object, ...], object]:
    """All that was measured, but the two things that say by whom: distinct texts are counted roughly by DuckDB."""
    said: dict[tuple[object, ...], object] = {
        ("figure", one.measure, one.column): (one.value, one.whole, one.how, one.detail)
        for one in figures.figures
    }
    said |= {("role", one.column): (one.role, one.evidence) for one in figures.roles}
    said |= {
        ("profile", one.column): (one.rows, one.nulls, one.blanks, one.words, one.least, one.greatest)
        for one in figures.profiles
    }
    shown = Counter((one.measure, one.column, one.row, one.shown) for one in figures.samples)
    return said | {("sample", *one): count for one, count in shown.items()}


def records(name: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """The same file by the csv module of Python alone."""
    text = (SHARED / "data/tables" / name).read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline="")))
