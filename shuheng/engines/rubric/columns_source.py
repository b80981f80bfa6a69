"""Where a plan's columns come from: facts, facts of the period before, parameters, peer means."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from shuheng.engines.rubric.formula.columns import Flag, NumberColumn, TruthColumn, fact_column
from shuheng.engines.rubric.frame import BEFORE, CLASS, COUNT, PEER, SUM
from shuheng.engines.rubric.model import Rubric
from shuheng.engines.rubric.quantity import Quantity, column, exact, multiply, pick
from shuheng.engines.rubric.rules.peers import MOST_AGENCIES

MOST_SUB_UNITS = 1_000_000


class PlanSources:
    """Columns by metric title, for one rubric and period."""

    def __init__(
        self, rubric: Rubric, bounds: bool, period: str, stage: Callable[[pl.Expr], pl.Expr]
    ) -> None:
        self.rubric, self.bounds, self.period, self.stage = rubric, bounds, period, stage
        self._means: dict[str, NumberColumn] = {}
        self._class: pl.Expr | None = None
        self.complete = True

    def _unknown(self, expr: pl.Expr) -> Flag:
        return expr.is_null() if self.bounds else None

    def metric(self, name: str, part: str = "") -> NumberColumn:
        metric = self.rubric.metrics[name]
        low, high = int(metric.min * metric.scale), int(metric.maximum * metric.scale)
        if part:
            expr = pl.col(metric.code + (SUM if part == "sum" else COUNT))
            if part == "count":
                return NumberColumn(fact_column(expr, 0, MOST_SUB_UNITS, 1), self._unknown(expr))
            quantity = fact_column(expr, low * MOST_SUB_UNITS, high * MOST_SUB_UNITS, metric.scale)
            return NumberColumn(quantity, self._unknown(expr))
        expr = pl.col(metric.code)
        if metric.kind == "yes_no":
            return NumberColumn(fact_column(expr.cast(pl.Int16), 0, 1, 1), self._unknown(expr))
        return NumberColumn(fact_column(expr, low, high, metric.scale), self._unknown(expr))

    def truth(self, name: str) -> TruthColumn:
        return TruthColumn(pl.col(self.rubric.metrics[name].code))

    def previous(self, name: str) -> NumberColumn:
        metric = self.rubric.metrics[name]
        expr = pl.col(metric.code + BEFORE)
        low, high = int(metric.min * metric.scale), int(metric.maximum * metric.scale)
        return NumberColumn(fact_column(expr, low, high, metric.scale), self._unknown(expr))

    def parameter(self, name: str) -> NumberColumn:
        value = self.rubric.parameters[name].at(self.period, self.rubric.period.end)
        if value is None:
            self.complete = False
            return NumberColumn(exact(self.rubric.parameters[name].values()[0]), pl.lit(True))
        if not isinstance(value, dict):
            return NumberColumn(exact(value))
        names = self.rubric.class_names()
        quantity: Quantity = exact(value[names[-1]])
        for index, class_name in enumerate(names[:-1]):
            quantity = pick(self.class_index() == index, exact(value[class_name]), quantity)
        return NumberColumn(quantity, self._unknown(self.class_index()))

    def peer_mean(self, name: str) -> NumberColumn:
        if name not in self._means:
            own = self.metric(name)
            num = own.quantity.num
            total = self.stage(num.at(63).sum().over(PEER))
            members = self.stage(pl.len().over(PEER)).cast(pl.Int64)
            unknown: Flag = None
            if own.unknown is not None:
                unknown = self.stage(own.unknown.any().over(PEER))
            span = (num.span[0] * MOST_AGENCIES, num.span[1] * MOST_AGENCIES)
            den = multiply(column(members, (1, MOST_AGENCIES)), own.quantity.den)
            self._means[name] = NumberColumn(Quantity(column(total, span), den), unknown)
        return self._means[name]

    def class_index(self) -> pl.Expr:
        """The index of each agency's class, highest threshold first; null where it is unknown."""
        if self._class is None:
            classes = self.rubric.classes
            given = pl.col(CLASS).cast(pl.Int32)
            if classes is None:
                self._class = given
            else:
                metric = self.rubric.metrics[classes.of]
                number = pl.col(metric.code)
                chain = pl.when(number.is_null()).then(pl.lit(None, dtype=pl.Int32))
                for index, (threshold, _) in enumerate(classes.at_least):
                    mark = -((-threshold.numerator * metric.scale) // threshold.denominator)
                    chain = chain.when(number >= mark).then(pl.lit(index, dtype=pl.Int32))  # type: ignore[assignment]  # Then and ChainedThen share the interface
                self._class = self.stage(pl.coalesce(given, chain.otherwise(pl.lit(None, dtype=pl.Int32))))
        return self._class
