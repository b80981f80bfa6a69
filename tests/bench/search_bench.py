"""`python -m tests.bench.search_bench [sqlite|postgresql] [entries]`: how fast entries are indexed and found."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from tests.interop.postgresql import programs, server
from tests.places import ROOT

SIZES = {"sqlite": 100_000, "postgresql": 1_000_000}
TARGET_MS = 300


def measured(size: int, folder: str, address: str) -> dict[str, Any]:
    """The numbers of a worker over its own database."""
    environment = {**os.environ, "SHUHENG_DATA": folder}
    environment |= {"SHUHENG_DATABASE": address} if address else {}
    command = [sys.executable, "-m", "tests.bench.search_worker", str(size)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr[-2000:])
    numbers: dict[str, Any] = json.loads(run.stdout)
    return numbers


def table(vendor: str, numbers: dict[str, Any]) -> str:
    """The numbers as Markdown."""
    load = numbers["load"]
    per_second = load["entries"] / load["indexed_s"]
    lines = [
        f"### {vendor}, {load['entries']:,} entries",
        "",
        f"Indexed {per_second:,.0f} entries/s; the asking process held {numbers['megabytes']:,.0f} MB.",
        "",
        "| question | p50 ms | p95 ms |",
        "|---|---|---|",
    ]
    lines += [
        f"| {kind} | {times['p50']:.0f} | {times['p95']:.0f} |" for kind, times in numbers["ask"].items()
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search_bench", description=__doc__)
    parser.add_argument("vendor", choices=SIZES)
    parser.add_argument("entries", type=int, nargs="?")
    arguments = parser.parse_args()
    size = arguments.entries or SIZES[arguments.vendor]
    binaries = programs()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.vendor == "sqlite":
            numbers = measured(size, folder, "")
        elif binaries is None:
            sys.exit("PostgreSQL is not installed.")
        else:
            with server(binaries) as address:
                numbers = measured(size, folder, address)
    print(table(arguments.vendor, numbers))
    if numbers["ask"]["all"]["p95"] > TARGET_MS:
        sys.exit(f"The slowest twentieth of the questions takes more than {TARGET_MS} ms.")


if __name__ == "__main__":
    main()
