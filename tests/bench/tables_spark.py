"""`python -m tests.bench.tables_spark FILE --workers N [--kill]`: the core set on a cluster, as one line of JSON.

A master and workers of one core each on this machine. With --kill a worker dies before the third query is asked.
"""

import argparse
import json
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from shuheng.engines.measure.tables import TableQuestion, measure_table
from shuheng.quality.places.conversing import converse
from shuheng.quality.places.session import Row
from tests.bench.tables_bench import AS_OF, CORE, by_figure
from tests.interop import spark

CLIENT = "shuheng.quality.places.spark_client"  # by its name, as the product does: pyspark may be absent
QUESTION = TableQuestion(AS_OF, measures=CORE)
DEADLY = 3  # the query before which the worker dies
Found = dict[str, Any]


def measured(path: Path, workers: int, *, kill: bool) -> Found:
    """Seconds of the first measuring and of one after it, and whether the figures are those of DuckDB."""
    program = spark.programs()
    if program is None:
        return {"missing": "pyspark or Java"}
    client = import_module(CLIENT)
    with spark.cluster(program, workers) as running, client.cluster(running.address, "127.0.0.1") as session:
        relation = client.relation_of(session, path, QUESTION)
        asked: list[str] = []

        def answer(query: str) -> Sequence[Row]:
            asked.append(query)
            if kill and len(asked) == DEADLY:
                running.workers[0].kill()
            found: Sequence[Row] = client.rows(session, query)
            return found

        times = []
        for _ in range(1 if kill else 2):
            start = time.perf_counter()
            found = converse(relation, QUESTION, answer)
            times.append(round(time.perf_counter() - start, 1))
    return {
        "rows": found.rows,
        "first": times[0],
        "again": times[-1],
        "queries": len(asked) // len(times),
        "same": by_figure(found) == by_figure(measure_table(path, QUESTION)),
    }


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tables_spark", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kill", action="store_true", help="kill the first worker in the middle")
    chosen = parser.parse_args()
    print(json.dumps(measured(chosen.file, chosen.workers, kill=chosen.kill)))


if __name__ == "__main__":
    main()
