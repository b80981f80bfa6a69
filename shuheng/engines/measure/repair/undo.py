"""Undoing a repair: from the repaired table and its records the table before, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.repair.codes import fault
from shuheng.engines.measure.repair.content import ContentHash
from shuheng.engines.measure.repair.files import opened, written
from shuheng.engines.measure.repair.records import APART, original_of
from shuheng.engines.measure.repair.run import batches, plain_schema


def undo(repaired: Path, changes: Path, apart: Path, target: Path) -> Path:
    """Write the table before to ``target``: the same cells in the same row groups.

    Raises ProblemsError (repair-undo-differs) and leaves nothing when the result is not, by its hash, what was repaired.
    """
    original = original_of(changes)
    readable(apart)
    schema = plain_schema(original.columns)
    content = ContentHash(original.columns)
    kept = Cursor(batches(opened(repaired)), schema)
    try:
        with written(target, schema) as writer:
            first = 1
            for rows in original.groups:
                table = restored(kept, changes, apart, (first, first + rows), schema)
                content.update(table)
                writer.write_table(table, row_group_size=max(rows, 1))
                first += rows
            if not kept.at_end() or content.hexdigest() != original.content:
                raise fault("repair-undo-differs", repaired.name)
    except (pa.ArrowException, IndexError) as error:
        raise fault("repair-record", changes.name) from error
    return target


def readable(apart: Path) -> None:
    """ProblemsError where the record of the rows set apart is not there or not whole."""
    try:
        known = pq.read_schema(apart).names == APART.names
    except (OSError, pa.ArrowException) as error:
        raise fault("repair-record", apart.name) from error
    if not known:
        raise fault("repair-record", apart.name)


@dataclass(slots=True)
class Cursor:
    """Takes so many rows at a time from batches of any size."""

    batches: Iterator[pa.RecordBatch]
    schema: pa.Schema
    held: pa.Table | None = None

    def take(self, count: int) -> pa.Table:
        """The next rows; ProblemsError where there are fewer."""
        held = self.held if self.held is not None else self.schema.empty_table()
        while held.num_rows < count:
            batch = next(self.batches, None)
            if batch is None:
                raise fault("repair-undo-differs", "", "清洗后的表少了行")
            held = pa.concat_tables([held, pa.Table.from_batches([batch]).cast(self.schema)])
        self.held = held.slice(count)
        return held.slice(0, count)

    def at_end(self) -> bool:
        """Whether all rows were taken."""
        rest = self.held.num_rows if self.held is not None else 0
        return not rest and all(not batch.num_rows for batch in self.batches)


def restored(kept: Cursor, changes: Path, apart: Path, rows: tuple[int, int], schema: pa.Schema) -> pa.Table:
    """The rows of the table before from the first number up to the last, which is left out."""
    first, end = rows
    within = [("row", ">=", first), ("row", "<", end)]
    out = pq.read_table(apart, columns=["row", "cells"], filters=within)
    numbers, places = np.unique(out["row"].to_numpy(), return_index=True)
    stayed = kept.take(end - first - len(numbers))
    cells = out["cells"].combine_chunks().take(pa.array(places)).to_pylist()
    left = pa.Table.from_arrays(
        [pa.array([row[at] for row in cells], pa.string()) for at in range(len(schema))], schema=schema
    )
    order = np.empty(end - first, np.int64)
    is_out = np.zeros(end - first, np.bool_)
    is_out[numbers - first] = True
    order[~is_out] = np.arange(stayed.num_rows)
    order[is_out] = stayed.num_rows + np.arange(left.num_rows)
    table = pa.concat_tables([stayed, left]).combine_chunks().take(pa.array(order))
    return unchanged(
        table, pq.read_table(changes, columns=["row", "column", "before"], filters=within), first
    )


def unchanged(table: pa.Table, changes: pa.Table, first: int) -> pa.Table:
    """The table with every changed cell as it was before its first change."""
    if not changes.num_rows:
        return table
    encoded = changes["column"].combine_chunks().dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    by_column = np.argsort(codes, kind="stable")
    names, starts = np.unique(codes[by_column], return_index=True)
    numbers = changes["row"].to_numpy()[by_column]
    before = changes["before"].combine_chunks().take(pa.array(by_column))
    columns = list(table.columns)
    for code, start, end in zip(names, starts, [*starts[1:], len(codes)], strict=True):
        at = table.schema.get_field_index(encoded.dictionary[int(code)].as_py())
        rows, steps = np.unique(numbers[start:end], return_index=True)
        places = np.arange(table.num_rows, dtype=np.int64)
        places[rows - first] = table.num_rows + np.arange(len(rows))
        now = columns[at].combine_chunks()
        both = pa.concat_arrays([now, before.slice(start, end - start).take(pa.array(steps))])
        columns[at] = both.take(pa.array(places))
    return pa.Table.from_arrays(columns, schema=table.schema)
