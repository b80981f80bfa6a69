"""`python -m tests.bench.tables_bench`: the table measures, each in a process of its own, one line of JSON per task.

core: rows, empties, distinct, least and greatest, duplicate rows and three formats with check digits on 5,000,000 x 20.
identity, credit_code, bank_card: rows a second of one format on one core, the column in memory as Arrow.
small: 10,000 staged files of 12 columns by 60 to 400 rows, every measure, one connection.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.tables import (
    Asked,
    TableFigures,
    TableQuestion,
    measure_table,
    table_database,
)
from shuheng.engines.measure.tables.fast import FAST
from tests.bench import tables_data
from tests.bench.peers.columns import DATE, FORMATS
from tests.bench.timing import median, peak_megabytes, seconds
from tests.places import ROOT

AS_OF = date(2023, 6, 30)
ROWS = 5_000_000
TABLES = 10_000
CORE = frozenset({
    "rows", "columns", "empty_cells", "placeholder_cells", "duplicate_rows",
    "format_identity", "format_credit_code", "format_bank_card",
})  # fmt: skip
MADE: dict[str, Callable[[tables_data.Numbers], pa.Array]] = {
    "identity": tables_data.identities,
    "credit_code": tables_data.credit_codes,
    "bank_card": tables_data.cards,
}
Numbers = dict[str, Any]


def by_figure(found: TableFigures) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Every figure with its value and its whole."""
    return {(one.measure, one.column): (one.value, one.whole) for one in found.figures}


def answers(found: TableFigures) -> Numbers:
    """The core set by the names of tests.bench.tables_answers."""
    date = next(one for one in found.profiles if one.column == DATE)
    formats = {code: found.figure(f"format_{code}", column).value for code, column in FORMATS.items()}
    return {
        "rows": found.rows,
        "nulls": sum(one.nulls for one in found.profiles),
        "distinct": {one.column: one.distinct for one in found.profiles},
        "least_greatest": [date.least, date.greatest],
        "duplicates": found.figure("duplicate_rows").value,
        **formats,
    }


def planted_faults(rows: int) -> dict[str, int]:
    """What was planted in a table of so many rows: faulty cells by format, and rows that repeat another."""
    faulty = -(-(rows - 7) // tables_data.FAULT_EVERY)
    return {"duplicates": rows // tables_data.FAULT_EVERY, **dict.fromkeys(FORMATS, faulty)}


def core(folder: Path, rows: int) -> Numbers:
    """The core set on one big table; the file is made beforehand by another process."""
    path = folder / "big.parquet"
    question = TableQuestion(AS_OF, measures=CORE)
    start, cpu = time.perf_counter(), time.process_time()
    with table_database(memory="400MB") as database:
        found = measure_table(path, question, database=database)
    spent, worked = time.perf_counter() - start, time.process_time() - cpu
    told = answers(found)
    planted = planted_faults(rows)
    for name, right in planted.items():
        if told[name] != right:
            sys.exit(f"{name}: {told[name]}, planted {right}")
    numbers = {"seconds": round(spent, 2), "cpu_seconds": round(worked, 2)}
    return {**numbers, "megabytes": round(peak_megabytes()), "answers": told}


def one_format(code: str, rows: int) -> Numbers:
    """Rows a second of one format on one core."""
    column = pa.concat_arrays([MADE[code](np.arange(at, at + 500_000)) for at in range(0, rows, 500_000)])
    spent = median(seconds(lambda: FAST[code](column, Asked(AS_OF)), 5))
    cpu = time.process_time()
    FAST[code](column, Asked(AS_OF))
    worked = time.process_time() - cpu
    return {"rows_per_second": round(len(column) / spent), "rows_per_cpu_second": round(len(column) / worked)}


def small(folder: Path, tables: int) -> Numbers:
    """Tables a second, all measures."""
    paths = []
    for number in range(tables):
        path = folder / f"{number}.parquet"
        pq.write_table(tables_data.piece(number * 400, 60 + number * 7919 % 340).select(range(12)), path)
        paths.append(path)
    start, cpu = time.perf_counter(), time.process_time()
    with table_database(threads=1) as database:
        for path in paths:
            measure_table(path, TableQuestion(AS_OF), database=database)
    spent = time.perf_counter() - start
    return {
        "tables_per_second": round(tables / spent, 1),
        "tables_per_cpu_second": round(tables / (time.process_time() - cpu), 1),
        "megabytes": round(peak_megabytes()),
    }


def measured(task: str, folder: Path, size: int) -> Numbers:
    """The numbers of one task, in this process."""
    if task == "make":
        tables_data.write(folder / "big.parquet", size)
        return {"megabytes": round((folder / "big.parquet").stat().st_size / 1e6)}
    if task == "core":
        return core(folder, size)
    return small(folder, size) if task == "small" else one_format(task, size)


def apart(task: str, folder: Path, size: int) -> Numbers:
    """The numbers of one task, from a process of its own."""
    command = [sys.executable, "-m", "tests.bench.tables_bench", "--task", task, "--folder", str(folder)]
    done = subprocess.run(
        [*command, "--size", str(size)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found: Numbers = json.loads(done.stdout)
    return found


def main() -> None:
    """Print one line of JSON per task."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tables_bench", description=__doc__)
    parser.add_argument("--task", help="this task only, in this process")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--size", type=int)
    chosen = parser.parse_args()
    if chosen.task:
        print(json.dumps(measured(chosen.task, chosen.folder, chosen.size)))
        return
    with TemporaryDirectory() as folder:
        for task, size in (
            ("make", ROWS),
            ("core", ROWS),
            *((code, 3_000_000) for code in MADE),
            ("small", TABLES),
        ):
            print(json.dumps({"task": task, "size": size, **apart(task, Path(folder), size)}), flush=True)


if __name__ == "__main__":
    main()
