"""Repairing a staged table into a new one, with a record of every change and of every row set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from shuheng.engines.measure.repair.chain import Mended, Numbers, mend_column
from shuheng.engines.measure.repair.content import ContentHash, content_hash
from shuheng.engines.measure.repair.doubles import doubles
from shuheng.engines.measure.repair.files import opened, written
from shuheng.engines.measure.repair.model import Given, Repaired
from shuheng.engines.measure.repair.plan import Plan, plan_of
from shuheng.engines.measure.repair.records import APART, CHANGES, Original, Tally
from shuheng.engines.measure.repair.shapes import RepairRules

CELLS, MOST_ROWS = 2_000_000, 100_000
REPAIRED, CHANGED, SET_APART, KEPT = "repaired.parquet", "changes.parquet", "apart.parquet", "kept.parquet"
SAME_AS = "与第 {first} 行各列都相同"


def silent(_: int) -> None:
    """Tell nobody."""


def repair(
    source: Path, rules: RepairRules, folder: Path, given: Given, *, told: Callable[[int], None] = silent
) -> Repaired:
    """Write repaired.parquet, changes.parquet and apart.parquet into the folder; all of them or none.

    ``source`` is a staged table, Parquet of texts. Cells are repaired by the rules in their order, again and again until
    they stay as they are; then rows are checked, then repeated rows leave. ``told`` hears how many rows are done.
    Raises ProblemsError with a code of `codes`.
    """
    file = opened(source)
    columns = tuple(file.schema_arrow.names)
    plan = plan_of(rules, columns, given, source.name)
    before = content_hash(source)
    groups = tuple(file.metadata.row_group(at).num_rows for at in range(file.num_row_groups))
    original = Original(columns, groups, before)
    try:
        return _Run(file, plan, Tally(rules), folder, original, told).done()
    except BaseException:
        for name in (REPAIRED, CHANGED, SET_APART, KEPT):
            (folder / name).unlink(missing_ok=True)
        raise


@dataclass(slots=True)
class _Run:
    """One repair at work."""

    file: pq.ParquetFile
    plan: Plan
    tally: Tally
    folder: Path
    original: Original
    told: Callable[[int], None]

    def done(self) -> Repaired:
        """Both passes."""
        first = self.folder / (KEPT if self.plan.deduplicate else REPAIRED)
        with (
            written(self.folder / CHANGED, self.original.kept_in(CHANGES)) as changes,
            written(self.folder / SET_APART, APART) as apart,
        ):
            removed, after = self._cells(first, changes, apart)
            if self.plan.deduplicate:
                repeated, after = self._doubles(first, apart, removed)
                first.unlink()
                removed = np.union1d(removed, repeated)
        rows = self.file.metadata.num_rows
        return Repaired(
            path=self.folder / REPAIRED,
            changes=self.folder / CHANGED,
            apart=self.folder / SET_APART,
            rows_in=rows,
            rows_out=rows - len(removed),
            rows_apart=len(removed),
            rows_changed=self.tally.rows_changed,
            cells_changed=self.tally.cells_changed,
            counts=self.tally.counts(),
            before=self.original.content,
            after=after,
        )

    def _cells(self, target: Path, changes: pq.ParquetWriter, apart: pq.ParquetWriter) -> tuple[Numbers, str]:
        """Repair cells and check rows; numbers of the rows that left, hash of those that stayed."""
        removed: list[Numbers] = [np.empty(0, np.int64)]
        content = ContentHash(self.original.columns)
        with written(target, plain_schema(self.original.columns)) as writer:
            number = 1
            for batch in batches(self.file):
                mended = self._mended(batch, changes, number)
                faulty = self._checked(mended, apart, number)
                kept = mended.filter(pa.array(~faulty)) if faulty.any() else mended
                writer.write_table(kept)
                content.update(kept)
                removed.append(np.flatnonzero(faulty) + number)
                number += batch.num_rows
                self.told(number - 1)
        return np.concatenate(removed), content.hexdigest()

    def _mended(self, batch: pa.RecordBatch, changes: pq.ParquetWriter, number: int) -> pa.Table:
        mended: dict[int, Mended] = {}
        columns = list(batch.columns)
        for place, chain in sorted(self.plan.chains.items()):
            found = mend_column(columns[place], chain)
            if found is not None:
                mended[place] = found
                columns[place] = found.column
        if mended:
            changes.write_table(self.tally.changes(self.original.columns, mended, number))
        return pa.Table.from_arrays(columns, schema=plain_schema(self.original.columns))

    def _checked(
        self, batch: pa.Table, apart: pq.ParquetWriter, number: int
    ) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which rows have a fault; each fault is a line of the record."""
        faulty = np.zeros(batch.num_rows, np.bool_)
        for rule, place, check in self.plan.checks:
            encoded = pc.dictionary_encode(batch.column(place).combine_chunks())
            reasons = [check.fault(text) for text in encoded.dictionary.to_pylist()]
            wrong = np.array([bool(reason) for reason in reasons], np.bool_)
            if not wrong.any():
                continue
            codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
            rows = np.flatnonzero(np.where(codes >= 0, wrong[codes], np.False_))
            why = (rule, self.original.columns[place], [reasons[code] for code in codes[rows]])
            apart.write_table(self.tally.apart(batch, rows, rows + number, why))
            faulty[rows] = True
        return faulty

    def _doubles(self, kept: Path, apart: pq.ParquetWriter, removed: Numbers) -> tuple[Numbers, str]:
        """Copy the kept rows but those that repeat; numbers of these in the table, hash of the rest."""
        places, firsts = doubles(kept, self.original.columns)
        numbers, same_as = numbered(places, removed), numbered(firsts, removed)
        content = ContentHash(self.original.columns)
        at = 0
        with written(self.folder / REPAIRED, plain_schema(self.original.columns)) as writer:
            for batch in batches(pq.ParquetFile(kept)):
                table = pa.Table.from_batches([batch])
                low, high = np.searchsorted(places, [at, at + batch.num_rows])
                if high > low:
                    rows = places[low:high] - at
                    reasons = [SAME_AS.format(first=first) for first in same_as[low:high]]
                    lines = self.tally.apart(
                        table, rows, numbers[low:high], (self.plan.deduplicate, "", reasons)
                    )
                    apart.write_table(lines)
                    stays = np.ones(batch.num_rows, np.bool_)
                    stays[rows] = False
                    table = table.filter(pa.array(stays))
                writer.write_table(table)
                content.update(table)
                at += batch.num_rows
                self.told(at)
        return numbers, content.hexdigest()


def numbered(places: Numbers, removed: Numbers) -> Numbers:
    """The numbers from 1 in the table before, of rows at these places from 0 among those that were not removed."""
    gaps = removed - 1 - np.arange(len(removed))
    return places + 1 + np.searchsorted(gaps, places, side="right")


def batches(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    """The rows of a file in pieces of bounded size."""
    width = max(len(file.schema_arrow), 1)
    yield from file.iter_batches(batch_size=max(min(CELLS // width, MOST_ROWS), 1))


def plain_schema(columns: tuple[str, ...]) -> pa.Schema:
    """Texts under these names."""
    return pa.schema([(name, pa.string()) for name in columns])
