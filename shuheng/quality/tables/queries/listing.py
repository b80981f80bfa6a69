"""The list of tables: what is wrong with each at a glance, narrowed by agency, library, dimension and state."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.http import urlencode

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import DataLibrary
from shuheng.engines.measure.tables import TABLE_MEASURES, Dimension
from shuheng.quality.issues.terms import LIVE
from shuheng.quality.models import DataTable, QualityIssue, TableResult
from shuheng.quality.tables.queries.cells import Cell, total_cell
from shuheng.quality.tables.summary import total_in
from shuheng.quality.tables.terms import ResultState
from shuheng.web.components import Choice

PER_PAGE = 50
SHOWN = ("empty_cells", "duplicate_rows")
STATES = {
    "measured": "已计量",
    "never": "未计量",
    "failed": "最近未能计量",
    "issues": "有问题",
    "archived": "已停用",
}


@dataclass(frozen=True)
class Wanted:
    """The filters of the address; what names nothing narrows nothing but finds nothing either."""

    agency: str = ""
    library: str = ""
    dimension: str = ""
    state: str = ""
    q: str = ""
    page: int = 1

    def address(self, **changes: str | int) -> str:
        """The same question with something changed; a change of filter starts at the first page."""
        held = {name: getattr(self, name) for name in ("agency", "library", "dimension", "state", "q")}
        given = {name: str(value) for name, value in {**held, **changes}.items() if value}
        return "?" + urlencode(given)


@dataclass(frozen=True)
class TableRow:
    """One table with its newest measuring; cells are empty where it was never measured."""

    table: DataTable
    result: TableResult | None
    cells: tuple[Cell, ...]
    issues: int
    failed: str

    @property
    def sampled(self) -> bool:
        return self.result is not None and self.result.run.sample_every is not None


@dataclass(frozen=True)
class TablesPage:
    wanted: Wanted
    rows: tuple[TableRow, ...]
    heads: tuple[str, ...]
    count: int
    number: int
    last: int
    earlier: str
    later: str
    agencies: tuple[Agency, ...]
    libraries: tuple[DataLibrary, ...]
    dimensions: tuple[Choice, ...]
    states: tuple[Choice, ...]


def newest(state: ResultState | None = None) -> QuerySet[TableResult]:
    """The newest result of the table of the outer query that has ended; with a state, the newest of these."""
    found = TableResult.objects.filter(table=OuterRef("pk")).exclude(state=ResultState.WAITING)
    return (found.filter(state=state) if state else found).order_by("-pk")


def tables_page(wanted: Wanted, visitor: Visitor) -> TablesPage:
    """The tables of the agencies that the visitor may read of."""
    agencies = reachable(visitor, "quality.read")
    pages = Paginator(narrowed(wanted, agencies), PER_PAGE)
    page = pages.get_page(wanted.page)
    shown = list(page.object_list)
    return TablesPage(
        wanted=wanted,
        rows=tuple(rows_of(shown)),
        heads=tuple(TABLE_MEASURES[code].title for code in SHOWN),
        count=pages.count,
        number=page.number,
        last=pages.num_pages,
        earlier=wanted.address(page=page.number - 1) if page.has_previous() else "",
        later=wanted.address(page=page.number + 1) if page.has_next() else "",
        agencies=tuple(agencies.filter(Exists(DataTable.objects.filter(agency=OuterRef("pk"))))),
        libraries=tuple(one for one in libraries() if allows(visitor, "quality.read", one.agency)),
        dimensions=choices(wanted, "dimension", {one.value: one.title for one in Dimension}),
        states=choices(wanted, "state", STATES),
    )


def libraries() -> QuerySet[DataLibrary]:
    """The libraries with an entry that has a table."""
    return DataLibrary.objects.filter(entries__data_tables__isnull=False).select_related("agency").distinct()


def narrowed(wanted: Wanted, agencies: QuerySet[Agency]) -> QuerySet[DataTable]:
    """The tables asked for, each with the ids of its newest results and the number of its live issues."""
    found = DataTable.objects.filter(agency__in=agencies).select_related("agency", "place", "current")
    found = found.filter(archived__isnull=wanted.state != "archived")
    if wanted.agency:
        under = agencies.filter(code=wanted.agency).values_list("path", flat=True).first()
        found = found.filter(agency__path__startswith=under) if under else found.none()
    if wanted.library:
        found = (
            found.filter(entry__libraries=int(wanted.library)) if wanted.library.isdecimal() else found.none()
        )
    if wanted.q:
        found = found.filter(Q(title__icontains=wanted.q) | Q(entry__title__icontains=wanted.q))
    live = QualityIssue.objects.filter(table=OuterRef("pk"), state__in=LIVE)
    if wanted.dimension:
        found = found.filter(Exists(live.filter(dimension=wanted.dimension)))
    found = found.annotate(
        measured_id=Subquery(newest(ResultState.MEASURED).values("pk")[:1]),
        last_state=Subquery(newest().values("state")[:1]),
        last_problem=Subquery(newest().values("problem")[:1]),
        live=Subquery(live.order_by().values("table").annotate(n=Count("pk")).values("n")),
    )
    conditions: Mapping[str, Q] = {
        "measured": Q(measured_id__isnull=False),
        "never": Q(last_state__isnull=True),
        "failed": Q(last_state=ResultState.FAILED),
        "issues": Q(live__gt=0),
    }
    return found.filter(conditions[wanted.state]) if wanted.state in conditions else found


def rows_of(tables: list[DataTable]) -> list[TableRow]:
    ids = [number for one in tables if (number := vars(one)["measured_id"])]
    results = TableResult.objects.select_related("run").in_bulk(ids)
    return [row_of(one, results) for one in tables]


def row_of(table: DataTable, results: Mapping[int, TableResult]) -> TableRow:
    told = vars(table)  # what the query annotated stands beside the fields
    result = results.get(told["measured_id"])
    cells = (
        tuple(total_cell(TABLE_MEASURES[code], total_in(result.summary, code)) for code in SHOWN)
        if result
        else ()
    )
    failed = told["last_problem"] if told["last_state"] == ResultState.FAILED else ""
    return TableRow(table, result, cells, told["live"] or 0, failed)


def choices(wanted: Wanted, name: str, titles: Mapping[str, str]) -> tuple[Choice, ...]:
    chosen = getattr(wanted, name)
    everything = Choice("全部", wanted.address(**{name: ""}), not chosen)
    return (
        everything,
        *(Choice(title, wanted.address(**{name: code}), code == chosen) for code, title in titles.items()),
    )
