"""`python -m tests.bench.peers.worker TOOL FILE`: one tool on one table, as one line of JSON.

The clock starts when the tool is imported and ends when its answers are there; the file is read within.
"""

import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench.timing import peak_megabytes

QUIET = {"GX_ANALYTICS_ENABLED": "false", "YDATA_PROFILING_NO_ANALYTICS": "true"}  # none of them calls home
Answers = dict[str, Any]


def main() -> None:
    """Print seconds, the most memory held in MiB, and the answers by the names of tests.bench.tables_answers."""
    tool, file = sys.argv[1:]
    os.environ |= QUIET
    warnings.simplefilter("ignore")
    answers: Callable[[Path], Answers] = import_module(f"tests.bench.peers.{tool}").answers
    out, sys.stdout = sys.stdout, sys.stderr  # some of them print
    start, cpu = time.perf_counter(), time.process_time()
    found = answers(Path(file))
    spent, worked = time.perf_counter() - start, time.process_time() - cpu
    numbers = {
        "seconds": round(spent, 3),
        "cpu_seconds": round(worked, 3),
        "megabytes": round(peak_megabytes()),
    }
    print(json.dumps({**numbers, "answers": found}, default=int), file=out)


if __name__ == "__main__":
    main()
