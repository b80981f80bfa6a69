"""Random fact sheets of a rubric, with unknowns; and completions of what is unknown."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from shuheng.engines.rubric import NEVER_WORD, Agency, FactRow, FactSheet, Metric, Rubric, build_sheet, plain
from shuheng.engines.rubric.frame import asked_before
from shuheng.engines.rubric.metrics import NEVER
from tests.spec.properties.draft import DAYS

GRID = tuple(Fraction(text) for text in ("0", "1", "2", "3", "0.5", "0.1", "0.6", "10", "7", "1.25", "11"))
Cell = tuple[str, str, str]
Cells = Mapping[Cell, str | None]


class Facts:
    """What is known of every agency (None: unknown), before it becomes a fact sheet."""

    def __init__(self, rubric: Rubric, period: str, agencies: tuple[Agency, ...], cells: Cells) -> None:
        self.rubric, self.period, self.agencies, self.cells = rubric, period, agencies, cells

    def sheet(self, more: Cells | None = None) -> FactSheet:
        """The fact sheet, with what completes it."""
        cells = {**self.cells, **(more or {})}
        rows = [
            FactRow(a.code, "", "", a.name, a.peer or "", class_name=a.class_name or "")
            for a in self.agencies
        ]
        rows += [
            FactRow(a, m, text, period=period) for (a, m, period), text in cells.items() if text is not None
        ]
        return build_sheet(self.rubric, rows, period=self.period)

    def __repr__(self) -> str:
        return f"Facts({self.period}, {self.agencies}, {self.cells})"


def _whole_numbers(metric: Metric) -> tuple[int, int]:
    return int(metric.min * metric.scale), int(metric.maximum * metric.scale)


def _stored(draw: st.DrawFn, metric: Metric, low: int, high: int) -> int:
    """A number within its limits: often a mark, sometimes an end, now and then anything."""
    if metric.kind == "date":
        return draw(st.sampled_from([date.fromisoformat(day).toordinal() for day in DAYS] + [NEVER]))
    marks = [low, high, *(int(mark * metric.scale) for mark in GRID)]
    allowed = [mark for mark in marks if low <= mark <= high]
    return draw(st.sampled_from(allowed) if draw(st.integers(0, 3)) else st.integers(low, high))


def _written(metric: Metric, stored: int) -> str:
    match metric.kind:
        case "yes_no":
            return "是" if stored else "否"
        case "grade":
            return metric.option_names[stored]
        case "date":
            return NEVER_WORD if stored == NEVER else date.fromordinal(stored).isoformat()
        case "ratio":
            return f"{plain(Fraction(stored * 100, metric.scale))}%"
        case _:
            return plain(Fraction(stored, metric.scale))


def _value(draw: st.DrawFn, rubric: Rubric, cells: Cells, cell: Cell) -> str:
    """A value for one cell that its part and its whole allow."""
    agency, title, period = cell
    metric = rubric.metrics[title]
    low, high = _whole_numbers(metric)
    if metric.kind == "list":
        items = [_stored(draw, metric, low, high) for _ in range(draw(st.integers(0, 3)))]
        return "; ".join(_written(metric, item) for item in items) or ";"
    if metric.within is not None:
        whole = cells.get((agency, metric.within, period))
        most = rubric.metrics[metric.within].maximum if whole is None else int(whole)
        high = min(high, int(most))
    parts = [cells.get((agency, name, period)) for name, m in rubric.metrics.items() if m.within == title]
    low = max([low, *(int(part) for part in parts if part is not None)])
    return _written(metric, _stored(draw, metric, low, high))


def _agencies(draw: st.DrawFn, rubric: Rubric) -> tuple[Agency, ...]:
    peers = rubric.peers.groups if rubric.peers is not None else (None,)
    classes = (None, None, *rubric.class_names())
    return tuple(
        Agency(f"u{n}", f"单位{n}", draw(st.sampled_from(peers)), draw(st.sampled_from(classes)))
        for n in range(draw(st.integers(1, 4)))
    )


def _all_cells(rubric: Rubric, agencies: tuple[Agency, ...]) -> list[Cell]:
    before = asked_before(rubric)
    titles = [(title, "") for title in rubric.metrics] + [(title, "上年") for title in sorted(before)]
    return [(agency.code, title, period) for agency in agencies for title, period in titles]


@st.composite
def facts(draw: st.DrawFn, rubric: Rubric, *, known: bool = False) -> Facts:
    """Facts of a few agencies; about a quarter of them unknown unless all are to be ``known``.

    For 2023 no parameter by period has a value: what depends on one stays unknown.
    """
    period = draw(st.sampled_from(("2021", "2022") if known else ("2021", "2022", "2023")))
    agencies = _agencies(draw, rubric)
    cells: dict[Cell, str | None] = {}
    for cell in sorted(_all_cells(rubric, agencies), key=lambda c: rubric.metrics[c[1]].within is not None):
        missing = not known and draw(st.integers(0, 3)) == 3
        cells[cell] = None if missing else _value(draw, rubric, cells, cell)
    return Facts(rubric, period, agencies, cells)


@st.composite
def completions(draw: st.DrawFn, found: Facts) -> FactSheet:
    """A fact sheet in which everything unknown has some allowed value."""
    cells = dict(found.cells)
    for cell, text in found.cells.items():
        if text is None:
            cells[cell] = _value(draw, found.rubric, cells, cell)
    return found.sheet(cells)
