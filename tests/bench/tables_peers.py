"""Ours and its peers on the core set: each run in a process of its own, the peers in an environment of their own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tests.bench import tables_bench
from tests.bench.tables_answers import Answers
from tests.bench.timing import median
from tests.places import ROOT

PYTHON = ROOT / ".venv-tables" / "bin" / "python"  # of requirements/bench-tables.lock
REPEATS = 3
VERSIONS = "from importlib.metadata import version; import sys; print(*map(version, sys.argv[1:]))"
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Peer:
    """One tool: the name of its worker, how many rows it gets, the package whose version is told."""

    name: str
    title: str
    rows: int
    package: str
    ending: str = "parquet"


PEERS = (
    Peer("polars_by_hand", "polars by hand", 5_000_000, "polars"),
    Peer("duckdb_summarize", "DuckDB SUMMARIZE", 5_000_000, "duckdb"),
    Peer("pandera_schema", "pandera on polars", 1_000_000, "pandera"),
    Peer("great_expectations_suite", "Great Expectations", 500_000, "great-expectations"),
    Peer("ydata_profile", "ydata-profiling, minimal", 500_000, "ydata-profiling"),
    Peer("frictionless_check", "frictionless", 100_000, "frictionless", "csv"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """Medians of several runs of one tool; `answers` are those of the last."""

    tool: str
    rows: int
    seconds: float
    megabytes: float
    answers: Answers


def ours(folder: Path, rows: int) -> Run:
    """The product on the table of `folder`."""
    return middle(OURS, rows, [tables_bench.apart("core", folder, rows) for _ in range(REPEATS)])


def peer(one: Peer, python: Path, folder: Path, rows: int) -> Run:
    """A peer on the same table."""
    file = folder / "big.parquet"
    if one.ending == "csv":
        file = as_csv(file)
    command = [str(python), "-m", "tests.bench.peers.worker", one.name, str(file)]
    return middle(one.title, rows, [answered(command) for _ in range(REPEATS)])


def middle(tool: str, rows: int, runs: Sequence[dict[str, Any]]) -> Run:
    """The medians of runs."""
    times, memory = ([float(run[what]) for run in runs] for what in ("seconds", "megabytes"))
    return Run(tool, rows, median(times), median(memory), runs[-1]["answers"])


def answered(command: Sequence[str]) -> dict[str, Any]:
    """The line of JSON that a process prints. Ends this one with its last words where it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def as_csv(parquet: Path) -> Path:
    r"""The table as CSV, null written \N."""
    path = parquet.with_suffix(".csv")
    if not path.exists():
        pl.read_parquet(parquet).write_csv(path, null_value="\\N")
    return path


def versions(python: Path) -> str:
    """The peers with their versions."""
    names = [one.package for one in PEERS]
    done = subprocess.run([python, "-c", VERSIONS, *names], capture_output=True, text=True, check=True)
    return ", ".join(f"{name} {version}" for name, version in zip(names, done.stdout.split(), strict=True))
