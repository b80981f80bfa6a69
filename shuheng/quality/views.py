"""From request to page: the board, one measure, one agency, the entries behind a figure, runs and their families."""

from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.models import CatalogueEntry
from shuheng.engines.measure import MEASURES
from shuheng.problems import Problem, ProblemsError
from shuheng.quality import actions, forms
from shuheng.quality.models import MeasureFigure, MeasureRun
from shuheng.quality.queries.board import board_page
from shuheng.quality.queries.comparison import compare_page
from shuheng.quality.queries.entries import ANSWERS, entries_page
from shuheng.quality.queries.families import families_page, family_page
from shuheng.quality.queries.one_agency import agency_measures_page
from shuheng.quality.queries.one_entry import entry_panel
from shuheng.quality.queries.one_measure import measure_page
from shuheng.quality.queries.runs import newest_run, run_page, runs_page
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

Found = TypeVar("Found")
REFUSED, GONE = 422, 409


@dataclass(frozen=True)
class NewRunPage:
    """The form, with what was typed and what was wrong with it."""

    form: forms.OrderForm
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Lost:
    """A snapshot that cannot be trusted any more: why, and what to do."""

    problems: tuple[Problem, ...]


@permission("quality.read")
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board, or with `?agency=` all measures of one agency."""
    agency = chosen_agency(request)
    run = run_of(request.GET.get("run", ""), agency)
    if run is None:
        return render_page(request, "quality/empty.html", agency)
    scope = forms.scope_of(request.GET.get("scope", ""))
    if agency is not None:
        page = found_or_404(agency_measures_page(agency, run, scope))
        return render_page(request, "quality/agency.html", page, fragment="measures")
    group = forms.group_of(request.GET.get("group", ""))
    shown = board_page(run, scope, group, visitor_of(request))
    return render_page(request, "quality/board.html", shown, fragment="board")


@permission("quality.read")
@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    asked = found_or_404(MEASURES.get(code))
    run = found_or_404(run_of(request.GET.get("run", ""), None))
    scope = forms.scope_of(request.GET.get("scope", ""))
    return render_page(
        request,
        "quality/measure.html",
        measure_page(asked, run, scope, visitor_of(request)),
        fragment="standing",
    )


@permission("quality.read")
@require_safe
def figure_entries(request: HttpRequest, number: int) -> HttpResponse:
    figures = MeasureFigure.objects.select_related("run", "agency")
    figure = get_object_or_404(figures, pk=number, measure__in=MEASURES)
    refuse_strangers(request, figure.agency)
    given = request.GET.get("answer", "")
    answer = next((one for one in ANSWERS if one == given), ANSWERS[0])
    at = forms.number_of(request.GET.get("page", "1")) or 1
    try:
        page = entries_page(figure, answer, request.GET.get("why", ""), at)
    except ProblemsError as error:
        return lost(request, error)
    return render_page(request, "quality/entries.html", page, fragment="entries")


@permission("quality.read")
@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """The panel of an entry's page; on its own where script is off."""
    found = get_object_or_404(CatalogueEntry.objects.select_related("agency"), pk=number)
    refuse_strangers(request, found.agency)
    try:
        panel = entry_panel(found)
    except ProblemsError as error:
        return lost(request, error)
    return render_page(request, "quality/entry.html", panel, fragment="panel")


@permission("quality.read")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    first, second = (chosen_run(request.GET.get(name, "")) for name in ("first", "second"))
    page = compare_page(first, second, forms.scope_of(request.GET.get("scope", "")), visitor_of(request))
    return render_page(request, "quality/compare.html", page)


@permission("quality.read")
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    return render_page(request, "quality/runs.html", runs_page(visitor_of(request)))


@permission("quality.read")
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(MeasureRun, pk=number)
    return render_page(request, "quality/run.html", run_page(found, visitor_of(request)))


@permission("quality.measure")
@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render_page(request, "quality/new_run.html", NewRunPage(forms.OrderForm(as_of="day")))
    typed = forms.typed(request.POST.dict())
    try:
        order = forms.read_order(typed)
    except ProblemsError as error:
        return render_page(request, "quality/new_run.html", NewRunPage(typed, error.problems), status=REFUSED)
    visitor = visitor_of(request)
    if not all(allows(visitor, "quality.measure", one) for one in order.agencies or (None,)):
        raise PermissionDenied("只能计量自己权限范围内的单位。")
    if order.agencies is None and not allows(visitor, "quality.measure", Everything()):
        raise PermissionDenied("计量全部单位需要在整棵单位树上的权限；请写明要计量的单位。")
    job = actions.start(order=order, actor=visitor.name)
    return HttpResponseRedirect(reverse("job", args=[job.pk]))


@permission("quality.read")
@require_safe
def families(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(MeasureRun, pk=number)
    at = forms.number_of(request.GET.get("page", "1")) or 1
    try:
        page = families_page(found, request.GET.get("agency", ""), at, visitor_of(request))
    except ProblemsError as error:
        return lost(request, error)
    return render_page(request, "quality/families.html", page, fragment="families")


@permission("quality.read")
@require_safe
def family(request: HttpRequest, number: int, agency: str, family: int) -> HttpResponse:
    found = get_object_or_404(MeasureRun, pk=number)
    owner = get_object_or_404(Agency, code=agency)
    refuse_strangers(request, owner)
    try:
        page = family_page(found, owner, family)
    except ProblemsError as error:
        return lost(request, error)
    return render_page(request, "quality/family.html", found_or_404(page))


class Everything:
    """Belongs to no one agency: only who may do it in the whole tree may do it to this."""

    agency = None


def lost(request: HttpRequest, error: ProblemsError) -> HttpResponse:
    return render(request, "quality/lost.html", {"page": Lost(error.problems)}, status=GONE)


def refuse_strangers(request: HttpRequest, agency: Agency) -> None:
    if not allows(visitor_of(request), "quality.read", agency):
        raise PermissionDenied(f"没有查看“{agency.name}”计量结果的权限。")


def chosen_agency(request: HttpRequest) -> Agency | None:
    code = request.GET.get("agency", "")
    if not code:
        return None
    agency = get_object_or_404(Agency, code=code)
    refuse_strangers(request, agency)
    return agency


def run_of(number: str, agency: Agency | None) -> MeasureRun | None:
    """The run asked for, else the newest."""
    return chosen_run(number) or newest_run(agency)


def chosen_run(number: str) -> MeasureRun | None:
    """No choice yet is fine; a choice that does not exist is not."""
    if not number:
        return None
    wanted = forms.number_of(number)
    if wanted is None:
        raise Http404
    return get_object_or_404(MeasureRun, pk=wanted)


def found_or_404(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
