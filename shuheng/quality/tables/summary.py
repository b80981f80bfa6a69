"""What lists and boards show of a result, worked out once when it is kept: totals by measure, verdicts by dimension."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shuheng.engines.measure.tables import Dimension, TableMeasure, Tells
from shuheng.jobs.progress import Json
from shuheng.quality.issues.thresholds import thresholds
from shuheng.quality.tables.measures import plain_rules
from shuheng.quality.tables.measuring import KeptFigure


@dataclass(frozen=True)
class Total:
    """A measure over the whole table: `value` of `whole` (None where there is none), `unknown` figures left out."""

    value: int | None
    whole: int | None
    unknown: int = 0


def summary_of(figures: Iterable[KeptFigure], measures: Mapping[str, TableMeasure]) -> dict[str, Json]:
    """`measures`: code -> [value, whole, unknown]; `dimensions`: code -> [judged, faulty] figures; `rules`: their measures."""
    by_measure: dict[str, list[KeptFigure]] = defaultdict(list)
    for figure in figures:
        by_measure[figure.measure].append(figure)
    totals = {code: total_of(found) for code, found in by_measure.items()}
    return {
        "measures": {code: [one.value, one.whole, one.unknown] for code, one in totals.items()},
        "dimensions": dimensions_of(by_measure, measures),
        "rules": plain_rules(measures),
    }


def total_of(figures: list[KeptFigure]) -> Total:
    """The table's own figure where the engine gives one, else the sum over its columns; of nothing known, unknown."""
    for figure in figures:
        if not figure.column:
            return Total(figure.value, figure.whole, int(figure.value is None))
    known = [(one.value, one.whole) for one in figures if one.value is not None]
    if not known:
        return Total(None, None, len(figures))
    wholes = [whole for _, whole in known if whole is not None]
    whole = sum(wholes) if len(wholes) == len(known) else None
    return Total(sum(value for value, _ in known), whole, len(figures) - len(known))


def dimensions_of(
    by_measure: dict[str, list[KeptFigure]], measures: Mapping[str, TableMeasure]
) -> dict[str, Json]:
    """By dimension: figures that could show a fault and are known, and those faulty enough to be an issue."""
    limits = thresholds()
    counts = {one.value: [0, 0] for one in Dimension}
    for code, figures in by_measure.items():
        measure = measures.get(code)
        if measure is None or measure.tells is not Tells.FAULTS:
            continue
        for figure in figures:
            if figure.value is not None:
                pair = counts[measure.dimension.value]
                pair[0] += 1
                pair[1] += limits.severity(code, figure.column, figure.value, figure.whole) is not None
    return {code: pair for code, pair in counts.items() if pair[0]}


def total_in(summary: dict[str, Json], measure: str) -> Total:
    """A measure's total of a kept summary; unknown where it was not measured."""
    found = summary.get("measures", {}).get(measure)
    return Total(*found) if found else Total(None, None, 1)


def verdict_in(summary: dict[str, Json], dimension: str) -> tuple[int, int] | None:
    """Judged and faulty figures of a dimension; None where nothing of it is known."""
    found = summary.get("dimensions", {}).get(dimension)
    return (found[0], found[1]) if found else None
