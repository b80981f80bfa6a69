"""`python -m tests.bench [--write]`: our engine beside its peers, printed, and written to the reference."""

import argparse
import json
import subprocess
import sys

from tests.bench.report import page
from tests.bench.targets import AGENCIES, MONTHS, SAMPLE, SIZES, ZEN_ROWS, Numbers
from tests.places import ROOT

PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
JOBS = [
    *((task, size) for size in SIZES for task in ("ours", "openfisca")),
    ("zen", ZEN_ROWS),
    ("ours", MONTHS),
    ("ours", AGENCIES),
    ("whole_result", AGENCIES),
    ("reason", AGENCIES),
    ("loading", 0),
    ("real", 14),
    ("real", AGENCIES),
]


def measured(task: str, size: int) -> Numbers:
    """The numbers of one task, from a process of its own."""
    print(f"  {task} {size or ''} …", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "tests.bench.worker", task, str(size)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{task} {size}: {run.stderr[-2000:]}")
    numbers: Numbers = json.loads(run.stdout)
    return numbers


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)} too")
    arguments = parser.parse_args()
    results = {("agreement", SAMPLE): measured("agreement", SAMPLE)}
    if results["agreement", SAMPLE]["ours"] or results["agreement", SAMPLE]["whole_numbers"]:
        sys.exit("The engine differs from its reference; nothing is timed before that is mended.")
    results |= {(task, size): measured(task, size) for task, size in JOBS}
    text = page(results)
    print(text)
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")
    if any(numbers.get("wrong") for (task, _), numbers in results.items() if task == "ours"):
        sys.exit("The engine has wrong cells.")


if __name__ == "__main__":
    main()
