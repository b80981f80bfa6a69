"""From request to page: choose rules, try them, look, apply, take away, undo."""

from collections.abc import Callable
from typing import cast
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.visitors import visitor_of
from shuheng.files.excel_out import XLSX
from shuheng.problems import ProblemsError
from shuheng.quality.cleaning import actions, forms
from shuheng.quality.cleaning.codes import refused
from shuheng.quality.cleaning.downloads import DOWNLOADS, csv_pieces, workbook
from shuheng.quality.cleaning.queries.pages import cleaning_page, cleanings_page, new_cleaning_page
from shuheng.quality.models import Cleaning
from shuheng.quality.tables.stored import trusted
from shuheng.quality.tables.views.own import MEASURE, READ, need, own_table, refuse_giant
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page

REFUSED = 422
FORMS = ("csv", "xlsx")
ALL = ("table__agency", "table__current", "before", "after", "restored", "job")


@permission(READ)
@require_safe
def cleanings(request: HttpRequest) -> HttpResponse:
    """All cleanings that the visitor may see."""
    number = page_number(request.GET.get("page", "1"))
    page = cleanings_page(visitor_of(request), request.GET.get("state", ""), number)
    return render_page(request, "quality/cleaning/list.html", page)


@permission(MEASURE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_cleaning(request: HttpRequest) -> HttpResponse:
    """Rules for the table of `?table=`: proposed, chosen, tried."""
    number = request.GET.get("table", "") or request.POST.get("table", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    table = own_table(request, int(number), MEASURE)
    if table.current is None:
        problem = refused("cleaning-no-data", file=table.title)
        return render_page(request, "quality/lost.html", problem, status=REFUSED)
    typed = ""
    try:
        if request.method == "POST":
            typed = forms.rules_text(request.POST, table.current.columns, f"{table.title}清洗")
            found = actions.start(table=table, rules=typed, actor=visitor_of(request).name)
            return redirect("cleaning", number=found.pk)
    except ProblemsError as error:
        page = new_cleaning_page(table, typed, error.problems)
        return render_page(request, "quality/cleaning/new.html", page, status=REFUSED)
    return render_page(request, "quality/cleaning/new.html", new_cleaning_page(table))


@permission(READ)
@require_safe
def cleaning(request: HttpRequest, number: int) -> HttpResponse:
    """One cleaning: progress, then what it would do or did."""
    found = own_cleaning(request, number, READ)
    return render_page(request, "quality/cleaning/one.html", cleaning_page(found, visitor_of(request)))


@permission(MEASURE)
@require_POST
def apply(request: HttpRequest, number: int) -> HttpResponse:
    return act(request, number, actions.apply)


@permission(MEASURE)
@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    return act(request, number, actions.drop)


@permission(MEASURE)
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    return act(request, number, actions.start_undo)


@permission(MEASURE)
@require_safe
def download(request: HttpRequest, number: int, which: str, form: str) -> HttpResponse:
    """Changes, rows set apart or the cleaned table, with what they hold in full: only for who may clean."""
    found = own_cleaning(request, number, MEASURE)
    wanted = DOWNLOADS.get(which)
    if wanted is None or form not in FORMS or not found.files:
        raise Http404
    try:
        if form == "xlsx":
            response = HttpResponse(workbook(found, wanted), content_type=XLSX)
        else:
            trusted(found.files[wanted.file])
            pieces = csv_pieces(found, wanted)
            stream = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
            response = cast("HttpResponse", stream)  # Django's stubs know no common base with headers
    except ProblemsError as error:
        page = cleaning_page(found, visitor_of(request), error.problems)
        return render_page(request, "quality/cleaning/one.html", page, status=REFUSED)
    name = quote(f"{found.table.title} {wanted.title}.{form}")
    response["Content-Disposition"] = f"attachment; filename=\"{which}.{form}\"; filename*=UTF-8''{name}"
    return response


def act(request: HttpRequest, number: int, action: Callable[..., Cleaning]) -> HttpResponse:
    """Do it and show the cleaning again, with what was wrong where it could not be done."""
    found = own_cleaning(request, number, MEASURE)
    try:
        action(cleaning=found, actor=visitor_of(request).name)
    except ProblemsError as error:
        page = cleaning_page(found, visitor_of(request), error.problems)
        return render_page(request, "quality/cleaning/one.html", page, status=REFUSED)
    return redirect("cleaning", number=found.pk)


def own_cleaning(request: HttpRequest, number: int, asked: str) -> Cleaning:
    """The cleaning with this number, if the visitor may do this to its table."""
    refuse_giant(number)
    found = get_object_or_404(Cleaning.objects.select_related(*ALL), pk=number)
    need(request, asked, found.table.agency)
    return found
