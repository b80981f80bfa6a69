"""Batches of text columns from records of any shape: short rows filled up with missing cells, long ones kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from shuheng.engines.tables.cells import extent
from shuheng.engines.tables.grid import Grid, Record, Tally
from shuheng.engines.tables.layout import Layout
from shuheng.engines.tables.limits import Limits

MOST_ROWS = 100_000


def plain_batches(
    grid: Grid, layout: Layout, extra: int, tally: Tally, limits: Limits
) -> Iterator[pa.RecordBatch]:
    """Batches of ``layout.width + extra`` text columns and, last, the number of each record."""
    width = layout.width + extra
    size = max(1, min(MOST_ROWS, limits.batch_cells // max(width, 1)))
    rows: list[tuple[str | None, ...]] = []
    numbers: list[int] = []
    for number, record in enumerate(grid.records(), 1):
        tally.records = number
        if number <= layout.body:
            continue
        reach = extent(record)
        if not reach and not grid.names:
            tally.blank.add(number)
            continue
        rows.append(_fitted(record, number, reach, layout.width, width, tally))
        numbers.append(number)
        if len(rows) == size:
            yield _batch(rows, numbers, width)
            rows, numbers = [], []
    if rows:
        yield _batch(rows, numbers, width)


def _fitted(
    record: Record, number: int, reach: int, expected: int, width: int, tally: Tally
) -> tuple[str | None, ...]:
    """The record as wide as the table; blank cells beyond it are none."""
    if len(record) == width == expected:
        return tuple(record)
    if len(record) < expected:
        tally.short.add(number)
    elif reach > expected:
        tally.long.add(number)
    return (*record[:width], *[None] * (width - len(record)))


def _batch(rows: Sequence[tuple[str | None, ...]], numbers: list[int], width: int) -> pa.RecordBatch:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    names = [str(at) for at in range(width)] + ["#"]
    return pa.RecordBatch.from_arrays([*columns, pa.array(numbers, pa.int64())], names=names)
