"""From the summaries of results to shares: by measure, by dimension, by table. Whole numbers are added, never shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shuheng.engines.measure.tables import TABLE_MEASURES, Dimension, TableMeasure, Tells
from shuheng.quality.monthly.model import DimensionLine, Extent, MeasureLine
from shuheng.quality.monthly.results import Chosen, Tables
from shuheng.quality.pictures import UNKNOWN, Share
from shuheng.quality.pictures.share import total
from shuheng.quality.tables.summary import Total, total_in, verdict_in

PLACES = ("格", "行")  # units that may be added up: places in the data, not data sets
REMARKS = frozenset(
    {"sensitive_identity", "sensitive_mobile", "sensitive_bank_card", "sensitive_person", "outliers"}
)
# What is to be looked at without being wrong: protected content, unusual numbers.


def judging() -> tuple[TableMeasure, ...]:
    """Measures whose value counts faults out of a whole."""
    return tuple(one for one in TABLE_MEASURES.values() if one.tells is Tells.FAULTS)


def extent(tables: Tables, results: Iterable[Chosen]) -> Extent:
    """How many tables, rows and cells were measured, and how."""
    found = tuple(results)
    measured = {one.table for one in found}
    sampled = sum(one.every is not None for one in found)
    cells = [total_in(dict(one.summary), "empty_cells").whole for one in found]
    known = [count for count in cells if count is not None]
    failed = len(tables.failed - measured)
    return Extent(
        tables=len(tables.agency_of),
        exact=len(found) - sampled,
        sampled=sampled,
        failed=failed,
        untried=len(tables.agency_of) - len(found) - failed,
        rows=sum(one.rows for one in found),
        cells=sum(known) if found and len(known) == len(cells) else None,
    )


def by_measure(results: Iterable[Chosen]) -> dict[str, tuple[Share, int]]:
    """Of each measure that was asked: its share over all tables, and how many of its figures are unknown."""
    faults: dict[str, int] = defaultdict(int)
    wholes: dict[str, int] = defaultdict(int)
    unknown: dict[str, int] = defaultdict(int)
    asked = {one.code for one in judging()}
    for one in results:
        for code in asked.intersection(one.summary.get("measures", {})):
            found = total_in(dict(one.summary), code)
            unknown[code] += found.unknown
            if found.value is not None and found.whole is not None:
                faults[code] += found.value
                wholes[code] += found.whole
    seen = set(wholes) | set(unknown)
    return {
        code: (Share.of_faults(faults[code], wholes[code]) if code in wholes else UNKNOWN, unknown[code])
        for code in seen
    }


def adding() -> tuple[TableMeasure, ...]:
    """Measures whose faults and wholes may be added up."""
    return tuple(one for one in judging() if one.unit in PLACES and one.code not in REMARKS)


def by_dimension(found: dict[str, tuple[Share, int]]) -> dict[Dimension, Share]:
    """The places of a dimension's measures taken together."""
    return {
        dimension: total(
            found[one.code][0] for one in adding() if one.dimension is dimension and one.code in found
        )
        for dimension in Dimension
    }


def measure_lines(
    now: dict[str, tuple[Share, int]], before: dict[str, tuple[Share, int]]
) -> tuple[MeasureLine, ...]:
    """Measures asked this month, by dimension in the order of the standard."""
    order = list(Dimension)
    asked = sorted((one for one in judging() if one.code in now), key=lambda one: order.index(one.dimension))
    return tuple(
        MeasureLine(
            code=one.code,
            title=one.title,
            dimension=one.dimension.title,
            unit=one.unit,
            source=one.source,
            says=one.says,
            share=now[one.code][0],
            before=before.get(one.code, (UNKNOWN, 0))[0],
            unknown=now[one.code][1],
            counted=one.code not in REMARKS,
        )
        for one in asked
    )


def dimension_lines(now: dict[Dimension, Share], before: dict[Dimension, Share]) -> tuple[DimensionLine, ...]:
    """All six, known or not."""
    return tuple(DimensionLine(one.value, one.title, now[one], before[one]) for one in Dimension)


def places_of(result: Chosen) -> Share:
    """The places of one table that were checked, whatever the measure."""
    totals: list[Total] = [
        total_in(dict(result.summary), one.code)
        for one in adding()
        if one.code in result.summary.get("measures", {})
    ]
    return total(Share.of_faults(one.value, one.whole) for one in totals)


def clean_tables(results: Iterable[Chosen], dimension: Dimension) -> Share:
    """Tables without an issue in the dimension, of those of which anything of it is known: as the matrix page counts."""
    verdicts = (verdict_in(dict(one.summary), dimension.value) for one in results)
    clean = [not faulty for _, faulty in filter(None, verdicts)]
    return Share(sum(clean), len(clean)) if clean else UNKNOWN
