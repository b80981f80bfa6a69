"""From rows to a metric's value, exactly; what it must be is worked out by hand in tests/spec/registers/.

Rows whose state does not count are left out. Where a row cannot be decided, because a value that decides is missing,
the metric is unknown: neither zero nor a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from shuheng.engines.rubric import NEVER_WORD
from shuheng.registers.declare.cells import decimal
from shuheng.registers.declare.conditions import Row, every, fulfils, lies_in
from shuheng.registers.declare.metric_meaning import kind_of
from shuheng.registers.declare.periods import Period
from shuheng.registers.declare.shapes import Declaration, Metric
from shuheng.registers.declare.takes import NEVER, TAKES, MetricValue, Taken


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows behind a figure, and those of which it cannot be said whether they belong."""

    rows: tuple[Row, ...]
    undecided: tuple[Row, ...]


def value_of(declaration: Declaration, metric: str, rows: Iterable[Row], period: Period) -> MetricValue:
    """The exact value of the metric with this code over the rows of one agency (or of all agencies below it).

    Fraction for counts, amounts and ratios (93/100 for 93%), bool for yes/no, a date (NEVER where nothing happened), a
    tuple for lists; None is unknown. KeyError where the register has no such metric.
    """
    chosen = choose(declaration, metric, rows, period)
    found = metric_of(declaration, metric)
    return None if chosen.undecided else TAKES[found.take](Taken(declaration, found, chosen.rows, period))


def choose(declaration: Declaration, metric: str, rows: Iterable[Row], period: Period) -> Chosen:
    """The rows that the metric is read from, in the order given."""
    chain = _chain(declaration, metric)
    counted = declaration.life.counted
    answers = [
        (row, every(_belongs(declaration, link, row, period) for link in chain))
        for row in rows
        if row.state in counted
    ]
    return Chosen(
        tuple(row for row, answer in answers if answer),
        tuple(row for row, answer in answers if answer is None),
    )


def metric_of(declaration: Declaration, code: str) -> Metric:
    """The metric with this code; KeyError where the register supplies none."""
    return {metric.code: metric for metric in declaration.metrics.values()}[code]


def fact_text(declaration: Declaration, metric: str, value: MetricValue) -> str:
    """How the value is written in a sheet of facts, so that the rubric engine reads it; empty for unknown."""
    if value is None:
        return ""
    if isinstance(value, Fraction) and kind_of(declaration, metric_of(declaration, metric)) == "ratio":
        return f"{decimal(value * 100)}%"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return NEVER_WORD if value == NEVER else value.isoformat()
    return "; ".join(map(decimal, value)) or ";" if isinstance(value, tuple) else decimal(value)


def _chain(declaration: Declaration, code: str) -> tuple[Metric, ...]:
    """The metric and those whose rows it narrows."""
    chain = [metric_of(declaration, code)]
    while (base := chain[-1].of) is not None:
        chain.append(metric_of(declaration, base))
    return tuple(chain)


def _belongs(declaration: Declaration, metric: Metric, row: Row, period: Period) -> bool | None:
    if metric.period is not None and not lies_in(declaration, row, metric.period, period):
        return False
    return fulfils(declaration, row, metric.where, period)
