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

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.tables import Asked, TableQuestion, measure_table, table_database
from shuheng.engines.measure.tables.fast import FAST
from tests.bench import tables_data
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
Numbers = dict[str, float]


def core(folder: Path, rows: int) -> Numbers:
    """The core set on one big table; the file is made beforehand by another process."""
    path = folder / "big.parquet"
    question = TableQuestion(AS_OF, measures=CORE)
    start, cpu = time.perf_counter(), time.process_time()
    with table_database(memory="400MB") as database:
        found = measure_table(path, question, database=database)
    spent, worked = time.perf_counter() - start, time.process_time() - cpu
    planted = -(-(rows - 7) // tables_data.FAULT_EVERY)
    for measure, column in (
        ("identity", "身份证号"),
        ("credit_code", "统一社会信用代码"),
        ("bank_card", "银行卡号"),
    ):
        if found.figure(f"format_{measure}", column).value != planted:
            sys.exit(f"{measure}: {found.figure(f'format_{measure}', column)}, planted {planted}")
    if found.figure("duplicate_rows").value != rows // tables_data.FAULT_EVERY:
        sys.exit(f"duplicates: {found.figure('duplicate_rows')}")
    return {"seconds": round(spent, 2), "cpu_seconds": round(worked, 2), "megabytes": round(peak_megabytes())}


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
