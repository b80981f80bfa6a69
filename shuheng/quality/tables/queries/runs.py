"""Runs: the list, one run with its results, and where it stands."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure.tables import TABLE_MEASURES
from shuheng.jobs.models import Job
from shuheng.quality.models import TableResult, TableRun
from shuheng.quality.tables.queries.cells import Cell, total_cell
from shuheng.quality.tables.queries.listing import SHOWN
from shuheng.quality.tables.runs import job_of
from shuheng.quality.tables.summary import total_in
from shuheng.quality.tables.terms import ResultState, RunState
from shuheng.web.components import Figure

PER_PAGE = 100
STANDING: dict[str, str] = {RunState.DONE: "good", RunState.CANCELLED: "unknown"}


@dataclass(frozen=True)
class RunRow:
    """A run with its counts, of tables that the visitor may read of."""

    run: TableRun
    tables: int
    measured: int
    failed: int

    @property
    def state(self) -> str:
        """The kind of mark beside the word."""
        return STANDING.get(self.run.state, "")


@dataclass(frozen=True)
class RunsPage:
    rows: tuple[RunRow, ...]
    number: int
    last: int


@dataclass(frozen=True)
class ResultRow:
    result: TableResult
    cells: tuple[Cell, ...]

    @property
    def kind(self) -> str:
        """The kind of mark beside the word."""
        return {"measured": "good", "failed": "bad"}.get(self.result.state, "unknown")


@dataclass(frozen=True)
class RunPage:
    """One run; `job` is the one at work on it, `broken` says that its job ended and left it unfinished."""

    row: RunRow
    figures: tuple[Figure, ...]
    rows: tuple[ResultRow, ...]
    number: int
    last: int
    job: Job | None
    left: int
    hidden: int

    @property
    def broken(self) -> bool:
        return self.row.run.state == RunState.RUNNING and self.job is not None and self.job.ended


def counted(agencies: QuerySet[Agency]) -> QuerySet[TableRun]:
    own = Q(results__table__agency__in=agencies)
    return TableRun.objects.annotate(
        own=Count("results", filter=own),
        own_measured=Count("results", filter=own & Q(results__state=ResultState.MEASURED)),
        own_failed=Count("results", filter=own & Q(results__state=ResultState.FAILED)),
    ).filter(own__gt=0)


def row_of(run: TableRun) -> RunRow:
    told = vars(run)
    return RunRow(run, told["own"], told["own_measured"], told["own_failed"])


def runs_page(visitor: Visitor, number: int) -> RunsPage:
    """The runs that measured something of which the visitor may read, newest first."""
    pages = Paginator(counted(reachable(visitor, "quality.read")).order_by("-pk"), PER_PAGE)
    page = pages.get_page(number)
    return RunsPage(tuple(row_of(run) for run in page.object_list), page.number, pages.num_pages)


def run_page(run: TableRun, visitor: Visitor, number: int) -> RunPage:
    """What failed stands first, then what waits."""
    agencies = reachable(visitor, "quality.read")
    row = row_of(counted(agencies).get(pk=run.pk))
    order = Case(
        When(state=ResultState.FAILED, then=Value(0)),
        When(state=ResultState.WAITING, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    results = run.results.filter(table__agency__in=agencies).select_related("table__agency")
    pages = Paginator(results.order_by(order, "table__agency__path", "table__title", "pk"), PER_PAGE)
    page = pages.get_page(number)
    return RunPage(
        row=row,
        figures=figures_of(row),
        rows=tuple(ResultRow(one, cells_of(one)) for one in page.object_list),
        number=page.number,
        last=pages.num_pages,
        job=job_of(run),
        left=run.results.exclude(state=ResultState.MEASURED).count(),
        hidden=run.results.count() - row.tables,
    )


def cells_of(result: TableResult) -> tuple[Cell, ...]:
    if result.state != ResultState.MEASURED:
        return ()
    return tuple(total_cell(TABLE_MEASURES[code], total_in(result.summary, code)) for code in SHOWN)


def figures_of(row: RunRow) -> tuple[Figure, ...]:
    run, waiting = row.run, row.tables - row.measured - row.failed
    how = f"每 {run.sample_every} 行抽 1 行" if run.sample_every else "逐行"
    return (
        Figure("数据表", f"{row.tables:,}", "张"),
        Figure("已计量", f"{row.measured:,}", "张"),
        Figure("未能计量", f"{row.failed:,}", "张", state="bad" if row.failed else ""),
        Figure("等待", f"{waiting:,}", "张"),
        Figure(
            "方式",
            how,
            note="抽样结果不能代表全部数据" if run.sample_every else "",
            state="warn" if run.sample_every else "",
        ),
    )
