"""The tables with the smallest share of good places, and the columns that weigh most in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from shuheng.engines.measure.tables import TABLE_MEASURES
from shuheng.quality.models import ResultFigure
from shuheng.quality.monthly.model import WorstTable
from shuheng.quality.monthly.results import Chosen
from shuheng.quality.monthly.sums import adding, places_of

MOST_TABLES, MOST_REASONS = 10, 3


def worst_tables(results: Sequence[Chosen], names: Mapping[int, str]) -> tuple[WorstTable, ...]:
    """At most ten, worst first; tables without a fault are none of them. ``names`` are the agencies'."""
    shares = [(places_of(one), one) for one in results]
    faulty = [(share.value, share, one) for share, one in shares if share.value is not None and share.faults]
    faulty.sort(key=lambda found: (found[0], found[2].table))
    listed = faulty[:MOST_TABLES]
    reasons = _reasons([one.result for _, _, one in listed])
    return tuple(
        WorstTable(names[one.agency], one.title, share, reasons.get(one.result, ()), one.every is not None)
        for _, share, one in listed
    )


def _reasons(results: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The figures with the largest shares of faults, by result: of columns, and of the table where it has no columns'."""
    codes = [one.code for one in adding()]
    figures = ResultFigure.objects.filter(result__in=results, measure__in=codes, value__gt=0, whole__gt=0)
    found: dict[int, list[tuple[Fraction, str]]] = defaultdict(list)
    told = list(figures.values_list("result_id", "measure", "column", "value", "whole"))
    by_column = {(result, measure) for result, measure, column, _, _ in told if column}
    for result, measure, column, value, whole in told:
        if column or (result, measure) not in by_column:
            found[result].append((Fraction(value or 0, whole or 1), _said(measure, column, value, whole)))
    return {
        result: tuple(said for _, said in sorted(lines, key=lambda line: (-line[0], line[1]))[:MOST_REASONS])
        for result, lines in found.items()
    }


def _said(measure: str, column: str, value: int | None, whole: int | None) -> str:
    known = TABLE_MEASURES[measure]
    where = f"列“{column}”：" if column else "整表："
    return f"{where}{known.title} {value:,} / {whole:,} {known.unit}"
