"""The records of a repair: every change of a cell, and every row that was set apart."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.repair.chain import Mended, Numbers
from shuheng.engines.measure.repair.codes import fault
from shuheng.engines.measure.repair.model import Count
from shuheng.engines.measure.repair.shapes import RepairRules

CHANGES = pa.schema(
    [
        ("row", pa.int64()),
        ("column", pa.string()),
        ("before", pa.string()),
        ("after", pa.string()),
        ("rule", pa.int32()),
        ("kind", pa.string()),
    ]
)
APART = pa.schema(
    [
        ("row", pa.int64()),
        ("column", pa.string()),
        ("rule", pa.int32()),
        ("kind", pa.string()),
        ("reason", pa.string()),
        ("cells", pa.list_(pa.string())),
    ]
)
KEY = b"shuheng.repair"


@dataclass(frozen=True, slots=True)
class Original:
    """What undoing needs to know of the table before: columns, the rows of each row group, the hash of the content."""

    columns: tuple[str, ...]
    groups: tuple[int, ...]
    content: str

    def kept_in(self, schema: pa.Schema) -> pa.Schema:
        """The schema with this in its metadata."""
        said = {"columns": self.columns, "groups": self.groups, "content": self.content}
        return schema.with_metadata({KEY: json.dumps(said, ensure_ascii=False).encode()})


def original_of(changes: Path) -> Original:
    """What a file of changes says of the table before."""
    try:
        kept = (pq.read_schema(changes).metadata or {})[KEY]
        said = json.loads(kept)
        return Original(tuple(said["columns"]), tuple(said["groups"]), said["content"])
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise fault("repair-record", changes.name) from error


class Tally:
    """Counts by rule and column, and how many rows and cells were changed."""

    def __init__(self, rules: RepairRules) -> None:
        self.kinds = ["", *(rule.rule for rule in rules.rules)]
        self._counts: Counter[tuple[int, str]] = Counter()
        self.rows_changed = 0
        self.cells_changed = 0

    def add(self, rule: int, column: str, count: int) -> None:
        """So many more cells or rows by this rule in this column."""
        if count:
            self._counts[rule, column] += count

    def counts(self) -> tuple[Count, ...]:
        """All counts, by rule and then as the columns came."""
        return tuple(
            Count(rule, self.kinds[rule], column, count)
            for (rule, column), count in sorted(self._counts.items(), key=lambda one: one[0][0])
        )

    def changes(self, columns: tuple[str, ...], mended: dict[int, Mended], first: int) -> pa.Table:
        """Lines of the record for a batch whose first row has this number, sorted by row, column and step."""
        for place, one in mended.items():
            for rule, count in zip(*np.unique(one.rules, return_counts=True), strict=True):
                self.add(int(rule), columns[place], int(count))
            self.cells_changed += len(np.unique(one.rows))
        rows = np.concatenate([one.rows for one in mended.values()])
        self.rows_changed += len(np.unique(rows))
        order = pa.array(np.argsort(rows, kind="stable"))
        rules = np.concatenate([one.rules for one in mended.values()])
        names = [columns[place] for place in mended]
        of_column = np.repeat(np.arange(len(names)), [len(one.rows) for one in mended.values()])
        table = pa.table(
            [
                pa.array(rows + first),
                pa.array(names, pa.string()).take(pa.array(of_column)),
                pa.concat_arrays([one.before for one in mended.values()]),
                pa.concat_arrays([one.after for one in mended.values()]),
                pa.array(rules.astype(np.int32)),
                pa.array(self.kinds).take(pa.array(rules)),
            ],
            schema=CHANGES,
        )
        return table.take(order)

    def apart(
        self, batch: pa.Table, rows: Numbers, numbers: Numbers, why: tuple[int, str, list[str]]
    ) -> pa.Table:
        """Lines for these rows of a batch; ``numbers`` are theirs in the table, ``why`` is rule, column, reasons."""
        rule, column, reasons = why
        self.add(rule, column, len(rows))
        picked = batch.take(pa.array(rows))
        cells = [list(row) for row in zip(*(one.to_pylist() for one in picked.columns), strict=True)]
        count = len(rows)
        return pa.table(
            [
                pa.array(numbers),
                pa.array([column] * count, pa.string()),
                pa.array([rule] * count, pa.int32()),
                pa.array([self.kinds[rule]] * count, pa.string()),
                pa.array(reasons, pa.string()),
                pa.array(cells, pa.list_(pa.string())),
            ],
            schema=APART,
        )
