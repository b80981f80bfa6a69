"""`python -m tests.bench.tables [--write]`: the table measures beside their peers, printed, and written to the reference."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import tables_bench, tables_peers
from tests.bench.machine import machine
from tests.bench.report import table
from tests.bench.tables_answers import OFF, PARTS, is_whole, marks, truth
from tests.bench.tables_peers import OURS, PEERS, Run, answered
from tests.places import ROOT

PAGE = ROOT / "docs" / "reference" / "benchmarks-tables.md"
CORE_ROWS, CORE_SECONDS, CORE_MEGABYTES = 5_000_000, 4.0, 600
FORMAT_ROWS, FORMAT_RATE = 3_000_000, 15_000_000
FAST_FORMATS = ("identity", "credit_code")  # those with a target
TABLES, TABLES_RATE = 10_000, 40
POSTGRESQL_ROWS, SPARK_ROWS = 200_000, 1_000_000
CLUSTERS = (
    ("one worker", ("--workers", "1")),
    ("two workers", ("--workers", "2")),
    ("two workers, one killed in the middle", ("--workers", "2", "--kill")),
)
HEAD = """\
# Benchmarks of table measures

    make bench                                   # measure, print and write the pages of benchmarks
    python -m tests.bench.tables                 # measure and print only
    python -m tests.bench.tables --scale 0.01    # the same with fewer rows

The table is made by code (演示数据): 20 columns of text with planted faults. Every row of the core section is the median
of three runs, each in a process of its own that reads the file with the clock running; what a tool imports is not
counted, its memory is. PostgreSQL is the median of three runs in one process, Spark one run and the same again.
Peers run in an environment of their own (requirements/bench-tables.lock).
"""
CORE = """\
The core set: rows, nulls, distinct values, least and greatest text of every column, duplicate rows, and three formats
with their check digits (identity numbers, credit codes, bank cards). *Ours is faster* compares runs on the same number of
rows. Slow tools get fewer rows. ≈ is approximate and at most 10% off in every column; *off by* names the worst column.
"""


class Bench:
    """One run of the benchmark: its files, and how many rows are asked."""

    def __init__(self, folder: Path, python: Path, scale: float) -> None:
        self.folder, self.python, self.scale = folder, python, scale

    def size(self, whole: int) -> int:
        """A number of rows or tables at this scale, at least 1,000 where there were as many."""
        return max(min(whole, 1_000), int(whole * self.scale))

    def made(self, rows: int) -> Path:
        """A folder with the table of so many rows."""
        path = self.folder / str(rows)
        if not path.exists():
            path.mkdir()
            told(f"table of {rows:,} rows")
            tables_bench.apart("make", path, rows)
        return path

    def core(self) -> str:
        """Ours beside its peers, and what each computes."""
        peers = PEERS if self.python.exists() else ()
        sizes = sorted({self.size(one.rows) for one in PEERS}, reverse=True)
        right = {rows: truth(self.made(rows) / "big.parquet") for rows in sizes}
        runs: list[Run] = []
        for rows in sizes:
            told(f"core, {rows:,} rows, {OURS}")
            runs.append(tables_peers.ours(self.made(rows), rows))
            for one in peers:
                if self.size(one.rows) == rows:
                    told(f"core, {rows:,} rows, {one.title}")
                    runs.append(tables_peers.peer(one, self.python, self.made(rows), rows))
        marked = [marks(run.answers, right[run.rows]) for run in runs]
        missing = "" if peers else "\n\nThe peers were not measured: their environment is not there."
        parts = [CORE, target_line(runs[0]), speeds(runs, marked), computed(runs, marked) + missing]
        return "\n\n".join(part.strip() for part in parts)

    def formats(self) -> str:
        """Rows a second of one format on one core."""
        rows = []
        for code in tables_bench.MADE:
            told(f"format {code}")
            found = tables_bench.apart(code, self.folder, self.size(FORMAT_ROWS))
            rate = found["rows_per_second"]
            wanted = (f"{FORMAT_RATE:,}", met(rate >= FORMAT_RATE)) if code in FAST_FORMATS else ("", "")
            rows.append((code, f"{rate:,}", *wanted))
        return table(("format", "rows/s", "target", "met"), rows)

    def small(self) -> str:
        """All measures of many small tables, one after another."""
        number = self.size(TABLES)
        told(f"{number:,} small tables")
        with TemporaryDirectory(dir=self.folder) as folder:
            found = tables_bench.apart("small", Path(folder), number)
        rate = found["tables_per_second"]
        row = (f"{number:,}", f"{rate:,}", f"{TABLES_RATE}", met(rate >= TABLES_RATE))
        head = ("tables of 12 columns and 60 to 400 rows", "tables/s", "target", "met", "peak memory")
        return table(head, [(*row, f"{found['megabytes']:,} MiB")])

    def postgresql(self) -> str:
        """In place beside the naive push-down."""
        file = self.made(self.size(POSTGRESQL_ROWS)) / "big.parquet"
        told("PostgreSQL in place")
        found = answered([sys.executable, "-m", "tests.bench.tables_postgresql", str(file)])
        if "missing" in found:
            return f"Not measured: {found['missing']} is missing."
        rows, ratio = f"{found['rows']:,}", f"x {found['naive'] / found['ours']:.1f}"
        lines = [
            ("ours, in place", rows, f"{found['ours_queries']}", f"{found['ours']:.1f} s", ""),
            (
                "one query per column and measure",
                rows,
                f"{found['naive_queries']}",
                f"{found['naive']:.1f} s",
                ratio,
            ),
        ]
        return table(("how", "rows", "queries", "time", "ours is faster"), lines)

    def spark(self) -> str:
        """Clusters of workers of one core."""
        file = self.made(self.size(SPARK_ROWS)) / "big.parquet"
        lines = []
        for title, arguments in CLUSTERS:
            told(f"Spark, {title}")
            found = answered([sys.executable, "-m", "tests.bench.tables_spark", str(file), *arguments])
            if "missing" in found:
                return f"Not measured: {found['missing']} is missing."
            again = "" if "--kill" in arguments else f"{found['again']:.0f} s"
            same = met(found["same"])
            lines.append((title, f"{found['rows']:,}", f"{found['first']:.0f} s", again, same))
        head = ("cluster", "rows", "first measuring", "again", "figures equal DuckDB's")
        return table(head, lines)


def speeds(runs: Sequence[Run], marked: Sequence[list[str]]) -> str:
    """Times, rates and memory; a tool that computes less is marked."""
    own = {run.rows: run.seconds for run in runs if run.tool == OURS}
    lines = []
    for run, told_marks in zip(runs, marked, strict=True):
        faster = "" if run.tool == OURS else f"x {run.seconds / own[run.rows]:.1f}"
        off = ", ".join(mark for mark in told_marks if mark.startswith(OFF))
        note = ("all" if is_whole(told_marks) else "less") + (f", distinct {off}" if off else "")
        rate, memory = f"{run.rows / run.seconds:,.0f}", f"{run.megabytes:,.0f} MiB"
        lines.append((run.tool, f"{run.rows:,}", f"{run.seconds:.2f} s", rate, faster, memory, note))
    return table(("tool", "rows", "time", "rows/s", "ours is faster", "peak memory", "computes"), lines)


def computed(runs: Sequence[Run], marked: Sequence[list[str]]) -> str:
    """Which parts of the core set each tool answers, held against what is right."""
    lines = [(run.tool, f"{run.rows:,}", *told_marks) for run, told_marks in zip(runs, marked, strict=True)]
    return table(("tool", "of rows", *PARTS), lines)


def target_line(run: Run) -> str:
    """Whether the product keeps its target."""
    if run.rows != CORE_ROWS:
        return f"{run.rows:,} rows are not the {CORE_ROWS:,} of the target: it is not judged."
    within = run.seconds <= CORE_SECONDS and run.megabytes <= CORE_MEGABYTES
    return (
        f"Target for {CORE_ROWS:,} rows: {CORE_SECONDS:.0f} s and {CORE_MEGABYTES} MB, met: {met(within)} "
        f"({run.rows:,} rows, {run.seconds:.1f} s, {run.megabytes:,.0f} MiB)."
    )


def met(holds: bool) -> str:
    return "yes" if holds else "NO"


def told(what: str) -> None:
    print(f"  {what} …", file=sys.stderr, flush=True)


TITLES: dict[str, tuple[str, Callable[[Bench], str]]] = {
    "core": ("The core set beside its peers", Bench.core),
    "formats": ("One format on one core", Bench.formats),
    "small": ("Small tables, every measure", Bench.small),
    "postgresql": ("PostgreSQL in place", Bench.postgresql),
    "spark": ("Spark", Bench.spark),
}


def page(bench: Bench, sections: Sequence[str], before: str = "") -> str:
    """The page with these sections measured now, and the others as they stood `before`."""
    stood = dict(found.split("\n", 1) for found in re.split(r"^## ", before, flags=re.MULTILINE)[1:])
    facts = machine("duckdb", "ibis-framework", "pyarrow", "numpy")
    if bench.python.exists():
        facts.append(("Peers", tables_peers.versions(bench.python)))
    parts = [HEAD, "## Machine\n", table(("what", "value"), facts) + "\n"]
    for name, (title, make) in TITLES.items():
        if name in sections:
            parts.append(f"## {title}\n\n{make(bench)}\n")
        elif title in stood:
            parts.append(f"## {title}\n\n{stood[title].strip()}\n")
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tables", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)} too")
    parser.add_argument("--only", nargs="+", choices=TITLES, default=list(TITLES), help="these sections")
    parser.add_argument("--scale", type=float, default=1.0, help="of the rows; never with --write")
    parser.add_argument("--peers", type=Path, default=tables_peers.PYTHON, help="the peers' interpreter")
    chosen = parser.parse_args()
    if chosen.write and chosen.scale != 1:
        parser.error("--write with --scale")
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    with TemporaryDirectory() as folder:
        text = page(Bench(Path(folder), chosen.peers, chosen.scale), chosen.only, before)
    print(text)
    if chosen.write:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
