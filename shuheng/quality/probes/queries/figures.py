"""Figures of single interfaces: availability as counts, and latency as a small line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from shuheng.quality.models import Probe
from shuheng.quality.probes.facts import within
from shuheng.quality.probes.terms import CALLABLE, COUNTED, Outcome

POINTS = 30  # checks that a line shows
WIDTH, HEIGHT = 90, 20
KINDS = {
    Outcome.PASSED: "good",
    Outcome.SLOW: "warn",
    Outcome.ODD: "warn",
    Outcome.FAILED: "bad",
    Outcome.UNKNOWN: "unknown",
}


@dataclass(frozen=True)
class Availability:
    """Checks that found an interface callable, of all checks; with none the share is unknown (None)."""

    passed: int
    checks: int

    @property
    def share(self) -> Fraction | None:
        """Passed of checks."""
        return Fraction(self.passed, self.checks) if self.checks else None


@dataclass(frozen=True)
class Spark:
    """A line of latencies, newest at the right: pieces between failures, failures as marks at the foot.

    Coordinates in a box of 90 by 20; `words` is the text alternative.
    """

    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    words: str

    @property
    def box(self) -> str:
        """For `viewBox`."""
        return f"0 0 {WIDTH} {HEIGHT}"


@dataclass(frozen=True)
class Trail:
    """The checks of one interface in a period, oldest first."""

    checks: tuple[Probe, ...]

    @property
    def availability(self) -> Availability:
        """Counted checks only: what could not be asked says nothing."""
        counted = [one for one in self.checks if one.outcome in COUNTED]
        return Availability(sum(one.outcome in CALLABLE for one in counted), len(counted))

    @property
    def spark(self) -> Spark | None:
        """None before the first check."""
        return spark_of([one for one in self.checks if one.outcome in COUNTED][-POINTS:])


def trails(interfaces: Iterable[int], start: date, end: date) -> dict[int, Trail]:
    """The checks of these interfaces from `start` to `end`, by interface; all in one query."""
    numbers = list(interfaces)
    checks = within(Probe.objects.filter(interface__in=numbers, final=True), "at", start, end)
    found: dict[int, list[Probe]] = {number: [] for number in numbers}
    for probe in checks.order_by("at", "pk").defer("message"):
        found[probe.interface_id].append(probe)
    return {number: Trail(tuple(probes)) for number, probes in found.items()}


def spark_of(checks: Sequence[Probe]) -> Spark | None:
    """The line of these checks."""
    if not checks:
        return None
    times = [one.total_ms for one in checks if one.outcome in CALLABLE and one.total_ms is not None]
    most = max(times, default=1) or 1
    step = WIDTH // max(len(checks) - 1, 1)
    lines: list[list[str]] = [[]]
    marks: list[str] = []
    for at, one in enumerate(checks):
        left = at * step if len(checks) > 1 else WIDTH // 2
        if one.outcome in CALLABLE and one.total_ms is not None:
            lines[-1].append(f"{left},{HEIGHT - 2 - (HEIGHT - 4) * one.total_ms // most}")
        else:
            marks.append(str(left))
            lines.append([])
    drawn = [line for line in lines if line]
    said = f"最近 {len(checks)} 次探测"
    said += f"，用时 {min(times)} 至 {max(times)} 毫秒" if times else ""
    said += f"，{len(marks)} 次无法调用" if marks else ""
    dots = tuple((x, y) for line in drawn if len(line) == 1 for x, _, y in [line[0].partition(",")])
    return Spark(tuple(" ".join(line) for line in drawn if len(line) > 1), dots, tuple(marks), said)
