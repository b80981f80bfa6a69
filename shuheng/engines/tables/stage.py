"""From a table found to a Parquet file of text columns, with the account of how it was read.

A cell that is there and empty is the empty text; a cell that is not there (a short row, an empty cell of Excel, a
field absent or null in JSON) is null. Nothing is typed: codes, phones and identity numbers stay as they are written.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.csv_fast import FAST_FROM, fast_batches, fit_for_fast
from shuheng.engines.tables.csv_grid import CsvText, csv_grid, csv_text, reading_dialect
from shuheng.engines.tables.grid import Grid
from shuheng.engines.tables.json_grid import json_grid
from shuheng.engines.tables.model import Staged, TableSource
from shuheng.engines.tables.octets import unchanged
from shuheng.engines.tables.parquet_grid import parquet_grid
from shuheng.engines.tables.plain_batches import plain_batches
from shuheng.engines.tables.text_file import text_file
from shuheng.engines.tables.work import Work
from shuheng.engines.tables.workbook_grid import workbook_grid
from shuheng.engines.tables.write import Writer, write_body

_ODD = re.compile(r"[^\w.-]+")


def stage(source: TableSource, folder: Path, *, stem: str = "", fast: bool | None = None) -> Staged:
    """Write the table to ``<folder>/<stem>.parquet`` and say how it was read.

    ``fast`` settles which reader of CSV is used where both may be (None: by size). Raises ProblemsError with a
    code of REFUSALS; nothing is then left in the folder.
    """
    unchanged(source)
    target = folder / f"{stem or _stem(source)}.parquet"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.TemporaryDirectory(dir=folder, prefix=".reading-")
    except OSError as error:
        raise fault("tables-disk", source.name, error.strerror or "") from error
    with scratch as place:
        if source.format == "csv":
            return _stage_csv(source, target, Path(place), fast=fast)
        work = Work(source)
        grid = _grid(source, Path(place), work)
        work.lay(grid)
        return _written(work, plain_batches(grid, work.layout, 0, work.tally, source.limits), target)


def _grid(source: TableSource, place: Path, work: Work) -> Grid:
    if source.workbook is not None:
        return workbook_grid(source.workbook, source.sheet, hidden=source.hidden)
    if source.format == "json":
        text, work.found = text_file(source, place)
        return json_grid(text)
    return parquet_grid(source.path, source.name, source.limits)


def _stage_csv(source: TableSource, target: Path, place: Path, *, fast: bool | None) -> Staged:
    text, encoding = text_file(source, place)
    found = csv_text(text)
    if fast is None:
        fast = found.survey.size >= FAST_FROM
    if fast and fit_for_fast(found):
        work = Work(source, encoding, found.dialects[0], path="fast")
        work.lay(csv_grid(found, found.dialects[0]))
        try:
            return _written(work, _fast(found, work), target)
        except pa.ArrowInvalid:
            pass  # a row shorter or longer than the header: the plain reader keeps and counts it
    return _stage_plain(source, found, Work(source, encoding), target)


def _fast(found: CsvText, work: Work) -> Iterator[pa.RecordBatch]:
    assert work.dialect is not None
    return fast_batches(found, work.dialect, work.layout, work.tally)


def _stage_plain(source: TableSource, found: CsvText, work: Work, target: Path) -> Staged:
    work.dialect, reach = reading_dialect(found, lambda head: work.layout_of(head).body)
    grid = csv_grid(found, work.dialect)
    work.lay(grid)
    extra = max(reach - work.layout.width, 0)
    work.widen(extra)
    return _written(work, plain_batches(grid, work.layout, extra, work.tally, source.limits), target)


def _written(work: Work, batches: Iterator[pa.RecordBatch], target: Path) -> Staged:
    with Writer(target, work.columns, work.source.name) as writer:
        work.footer = write_body(batches, writer, cut=work.names is None)
        unchanged(work.source)
        writer.finish()
    return Staged(target, work.reading(writer.rows))


def _stem(source: TableSource) -> str:
    return _ODD.sub("_", f"{source.name}-{source.sheet}" if source.sheet else source.name)[:100]
