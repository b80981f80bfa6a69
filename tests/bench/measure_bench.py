"""`python -m tests.bench.measure_bench`: all catalogue measures over 10,000, 100,000 and 1,000,000 entries.

The entries are made, not real (演示数据): as long as real ones, with the faults that real lists have. Each size runs in a
process of its own; time is that of the whole call with the table in memory, memory the
most that the process has held, its input included.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure import COLUMNS, MEASURES, measure_catalogue
from tests.bench.timing import peak_megabytes
from tests.places import ROOT

SIZES = (10_000, 100_000, 1_000_000)
AGENCIES = 200
PLACES = ("泗洪县", "沭阳县", "宿迁市", "", "南宁市武鸣区", "", "")
OFFICES = ("市场监督管理局", "教育局", "", "", "城市管理行政执法局", "", "")
YEARS = ("2021年", "", "", "[2018]", "2022年1-12月", "", "")
SUBJECTS = (
    "企业",
    "行政许可",
    "养老机构",
    "公共停车场",
    "道路运输",
    "食品经营",
    "医疗机构",
    "水利工程",
    "社会组织",
    "房屋建筑",
)
FORMS = ("基本信息", "名录", "处罚决定", "年度检查结果", "登记信息（注销）", "统计表")
CYCLES = ("yearly", "monthly", "irregular", "daily", "quarterly", "", "static")


def pick(words: tuple[str, ...], stride: int) -> pl.Expr:
    """A word per row, in a pattern that repeats only after the product of all lengths."""
    place = (pl.col("entry_id") // stride) % len(words)
    return place.replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def catalogue(size: int) -> pa.Table:
    """So many entries of 200 agencies."""
    code = (
        (pl.col("entry_id") // AGENCIES)
        .cast(pl.String)
        .str.replace_many(list("0123456789"), list("甲乙丙丁戊己庚辛壬癸"))
    )
    told = (
        pl.when((pl.col("entry_id") // AGENCIES) % 5 == 0).then(pl.lit("")).otherwise(code)
    )  # a fifth is cut up
    title = pl.concat_str(
        pick(PLACES, 1), pick(OFFICES, 7), pick(YEARS, 3), pick(SUBJECTS, 49), told,
        pick(("类", "甲类", "乙类"), 5), pick(FORMS, 11),
    )  # fmt: skip
    frame = pl.select(entry_id=pl.int_range(size)).with_columns(
        agency=pl.format("agency-{}", pl.col("entry_id") % AGENCIES),
        title=title,
        provider=pl.concat_str(pick(PLACES, 2), pick(OFFICES, 3)),
        abstract=pl.when(pl.col("entry_id") % 3 == 0)
        .then(title)
        .otherwise(pl.concat_str(title, pl.lit("，包括名称、统一社会信用代码、地址、日期等内容"))),
        theme=pick(SUBJECTS, 13),
        industry=pl.lit("公共管理、社会保障和社会组织"),
        grade=pick(("1", "2", "3", "", "important"), 17),
        formats=pl.lit("xls,json,csv"),
        open_type=pick(("unconditional", "conditional", "none", ""), 19),
        sharing_type=pick(("unconditional", "conditional", ""), 29),
        update_cycle=pick(CYCLES, 31),
        items_text=pick(("", "名称；代码；地址；日期"), 37),
        issued=date(2019, 1, 1) + pl.duration(days=pl.col("entry_id") % 1600),
        updated=date(2021, 1, 1) + pl.duration(days=pl.col("entry_id") % 950),
        rows=(pl.col("entry_id") * 7919) % 5000,
        tables=(pl.col("entry_id") % 4 > 0).cast(pl.Int32),
        apis=(pl.col("entry_id") % 9 == 0).cast(pl.Int32),
        resources_known=pl.lit(value=True),
        published=pl.lit(value=True),
    )  # fmt: skip
    made = frame.to_arrow()
    held = [
        made.column(field.name).cast(field.type)
        if field.name in made.column_names
        else pa.nulls(size, field.type)
        for field in COLUMNS
    ]
    return pa.table(held, names=COLUMNS.names)


def measured(path: Path) -> dict[str, float]:
    """The numbers of one file of entries, of this process."""
    table = pq.read_table(path)
    start, cpu = time.perf_counter(), time.process_time()
    found = measure_catalogue(table, as_of=date(2023, 6, 30), baseline_date=date(2020, 12, 31))
    return {
        "entries": found.flags.num_rows,
        "seconds": round(time.perf_counter() - start, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "peak_megabytes": round(peak_megabytes()),
        "measures": len(MEASURES),
        "figures": len(found.figures),
        "families": found.families.num_rows,
        "in_families": found.members.num_rows,
    }


def apart(size: int) -> dict[str, float]:
    """The numbers of so many entries, from a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "entries.parquet"
        pq.write_table(catalogue(size), path)
        command = [sys.executable, "-m", "tests.bench.measure_bench", "--file", str(path)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print one line of JSON per size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.measure_bench", description=__doc__)
    parser.add_argument("--file", type=Path, help="this file of entries only, in this process")
    file = parser.parse_args().file
    if file:
        print(json.dumps(measured(file)))
        return
    for size in SIZES:
        print(json.dumps(apart(size)), flush=True)


if __name__ == "__main__":
    main()
