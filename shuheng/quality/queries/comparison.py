"""Two runs side by side: which figures differ, for whom."""

from dataclasses import dataclass
from fractions import Fraction

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure import MEASURES, Measure
from shuheng.quality.models import MeasureFigure, MeasureRun
from shuheng.quality.queries.cells import Cell, cell_of
from shuheng.quality.queries.runs import MOST_RUNS, may_read, scope_choices
from shuheng.web.components import Choice

MOST_ROWS = 500


@dataclass(frozen=True)
class Difference:
    agency: Agency
    measure: Measure
    before: Cell
    after: Cell

    @property
    def gain(self) -> Fraction | None:
        """By how much the value moved; None where one of the two is unknown."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True)
class ComparePage:
    runs: tuple[MeasureRun, ...]
    first: MeasureRun | None
    second: MeasureRun | None
    scope: str
    scopes: tuple[Choice, ...]
    rows: tuple[Difference, ...]
    left_out: int
    same: int


def compare_page(
    first: MeasureRun | None, second: MeasureRun | None, scope: str, visitor: Visitor
) -> ComparePage:
    """All figures of agencies in both runs that differ in anything; the first 500 of them."""
    runs = tuple(MeasureRun.objects.all()[:MOST_RUNS])
    both = first is not None and second is not None
    rows, same = differences(first, second, scope, visitor) if first and second else ([], 0)
    address = {"first": str(first.pk), "second": str(second.pk)} if first and second else {}
    return ComparePage(
        runs=runs,
        first=first,
        second=second,
        scope=scope,
        scopes=scope_choices(scope, address) if both else (),
        rows=tuple(rows[:MOST_ROWS]),
        left_out=max(0, len(rows) - MOST_ROWS),
        same=same,
    )


def differences(
    first: MeasureRun, second: MeasureRun, scope: str, visitor: Visitor
) -> tuple[list[Difference], int]:
    before, after = (figures_of(run, scope) for run in (first, second))
    found: list[Difference] = []
    same = 0
    seen: dict[int, bool] = {}
    for key in sorted(
        before.keys() & after.keys(), key=lambda key: (before[key].agency.code, order_of(key[1]))
    ):
        old, new = before[key], after[key]
        if not seen.setdefault(old.agency_id, may_read(visitor, old.agency)) or old.measure not in MEASURES:
            continue
        if said(old) == said(new):
            same += 1
        else:
            measure = MEASURES[old.measure]
            found.append(Difference(old.agency, measure, cell_of(measure, old), cell_of(measure, new)))
    return found, same


def figures_of(run: MeasureRun, scope: str) -> dict[tuple[int, str], MeasureFigure]:
    figures = run.figures.filter(scope=scope).select_related("agency")
    return {(one.agency_id, one.measure): one for one in figures}


def said(figure: MeasureFigure) -> tuple[int | None, ...]:
    return figure.yes, figure.no, figure.unknown, figure.amount, figure.denominator


def order_of(code: str) -> int:
    """The place of a measure in the registry."""
    return list(MEASURES).index(code) if code in MEASURES else len(MEASURES)
