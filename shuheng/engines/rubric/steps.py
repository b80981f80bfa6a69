"""What a plan computes and in which order: expressions put off into columns, level by level.

Each expression becomes a column one level after the columns it reads, so nothing is computed twice. Columns
that look at all rows (peers) are computed before the frame is cut into chunks, with all that they read.
"""

from __future__ import annotations

import polars as pl

from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.columns import (
    ColumnBuilder,
    Flag,
    NumberColumn,
    Sources,
    TruthColumn,
)
from shuheng.engines.rubric.formula.nodes import Node
from shuheng.engines.rubric.quantity import Quantity, Whole
from shuheng.engines.rubric.rules.base import OutcomeColumns

CHUNK = 262_144
Levels = list[list[pl.Expr]]


class Steps:
    """Collects columns while a plan is built, then computes them on any number of frames."""

    def __init__(self) -> None:
        self._exprs: dict[str, pl.Expr] = {}
        self._level: dict[str, int] = {}
        self._roots: dict[str, list[str]] = {}
        self._seen: dict[int, tuple[pl.Expr, pl.Expr]] = {}
        self._over_all: list[str] = []
        self.levels: Levels = []
        self.before: Levels = []
        self.chunked: Levels = []

    def put_off(self, expr: pl.Expr, *, over_all: bool = False) -> pl.Expr:
        """The column that will hold ``expr``; ``over_all`` where it looks at all rows at once."""
        if expr.meta.is_column():
            return expr
        if id(expr) not in self._seen:
            roots = expr.meta.root_names()
            name = f"§{len(self._exprs)}"
            self._exprs[name], self._roots[name] = expr.alias(name), roots
            self._level[name] = 1 + max((self._level.get(root, 0) for root in roots), default=0)
            self._seen[id(expr)] = expr, pl.col(name)
            if over_all:
                self._over_all.append(name)
        return self._seen[id(expr)][1]

    def flag(self, flag: Flag) -> Flag:
        """A flag, computed once."""
        return None if flag is None else self.put_off(flag)

    def quantity(self, quantity: Quantity) -> Quantity:
        """A quantity, computed once, in the narrowest columns that hold it."""
        num, den = self._whole(quantity.num), self._whole(quantity.den)
        return quantity if num is quantity.num and den is quantity.den else Quantity(num, den)

    def _whole(self, whole: Whole) -> Whole:
        narrow = whole.narrow()
        if narrow.expr is None or narrow.expr.meta.is_column():
            return narrow
        return Whole(self.put_off(narrow.expr), narrow.span, narrow.bits)

    def outcome(self, columns: OutcomeColumns) -> OutcomeColumns:
        """An outcome, computed once."""
        low = self.quantity(columns.low)
        high = low if columns.low is columns.high else self.quantity(columns.high)
        return OutcomeColumns(low, high, self.flag(columns.na))

    def close(self) -> None:
        """Put the columns in order; nothing is put off afterwards."""
        early: set[str] = set()
        waiting = list(self._over_all)
        while waiting:
            name = waiting.pop()
            if name in self._exprs and name not in early:
                early.add(name)
                waiting += self._roots[name]
        self.levels = self._by_level(set(self._exprs))
        self.before = self._by_level(early)
        self.chunked = self._by_level(set(self._exprs) - early)

    def _by_level(self, names: set[str]) -> Levels:
        levels: dict[int, list[pl.Expr]] = {}
        for name, expr in self._exprs.items():
            if name in names:
                levels.setdefault(self._level[name], []).append(expr)
        return [levels[level] for level in sorted(levels)]

    def run(self, frame: pl.DataFrame, outputs: list[pl.Expr]) -> pl.DataFrame:
        """The outputs for every row; large frames a chunk at a time, so that columns stay in the cache."""
        if frame.height <= CHUNK:
            return _selected(_computed(frame, self.levels), outputs)
        frame = _computed(frame, self.before)
        starts = range(0, frame.height, CHUNK)
        chunks = (_selected(_computed(frame.slice(start, CHUNK), self.chunked), outputs) for start in starts)
        return pl.concat(chunks, rechunk=False)


def _computed(frame: pl.DataFrame, levels: Levels) -> pl.DataFrame:
    for level in levels:
        frame = frame.with_columns(level)
    return frame


def _selected(frame: pl.DataFrame, outputs: list[pl.Expr]) -> pl.DataFrame:
    """The outputs, one row for each row of the frame also where all of them are constants."""
    chosen = frame.select(outputs)
    return chosen if chosen.height == frame.height else frame.with_columns(outputs).select(chosen.columns)


class KeptColumns(ColumnBuilder):
    """The columns of formulas as rules ask for them: each formula computed once, whoever asks."""

    def __init__(self, analyser: Analyser, sources: Sources, steps: Steps) -> None:
        super().__init__(analyser, sources)
        self._steps = steps
        self._inner = ColumnBuilder(analyser, sources)
        self._truths: dict[Node, TruthColumn] = {}

    def number(self, node: Node) -> NumberColumn:
        if node not in self._numbers:
            found = self._inner.number(node)
            kept = self._steps.quantity(found.quantity)
            unknown, na = self._steps.flag(found.unknown), self._steps.flag(found.na)
            self._numbers[node] = NumberColumn(kept, unknown, na)
        return self._numbers[node]

    def truth(self, node: Node) -> TruthColumn:
        if node not in self._truths:
            found = self._inner.truth(node)
            self._truths[node] = TruthColumn(self._steps.put_off(found.truth), self._steps.flag(found.na))
        return self._truths[node]
