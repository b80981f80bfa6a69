"""One table: the newest figures column by column, by measure and dimension, how the data were read, and the trend."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure.tables import ROLES, TABLE_MEASURES, Dimension, TableMeasure
from shuheng.jobs.progress import Json
from shuheng.quality.issues.terms import LIVE
from shuheng.quality.models import DataTable, QualityIssue, ResultFigure, TableResult, TableVersion
from shuheng.quality.tables.measures import measures_of
from shuheng.quality.tables.queries.cells import NOT_ASKED, Cell, cell_of, total_cell
from shuheng.quality.tables.queries.table_pictures import completeness, conformity, trend
from shuheng.quality.tables.summary import total_in, verdict_in
from shuheng.quality.tables.terms import ResultState
from shuheng.web.components import Picture

PER_PAGE = 100
MOST_HISTORY = 24
TREND = ("rows", "empty_cells", "duplicate_rows")


@dataclass(frozen=True)
class ColumnRow:
    """A column: what it holds and why we think so, and its cell for every measure of the heads."""

    name: str
    role: str
    evidence: str
    given: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class MeasureTotal:
    measure: TableMeasure
    cell: Cell
    unknown: int


@dataclass(frozen=True)
class DimensionGroup:
    """A dimension with its measures; `judged` None where nothing of it is known."""

    dimension: Dimension
    judged: int | None
    faulty: int
    totals: tuple[MeasureTotal, ...]


@dataclass(frozen=True)
class HistoryRow:
    result: TableResult
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TablePage:
    table: DataTable
    result: TableResult | None
    last: TableResult | None
    heads: tuple[TableMeasure, ...]
    columns: tuple[ColumnRow, ...]
    column_count: int
    number: int
    pages: int
    groups: tuple[DimensionGroup, ...]
    history: tuple[HistoryRow, ...]
    trend_heads: tuple[str, ...]
    completeness: Picture | None
    conformity: Picture | None
    trend: Picture | None
    versions: tuple[TableVersion, ...]
    reading: dict[str, Json]
    issues: tuple[QualityIssue, ...]
    may_work: bool
    may_measure: bool

    @property
    def stale(self) -> bool:
        """Whether the figures are of older data than the table's current ones."""
        return self.result is not None and self.result.version_id != self.table.current_id

    @property
    def failed(self) -> bool:
        return self.last is not None and self.last.state == ResultState.FAILED


def table_page(table: DataTable, visitor: Visitor, number: int) -> TablePage:
    """The newest measuring of the table, one page of its columns, and what came before."""
    ended = table.results.exclude(state=ResultState.WAITING).select_related("run", "version").order_by("-pk")
    measured = list(ended.filter(state=ResultState.MEASURED)[:MOST_HISTORY])
    result = measured[0] if measured else None
    names = [one["name"] for one in result.columns] if result else []
    pages = max(1, -(-len(names) // PER_PAGE))
    number = min(number, pages)
    chosen = names[(number - 1) * PER_PAGE : number * PER_PAGE]
    heads, columns = column_rows(result, chosen) if result else ((), ())
    current = table.current
    return TablePage(
        table=table,
        result=result,
        last=ended.first(),
        heads=heads,
        columns=columns,
        column_count=len(names),
        number=number,
        pages=pages,
        groups=groups_of(result) if result else (),
        history=tuple(HistoryRow(one, tuple(history_cells(one))) for one in measured),
        trend_heads=tuple(TABLE_MEASURES[code].title for code in TREND),
        completeness=completeness(result) if result else None,
        conformity=conformity(result) if result else None,
        trend=trend(measured),
        versions=tuple(table.versions.all()[:MOST_HISTORY]),
        reading=current.reading if current is not None and current.reading.get("format") else {},
        issues=tuple(table.issues.filter(state__in=LIVE).select_related("agency")[:PER_PAGE]),
        may_work=allows(visitor, "quality.work", table.agency),
        may_measure=allows(visitor, "quality.measure", table.agency),
    )


def history_cells(result: TableResult) -> list[Cell]:
    return [total_cell(TABLE_MEASURES[code], total_in(result.summary, code)) for code in TREND]


def column_rows(
    result: TableResult, names: Sequence[str]
) -> tuple[tuple[TableMeasure, ...], tuple[ColumnRow, ...]]:
    """The measures that spoke of columns, and these columns; a measure that was not asked of one leaves it empty."""
    found: dict[str, dict[str, ResultFigure]] = defaultdict(dict)
    for figure in result.figures.filter(column__in=names):
        found[figure.column][figure.measure] = figure
    asked = {code for figures in found.values() for code in figures}
    heads = tuple(one for one in measures_of(result.summary).values() if one.code in asked)
    by_name = {one["name"]: one for one in result.columns}
    rows = (
        ColumnRow(
            name=name,
            role=ROLES.get(by_name[name]["role"], by_name[name]["role"]),
            evidence=by_name[name]["evidence"],
            given=by_name[name]["by"] == "given",
            cells=tuple(figure_cell(found[name].get(head.code), head) for head in heads),
        )
        for name in names
    )
    return heads, tuple(rows)


def figure_cell(figure: ResultFigure | None, measure: TableMeasure) -> Cell:
    """With a link to the cells behind it where some were kept."""
    if figure is None:
        return NOT_ASKED
    link = reverse("table-figure", args=[figure.pk]) if figure.samples else ""
    return cell_of(figure, measure, link)


def groups_of(result: TableResult) -> tuple[DimensionGroup, ...]:
    """All measures of the result by dimension; the sizes first, as the standard orders the rest."""
    own = {one.measure: one for one in result.figures.filter(column="")}
    groups = []
    for dimension in Dimension:
        totals = tuple(
            total_row(result, one, own.get(one.code))
            for one in measures_of(result.summary).values()
            if one.dimension is dimension and one.code in result.summary.get("measures", {})
        )
        verdict = verdict_in(result.summary, dimension.value)
        judged, faulty = verdict or (None, 0)
        groups.append(DimensionGroup(dimension, judged, faulty, totals))
    return tuple(groups)


def total_row(result: TableResult, measure: TableMeasure, own: ResultFigure | None) -> MeasureTotal:
    total = total_in(result.summary, measure.code)
    if own is not None:
        return MeasureTotal(measure, figure_cell(own, measure), 0)
    return MeasureTotal(measure, total_cell(measure, total), total.unknown)
