"""The scheme in our engine, as the benchmark runs it."""

import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from shuheng.engines.rubric import Rubric, load_rubric
from shuheng.engines.rubric.plan import Plan
from tests.bench.facts import random_frame
from tests.bench.rubric_files import write_rubric
from tests.bench.scheme import SCHEME


def bench_rubric() -> Rubric:
    """The generated rubric, loaded and checked."""
    with tempfile.TemporaryDirectory() as folder:
        return load_rubric(write_rubric(Path(folder)))


class Ours:
    """A rubric with its plan; all facts are known, so points are computed once."""

    def __init__(self) -> None:
        self.rubric = bench_rubric()
        self.plan = Plan(self.rubric, bounds=False)

    def frame(self, size: int) -> pl.DataFrame:
        return random_frame(self.rubric, size)

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        return self.plan.run(frame)


def hundredths(result: pl.DataFrame) -> dict[str, Any]:
    """Whole numbers of hundredths by indicator."""
    return {leaf.code: result.get_column(f"{leaf.code}.base").to_numpy() for leaf in SCHEME}
