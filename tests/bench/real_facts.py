"""Random facts for any rubric, so that a real one can be scored with as many agencies as wanted."""

from collections.abc import Iterator
from typing import Any

from shuheng.engines.rubric import Agency, Fact, FactSheet, Metric, Rubric
from tests.bench.facts import SEED
from tests.bench.libraries import np

USUAL = 1_000


def random_sheet(rubric: Rubric, size: int, unknown: float) -> FactSheet:
    """A sheet of ``size`` agencies in which this share of the facts is missing; parts never exceed wholes."""
    random = np.random.default_rng(SEED)
    peers = rubric.peers.groups if rubric.peers is not None else (None,)
    agencies = tuple(Agency(f"u{index}", f"单位{index}", peers[index % len(peers)]) for index in range(size))
    facts = {
        (agency.code, title): Fact(value, str(value), parts=(value, 1) if metric.kind == "list" else None)
        for agency in agencies
        for title, metric, value in _values(rubric, random)
        if random.random() >= unknown
    }
    return FactSheet("random", "random", rubric.period.name, True, agencies, facts)


def _values(rubric: Rubric, random: Any) -> Iterator[tuple[str, Metric, int]]:
    drawn = {title: _draw(rubric, metric, random) for title, metric in rubric.metrics.items()}
    for title, metric in rubric.metrics.items():
        value, whole = drawn[title], rubric.metrics.get(metric.within or "")
        while whole is not None:
            value = min(value, drawn[whole.title] * metric.scale // whole.scale)
            whole = rubric.metrics.get(whole.within or "")
        yield title, metric, value


def _draw(rubric: Rubric, metric: Metric, random: Any) -> int:
    low, high = int(metric.min * metric.scale), int(metric.maximum * metric.scale)
    if metric.kind == "date":
        return int(random.integers(rubric.period.start.toordinal(), rubric.period.end.toordinal() + 1))
    usual = high if metric.kind in ("ratio", "grade", "yes_no") else low + USUAL * metric.scale
    return int(random.integers(low, min(high, usual) + 1))
