"""From request to page: draw, look, take the sheet, say what was found, void."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.visitors import visitor_of
from shuheng.files.excel_out import XLSX
from shuheng.problems import ProblemsError
from shuheng.quality.models import SampleDraw
from shuheng.quality.sampling import actions, forms
from shuheng.quality.sampling.contents import contents
from shuheng.quality.sampling.queries.pages import (
    PER_PAGE,
    choices_for,
    draw_page,
    draws_page,
    new_draw_page,
    seen_things,
)
from shuheng.quality.sampling.sheet import SHEET, read_sheet, sheet_bytes
from shuheng.quality.tables.stored import trusted
from shuheng.quality.tables.views.own import MANAGE, READ, need, refuse_giant
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page

REFUSED = 422


@permission(READ)
@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """The draws there are."""
    page = draws_page(visitor_of(request), page_number(request.GET.get("page", "1")))
    return render_page(request, "quality/sampling/list.html", page)


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_draw(request: HttpRequest) -> HttpResponse:
    """The form; drawn at once."""
    agencies, tables = choices_for(visitor_of(request))
    said = forms.typed(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        return render_page(request, "quality/sampling/new.html", new_draw_page(agencies, tables, said))
    try:
        order = forms.read_order(said, agencies, tables)
        made = actions.make_draw(order=order, actor=visitor_of(request).name)
    except ProblemsError as error:
        page = new_draw_page(agencies, tables, said, error.problems)
        return render_page(request, "quality/sampling/new.html", page, status=REFUSED)
    return redirect("sample-draw", number=made.pk)


@permission(READ)
@require_safe
def one_draw(request: HttpRequest, number: int) -> HttpResponse:
    """One draw; with `?check=1` drawn once more and compared."""
    return shown(request, seen_draw(request, number), check=request.GET.get("check") == "1")


@permission(MANAGE)
@require_POST
def record(request: HttpRequest, number: int) -> HttpResponse:
    """What was found in the things of the page that was shown."""
    made = own_draw(request, number)
    at = page_number(request.GET.get("page", "1"))
    things = seen_things(made, visitor_of(request))[(at - 1) * PER_PAGE : at * PER_PAGE]
    try:
        said = forms.read_findings(request.POST, things)
        actions.record_findings(made=made, said=said, actor=visitor_of(request).name)
    except ProblemsError as error:
        return shown(request, made, error)
    return redirect(f"{reverse('sample-draw', args=[number])}?page={at}")


@permission(MANAGE)
@require_safe
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The workbook to be filled in."""
    made = own_draw(request, number)
    things = list(seen_things(made, visitor_of(request)))
    try:
        content = sheet_bytes(made, things, contents(made, things))
    except ProblemsError as error:
        return shown(request, made, error)
    return attachment(content, XLSX, f"{made.title} {SHEET}.xlsx")


@permission(MANAGE)
@require_POST
def sheet_back(request: HttpRequest, number: int) -> HttpResponse:
    """A filled workbook: kept whole, or refused with every mistake."""
    made = own_draw(request, number)
    try:
        content, name = forms.brought(request)
        said = read_sheet(content, name, made)
        actions.record_findings(made=made, said=said, actor=visitor_of(request).name)
    except ProblemsError as error:
        return shown(request, made, error)
    return redirect("sample-draw", number=made.pk)


@permission(MANAGE)
@require_safe
def population(request: HttpRequest, number: int) -> HttpResponse:
    """The population as it was drawn from, so that anybody can draw again."""
    made = own_draw(request, number)
    try:
        content = trusted(made.population_file).read_bytes()
    except ProblemsError as error:
        return shown(request, made, error)
    return attachment(content, "text/plain; charset=utf-8", f"{made.title} 总体.txt")


@permission(MANAGE)
@require_POST
def void(request: HttpRequest, number: int) -> HttpResponse:
    """End a draw that was made in error."""
    made = own_draw(request, number)
    try:
        actions.void(made=made, reason=request.POST.get("reason", ""), actor=visitor_of(request).name)
    except ProblemsError as error:
        return shown(request, made, error)
    return redirect("sample-draw", number=made.pk)


def shown(
    request: HttpRequest, made: SampleDraw, error: ProblemsError | None = None, *, check: bool = False
) -> HttpResponse:
    number = page_number(request.GET.get("page", "1"))
    problems = error.problems if error else ()
    page = draw_page(made, visitor_of(request), number, check=check, problems=problems)
    return render_page(request, "quality/sampling/one.html", page, status=REFUSED if error else 200)


def seen_draw(request: HttpRequest, number: int) -> SampleDraw:
    """The draw, if the visitor may see something that was drawn."""
    refuse_giant(number)
    made = get_object_or_404(SampleDraw.objects.select_related("agency", "version__table"), pk=number)
    if not seen_things(made, visitor_of(request)).exists():
        raise PermissionDenied("这次抽查没有抽到您可以查看的单位。")
    return made


def own_draw(request: HttpRequest, number: int) -> SampleDraw:
    """The draw, if the visitor may manage the quality of the agency that it was drawn from."""
    made = seen_draw(request, number)
    need(request, MANAGE, made.agency)
    return made


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename=\"sample\"; filename*=UTF-8''{quote(name)}"
    return response
