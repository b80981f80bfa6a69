"""The targets, and whether what was measured meets them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.bench.scheme import SCHEME

Numbers = Mapping[str, float]
Results = Mapping[tuple[str, int], Numbers]
SIZES = (10_000, 100_000, 1_000_000)
MONTHS = 3_600_000
AGENCIES = 63
ZEN_ROWS = 2_000
SAMPLE = 300


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table of targets."""

    what: str
    target: str
    measured: str
    met: bool


def rate(results: Results, task: str, size: int) -> float:
    """Cells per second, in millions."""
    return size * len(SCHEME) / results[task, size]["seconds"] / 1e6


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms" if seconds < 0.01 else f"{seconds * 1e3:.0f} ms"


def _within(what: str, seconds: float, limit: float) -> Target:
    return Target(what, f"<= {limit * 1e3:g} ms", milliseconds(seconds), seconds <= limit)


def targets(results: Results) -> list[Target]:
    """Every target of the engine."""
    most, months = SIZES[-1], results["ours", MONTHS]
    speed = rate(results, "ours", most)
    gigabytes = months["megabytes"] * 2**20 / 1e9
    steps = [results["ours", size]["seconds"] for size in (*SIZES[1:], MONTHS)]
    growth = [steps[1] / steps[0] / (SIZES[2] / SIZES[1]), steps[2] / steps[1] / (MONTHS / SIZES[2])]
    return [
        Target(f"{most:,} agencies", ">= 200 M cells/s", f"{speed:.0f} M cells/s", speed >= 200),
        _within(f"{MONTHS:,} agency-months x {len(SCHEME)}", months["seconds"], 1.0),
        Target(
            "… peak memory of the process, facts included", "<= 2 GB", f"{gigabytes:.2f} GB", gigabytes <= 2
        ),
        _within(f"{AGENCIES} agencies", results["ours", AGENCIES]["seconds"], 0.010),
        _within("one reason tree (median over 600)", results["reason", AGENCIES]["seconds"], 0.0005),
        _within("load and check the scheme", results["loading", 0]["scheme"], 0.100),
        _within("load and check a real rubric (guangxi-2021)", results["loading", 0]["real"], 0.100),
        Target(
            f"growth, cost per cell, {SIZES[1]:,} to {SIZES[2]:,} to {MONTHS:,}",
            "linear: x 1.0",
            " and ".join(f"x {ratio:.2f}" for ratio in growth),
            max(growth) <= 1.25,
        ),
    ]
