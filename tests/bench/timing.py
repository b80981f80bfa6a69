"""Clocks and memory of this process."""

import resource
import statistics
import time
from collections.abc import Callable
from typing import Any


def seconds(run: Callable[[], Any], repeats: int, prepare: Callable[[], Any] | None = None) -> list[float]:
    """Wall times of ``run`` after one run that is not counted; what ``prepare`` does is not timed."""
    times = []
    for _ in range(repeats + 1):
        if prepare is not None:
            prepare()
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
        del result
    return times[1:]


def median(times: list[float]) -> float:
    return statistics.median(times)


def peak_megabytes() -> float:
    """The most memory this process has held, inputs included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
