"""The list of entries with its search and facets, and the same as a file."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor, visitor_of
from shuheng.catalogue.search.export import as_csv, as_workbook, hits
from shuheng.catalogue.search.find import EXACT
from shuheng.catalogue.search.listing import list_page
from shuheng.catalogue.search.visible import READ
from shuheng.catalogue.search.wanted import wanted
from shuheng.files.excel_out import XLSX
from shuheng.web.access import note_read, public
from shuheng.web.errors import ErrorPage, show_error
from shuheng.web.fragments import is_fragment, render_page

FORMATS: dict[str, tuple[str, Callable[[list[int]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (XLSX, as_workbook),
}


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everybody sees what is open; who may read the catalogue sees more, and that is put on record."""
    page = list_page(wanted(request.GET.dict()), reader(request))
    response = render_page(request, "catalogue/list.html", page, fragment="hits")
    if is_fragment(request):
        response["HX-Push-Url"] = request.path + page.wanted.address()
    return response


@public
@require_safe
def export(request: HttpRequest, format_name: str) -> HttpResponse:
    """Every hit of the list as a file; too many are refused in words, never cut."""
    if format_name not in FORMATS:
        raise Http404
    ids = hits(wanted(request.GET.dict()), reader(request))
    if ids is None:
        page = ErrorPage(
            422, "目录太多，没有导出", f"一次最多导出 {EXACT:,} 条。", "请返回列表，用筛选缩小范围后再导出。"
        )
        return show_error(request, page)
    kind, write = FORMATS[format_name]
    response = HttpResponse(write(ids), content_type=kind)
    name = quote(f"数据资源目录.{format_name}")
    response["Content-Disposition"] = f"attachment; filename=\"catalogue\"; filename*=UTF-8''{name}"
    return response


def reader(request: HttpRequest) -> Visitor:
    """The visitor; that somebody looks at more than what is open goes on record."""
    visitor = visitor_of(request)
    if allows(visitor, READ):
        note_read(request, READ)
    return visitor
