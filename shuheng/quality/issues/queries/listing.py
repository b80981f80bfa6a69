"""Issues: the list with its filters, and one issue with everything done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.http import urlencode

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure.tables import TABLE_MEASURES, Dimension
from shuheng.problems import Problem
from shuheng.quality.issues.queries.clock import Clock, clock_of
from shuheng.quality.issues.terms import LIVE, IssueState, Severity
from shuheng.quality.models import IssueEvent, QualityIssue, ResultFigure
from shuheng.quality.tables.queries.cells import Cell, cell
from shuheng.web.components import Choice
from shuheng.workdays.calendar import WorkdayCalendar
from shuheng.workdays.queries import calendar

PER_PAGE = 50
LIVE_CODE, OVERDUE = "live", "overdue"
DIMENSIONS = {one.value: one.title for one in Dimension}
NAMES = ("state", "severity", "dimension", "agency", "table")


@dataclass(frozen=True)
class IssuesWanted:
    """The filters of the address; without a state, those that somebody still has to do something about."""

    state: str = LIVE_CODE
    severity: str = ""
    dimension: str = ""
    agency: str = ""
    table: str = ""
    page: int = 1

    def address(self, **changes: str | int) -> str:
        """The same question with something changed, from the first page on."""
        held = {name: getattr(self, name) for name in NAMES}
        return "?" + urlencode({name: str(value) for name, value in {**held, **changes}.items() if value})


@dataclass(frozen=True)
class IssueRow:
    issue: QualityIssue
    dimension: str
    cell: Cell
    clock: Clock
    may_work: bool


@dataclass(frozen=True)
class IssuesPage:
    wanted: IssuesWanted
    rows: tuple[IssueRow, ...]
    count: int
    number: int
    last: int
    earlier: str
    later: str
    states: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    dimensions: tuple[Choice, ...]
    agencies: tuple[Agency, ...]
    may_manage: bool


@dataclass(frozen=True)
class IssuePage:
    row: IssueRow
    says: str
    source: str
    events: tuple[IssueEvent, ...]
    figure: ResultFigure | None
    offered: tuple[Agency, ...]
    may_work: bool
    may_manage: bool
    problems: tuple[Problem, ...] = ()

    @property
    def may_ask(self) -> bool:
        return self.may_work and self.row.issue.state in {IssueState.OPEN, IssueState.FIXED}


def issues_page(wanted: IssuesWanted, visitor: Visitor, today: date) -> IssuesPage:
    """The issues that agencies answer for in which the visitor may read."""
    agencies = reachable(visitor, "quality.read")
    pages = Paginator(narrowed(wanted, agencies, today), PER_PAGE)
    page = pages.get_page(wanted.page)
    clock = calendar()
    return IssuesPage(
        wanted=wanted,
        rows=tuple(row_of(one, visitor, today, clock) for one in page.object_list),
        count=pages.count,
        number=page.number,
        last=pages.num_pages,
        earlier=wanted.address(page=page.number - 1) if page.has_previous() else "",
        later=wanted.address(page=page.number + 1) if page.has_next() else "",
        states=choices(
            wanted, "state", {LIVE_CODE: "未了结", OVERDUE: "超期", **IssueState.titles(), "all": "全部"}
        ),
        severities=choices(wanted, "severity", {"": "全部", **Severity.titles()}),
        dimensions=choices(wanted, "dimension", {"": "全部", **DIMENSIONS}),
        agencies=tuple(agencies.filter(quality_issues__isnull=False).distinct()),
        may_manage=allows(visitor, "quality.manage"),
    )


def narrowed(wanted: IssuesWanted, agencies: QuerySet[Agency], today: date) -> QuerySet[QualityIssue]:
    """The nearest end of the clock first; what has none stands last."""
    found = QualityIssue.objects.filter(Q(agency__in=agencies) | Q(table__agency__in=agencies))
    found = found.select_related("table__agency", "agency")
    if wanted.state == LIVE_CODE:
        found = found.filter(state__in=LIVE)
    elif wanted.state == OVERDUE:
        found = found.filter(state__in=LIVE, due__lt=today)
    elif wanted.state != "all":
        found = found.filter(state=wanted.state)
    if wanted.severity:
        found = found.filter(severity=wanted.severity)
    if wanted.dimension:
        found = found.filter(dimension=wanted.dimension)
    if wanted.agency:
        under = agencies.filter(code=wanted.agency).values_list("path", flat=True).first()
        found = found.filter(agency__path__startswith=under) if under else found.none()
    if wanted.table:
        number = wanted.table if wanted.table.isascii() and wanted.table.isdigit() else ""
        found = found.filter(table=int(number)) if number and len(number) <= 18 else found.none()
    return found.order_by("due", "-pk")


def row_of(issue: QualityIssue, visitor: Visitor, today: date, clock: WorkdayCalendar) -> IssueRow:
    return IssueRow(
        issue=issue,
        dimension=DIMENSIONS.get(issue.dimension, "其他"),
        cell=cell(issue.value, issue.whole),
        clock=clock_of(issue, today, clock),
        may_work=allows(visitor, "quality.work", issue.agency),
    )


def issue_page(
    issue: QualityIssue, visitor: Visitor, today: date, problems: tuple[Problem, ...] = ()
) -> IssuePage:
    """One issue; `problems` are of an act that was refused."""
    measure = TABLE_MEASURES.get(issue.measure)
    own = issue.table.agency
    roof = own.parent.path if own.parent is not None else own.path
    may_work = allows(visitor, "quality.work", issue.agency)
    held = issue.state in LIVE
    figures = ResultFigure.objects.filter(
        result__run=issue.seen_by, result__table=issue.table, measure=issue.measure, column=issue.column
    )
    return IssuePage(
        row=row_of(issue, visitor, today, calendar()),
        says=measure.says if measure else "",
        source=measure.source if measure else "",
        events=tuple(issue.events.select_related("run")),
        figure=figures.first() if allows(visitor, "quality.read", own) else None,
        offered=tuple(Agency.objects.filter(path__startswith=roof).exclude(pk=issue.agency_id))
        if held and (may_work or allows(visitor, "quality.manage", own))
        else (),
        may_work=may_work,
        may_manage=allows(visitor, "quality.manage", own),
        problems=problems,
    )


def choices(wanted: IssuesWanted, name: str, titles: Mapping[str, str]) -> tuple[Choice, ...]:
    chosen = getattr(wanted, name)
    return tuple(
        Choice(title, wanted.address(**{name: code}), code == chosen) for code, title in titles.items()
    )
