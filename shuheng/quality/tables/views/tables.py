"""Looking at tables: the list, one table, the cells behind a figure, agencies by dimensions; saying what columns hold."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.visitors import visitor_of
from shuheng.engines.measure.tables import ROLES, TableMeasure
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import DataTable, ResultFigure
from shuheng.quality.tables import actions, forms
from shuheng.quality.tables.measures import measures_of
from shuheng.quality.tables.queries.cells import Cell, cell_of
from shuheng.quality.tables.queries.listing import Wanted, tables_page
from shuheng.quality.tables.queries.matrix import matrix_page
from shuheng.quality.tables.queries.one_table import table_page
from shuheng.quality.tables.views.own import LARGEST, READ, WORK, need, own_table
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page

REFUSED = 422
LONGEST_RULE = 100_000


@dataclass(frozen=True)
class FigurePage:
    """The masked cells behind one figure."""

    table: DataTable
    figure: ResultFigure
    measure: TableMeasure | None
    cell: Cell


@dataclass(frozen=True)
class ColumnChoice:
    name: str
    role: str
    number: int


@dataclass(frozen=True)
class DescribePage:
    """The form of what columns hold, with what was typed and what was wrong with it."""

    table: DataTable
    columns: tuple[ColumnChoice, ...]
    roles: tuple[tuple[str, str], ...]
    keys: str
    rules: str
    problems: tuple[Problem, ...] = ()


@permission(READ)
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """The list, narrowed as the address says."""
    asked = {
        name: request.GET.get(name, "").strip()[:100]
        for name in ("agency", "library", "dimension", "state", "q")
    }
    wanted = Wanted(**asked, page=page_number(request.GET.get("page", "")))
    return render_page(
        request, "quality/tables/list.html", tables_page(wanted, visitor_of(request)), fragment="tables"
    )


@permission(READ)
@require_safe
def table(request: HttpRequest, number: int) -> HttpResponse:
    found = own_table(request, number, READ)
    page = table_page(found, visitor_of(request), page_number(request.GET.get("page", "")))
    return render_page(request, "quality/tables/table.html", page, fragment="columns")


@permission(READ)
@require_safe
def figure(request: HttpRequest, number: int) -> HttpResponse:
    """The samples of one figure; that somebody looked is on record, as with every page of this room."""
    if number >= LARGEST:
        raise Http404
    figures = ResultFigure.objects.select_related("result__table__agency", "result__run", "result__version")
    found = get_object_or_404(figures, pk=number)
    need(request, READ, found.result.table.agency)
    measure = measures_of(found.result.summary).get(found.measure)
    page = FigurePage(found.result.table, found, measure, cell_of(found, measure))
    return render_page(request, "quality/tables/figure.html", page)


@permission(READ)
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    return render_page(request, "quality/tables/matrix.html", matrix_page(visitor_of(request)))


@permission(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, number: int) -> HttpResponse:
    """What columns hold against what is detected, which of them tell rows apart, and the rules they keep."""
    found, template = own_table(request, number, WORK), "quality/tables/describe.html"
    columns = columns_of(found)
    if request.method != "POST":
        keys = "\n".join("，".join(key) for key in found.keys)
        return render_page(request, template, describe_page(found, columns, found.roles, (keys, found.rules)))
    typed = {name: request.POST.get(f"role-{at}", "") for at, name in enumerate(columns)}
    try:
        said = forms.described(request.POST, columns)
    except ProblemsError as error:
        texts = (request.POST.get("keys", "")[:LONGEST_RULE], request.POST.get("rules", "")[:LONGEST_RULE])
        page = describe_page(found, columns, typed, texts, error.problems)
        return render_page(request, template, page, status=REFUSED)
    actor = visitor_of(request).name
    actions.describe(table=found, roles=said.roles, keys=said.keys, rules=said.rules, actor=actor)
    return redirect("data-table", number=found.pk)


def columns_of(found: DataTable) -> list[str]:
    """The columns of the current data; of a table in place, those of its newest measuring."""
    if found.current is not None:
        return [str(name) for name in found.current.columns]
    newest = found.results.exclude(columns=[]).order_by("-pk").first()
    return [str(one["name"]) for one in newest.columns] if newest is not None else []


def describe_page(
    found: DataTable,
    columns: list[str],
    roles: dict[str, str],
    texts: tuple[str, str],
    problems: tuple[Problem, ...] = (),
) -> DescribePage:
    """`texts` are the keys and the rules as typed."""
    chosen = tuple(
        ColumnChoice(name, ROLES.get(role := roles.get(name, ""), role), at)
        for at, name in enumerate(columns)
    )
    return DescribePage(found, chosen, tuple(ROLES.items()), *texts, problems)


@permission(WORK)
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End the table, or take it up again."""
    found = own_table(request, number, WORK)
    act = actions.restore if request.POST.get("act") == "restore" else actions.archive
    act(table=found, actor=visitor_of(request).name)
    return redirect("data-table", number=found.pk)
