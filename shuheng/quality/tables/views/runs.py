"""Runs: start one, watch it, run again what failed."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.models import DataLibrary
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import DataTable
from shuheng.quality.tables import forms, runs
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.orders import TableOrder
from shuheng.quality.tables.queries.listing import libraries
from shuheng.quality.tables.queries.runs import run_page, runs_page
from shuheng.quality.tables.views.own import MEASURE, READ, own_run, own_table, within
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page

REFUSED = 422


@dataclass(frozen=True)
class NewRunPage:
    """The form of a run, with what was typed and what was wrong with it; of one `table` where the address names it."""

    agencies: tuple[Agency, ...]
    libraries: tuple[DataLibrary, ...]
    tables: int
    said: dict[str, str]
    table: DataTable | None = None
    problems: tuple[Problem, ...] = ()


@permission(READ)
@require_safe
def table_runs(request: HttpRequest) -> HttpResponse:
    page = runs_page(visitor_of(request), page_number(request.GET.get("page", "")))
    return render_page(request, "quality/tables/runs.html", page)


@permission(READ)
@require_safe
def table_run(request: HttpRequest, number: int) -> HttpResponse:
    found = own_run(request, number)
    page = run_page(found, visitor_of(request), page_number(request.GET.get("page", "")))
    return render_page(request, "quality/tables/run.html", page)


@permission(MEASURE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_table_run(request: HttpRequest) -> HttpResponse:
    """Choose what to measure, as of which day, whole or sampled; it is measured in the background."""
    said = {name: request.POST.get(name, "").strip()[:100] for name in ("what", "as_of", "every")}
    one = table_said(request)
    if request.method != "POST":
        return render_page(request, "quality/tables/new_run.html", form_page(request, {}, one))
    try:
        order = order_said(request, said, one)
        run = runs.start(order=order, actor=visitor_of(request).name)
    except ProblemsError as error:
        page = form_page(request, said, one, error.problems)
        return render_page(request, "quality/tables/new_run.html", page, status=REFUSED)
    return redirect("table-run", number=run.pk)


def table_said(request: HttpRequest) -> DataTable | None:
    """The one table of `?table=`, if the visitor may measure it."""
    found = forms.numbers_of([request.GET.get("table", "") or request.POST.get("table", "")])
    return own_table(request, found[0], MEASURE) if found else None


def form_page(
    request: HttpRequest, said: dict[str, str], table: DataTable | None, problems: tuple[Problem, ...] = ()
) -> NewRunPage:
    visitor = visitor_of(request)
    agencies = reachable(visitor, MEASURE)
    own = DataTable.objects.filter(agency__in=agencies, archived=None)
    return NewRunPage(
        agencies=tuple(agencies),
        libraries=tuple(one for one in libraries() if allows(visitor, READ, one.agency)),
        tables=own.count(),
        said={"as_of": timezone.localdate().isoformat(), **said},
        table=table,
        problems=problems,
    )


def order_said(request: HttpRequest, said: dict[str, str], table: DataTable | None) -> TableOrder:
    """`what` is `all`, `agency:<code>` or `library:<number>`; the order never reaches beyond what one may measure."""
    as_of = forms.day_of(said["as_of"], timezone.localdate())
    every, mine = forms.every_of(said["every"]), within(request, MEASURE)
    if table is not None:
        return TableOrder(as_of, (table.pk,), every=every, within=mine)
    kind, _, name = said["what"].partition(":")
    if kind == "all":
        return TableOrder(as_of, every=every, within=mine)
    if kind == "agency" and (agency := Agency.objects.filter(code=name).first()) is not None:
        if not allows(visitor_of(request), MEASURE, agency):
            raise PermissionDenied("只能计量自己权限范围内的单位。")
        return TableOrder(as_of, agency=agency, every=every, within=mine)
    numbers = forms.numbers_of([name]) if kind == "library" else ()
    if numbers and (library := DataLibrary.objects.filter(pk=numbers[0]).first()) is not None:
        return TableOrder(as_of, library=library, every=every, within=mine)
    raise refused("run-order", field="what")


@permission(MEASURE)
@require_POST
def run_again(request: HttpRequest, number: int) -> HttpResponse:
    """Only what failed or was not come to, and of it what the visitor may measure."""
    found = own_run(request, number)
    try:
        again = runs.again(run=found, within=within(request, MEASURE), actor=visitor_of(request).name)
    except ProblemsError as error:
        page = form_page(request, {}, None, error.problems)
        return render_page(request, "quality/tables/new_run.html", page, status=REFUSED)
    return redirect("table-run", number=again.pk)
