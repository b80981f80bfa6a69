"""`python -m tests.bench.catalogue [--write]`: harvest, measures and search, printed, and written to the reference."""

import argparse
import re
import sys
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from typing import Any

from shuheng.engines.measure import MEASURES
from tests.bench import harvest_bench, measure_bench, search_bench
from tests.bench.machine import machine
from tests.bench.report import table
from tests.places import ROOT

PAGE = ROOT / "docs" / "reference" / "benchmarks-catalogue.md"
HARVEST_SIZES = (10_000, 100_000, 1_000_000)
MEASURE_SECONDS = 10.0
HEAD = """\
# Benchmarks of the catalogue

    make bench                                   # measure, print and write this page and benchmarks.md
    python -m tests.bench.catalogue              # measure and print only

Every list and catalogue here is made by code (演示数据). Each row is measured in a process of its own with an empty
database.
"""


def harvests(sizes: Sequence[int]) -> str:
    """Records a second, end to end: checked, read, mapped, compared, written, indexed, with its row in the log."""
    rows = []
    for size in sizes:
        for vendor, target in harvest_bench.TARGETS.items():
            told(f"harvest {size:,} {vendor}")
            found = harvest_bench.measured(vendor, size)
            met = "yes" if found["new_rate"] >= target else "NO"
            rates = (f"{found['new_rate']:,.0f}", f"{target:,}", met, f"{found['same_rate']:,.0f}")
            rows.append((vendor, f"{size:,}", *rates, f"{found['megabytes']:,.0f} MiB"))
    head = (
        "database",
        "records",
        "new, records/s",
        "target",
        "met",
        "the same again, records/s",
        "peak memory",
    )
    return table(head, rows)


def measures() -> str:
    """All measures of the catalogue in one call, the table in memory."""
    rows = []
    for size in measure_bench.SIZES:
        told(f"measures {size:,}")
        found = measure_bench.apart(size)
        target = f"{MEASURE_SECONDS:.0f} s" if size == max(measure_bench.SIZES) else ""
        met = ("yes" if found["seconds"] < MEASURE_SECONDS else "NO") if target else ""
        memory = f"{found['peak_megabytes']:,.0f} MiB"
        rows.append((f"{size:,}", f"{found['seconds']:.1f} s", target, met, memory))
    return table(("entries", "time", "target", "met", "peak memory"), rows)


def searches() -> str:
    """The list page with hits, count and facets, without the template."""
    parts = []
    for vendor, size in search_bench.SIZES.items():
        told(f"search {size:,} {vendor}")
        parts.append(search_bench.table(vendor, searched(vendor, size)))
    return "\n\n".join(parts)


def searched(vendor: str, size: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder, harvest_bench.database(vendor) as address:
        return search_bench.measured(size, folder, address)


def told(what: str) -> None:
    print(f"  {what} …", file=sys.stderr, flush=True)


TITLES = {
    "harvest": "Harvest",
    "measures": f"All {len(MEASURES)} measures of a catalogue",
    "search": f"Search, target {search_bench.TARGET_MS} ms for the slowest twentieth of all",
}


def page(sections: Sequence[str], sizes: Sequence[int], before: str = "") -> str:
    """The page with these sections measured now, and the others as they stood `before`."""
    make = {"harvest": lambda: harvests(sizes), "measures": measures, "search": searches}
    stood = dict(found.split("\n", 1) for found in re.split(r"^## ", before, flags=re.MULTILINE)[1:])
    parts = [
        HEAD,
        "## Machine\n",
        table(("what", "value"), machine("Django", "duckdb", "ibis-framework", "pyarrow", "polars")) + "\n",
    ]
    for name, title in TITLES.items():
        if name in sections:
            parts.append(f"## {title}\n\n{make[name]()}\n")
        elif title in stood:
            parts.append(f"## {title}\n\n{stood[title].strip()}\n")
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.catalogue", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)} too")
    parser.add_argument("--only", nargs="+", choices=TITLES, default=list(TITLES), help="these sections")
    parser.add_argument("--sizes", nargs="+", type=int, default=HARVEST_SIZES, help="records harvested")
    arguments = parser.parse_args()
    text = page(arguments.only, arguments.sizes, PAGE.read_text(encoding="utf-8") if PAGE.exists() else "")
    print(text)
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
