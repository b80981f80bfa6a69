"""Many interfaces at once: from an Excel file, and from the API resources of the catalogue."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.files.excel_out import XLSX
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import ProbedInterface
from shuheng.quality.probes import excel, from_catalogue
from shuheng.quality.probes.from_catalogue import Candidate
from shuheng.quality.probes.views.common import MANAGE, REFUSED, managed
from shuheng.web.access import permission
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded

MOST_SHOWN = 1_000
MOST_DIGITS = 18


@dataclass(frozen=True)
class ImportPage:
    """The upload, and what came of it."""

    suffixes: str = ",".join(excel.SUFFIXES)
    file_name: str = ""
    file_error: str = ""
    problems: tuple[Problem, ...] = ()
    written: excel.Written | None = None


@dataclass(frozen=True)
class CataloguePage:
    """API resources that could be probed, the first thousand; `added` counts what was just registered."""

    candidates: tuple[Candidate, ...]
    more: int
    added: int | None = None
    problems: tuple[Problem, ...] = ()


@permission(MANAGE)
@require_safe
def form_file(request: HttpRequest) -> HttpResponse:
    """The form as Excel, with the interfaces that the visitor manages."""
    mine = ProbedInterface.objects.filter(agency__in=reachable(visitor_of(request), MANAGE))
    interfaces = list(mine.select_related("agency"))
    mark = "演示数据-" if any(one.demo for one in interfaces) else ""
    response = HttpResponse(excel.workbook(interfaces), content_type=XLSX)
    name = quote(f"{mark}受测接口.xlsx")
    response["Content-Disposition"] = f"attachment; filename=\"interfaces.xlsx\"; filename*=UTF-8''{name}"
    return response


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """A file is written as a whole, or not at all with a list of all its mistakes."""
    if request.method != "POST":
        return render_page(request, "quality/probes/import.html", ImportPage())
    try:
        file = uploaded(request, "interfaces")
    except ProblemsError as error:
        page = ImportPage(file_error=error.problems[0].message)
        return render_page(request, "quality/probes/import.html", page, status=REFUSED)
    name = Path(file.name or "interfaces").name
    try:
        said = excel.read_rows(file.read(), name)
        written = excel.write_rows(said=said, agencies=managed(request), by=visitor_of(request))
    except ProblemsError as error:
        page = ImportPage(file_name=name, problems=error.problems)
        return render_page(request, "quality/probes/import.html", page, status=REFUSED)
    return render_page(request, "quality/probes/import.html", ImportPage(file_name=name, written=written))


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """Choose API resources of the catalogue; the chosen ones are registered."""
    visitor = visitor_of(request)
    agencies = reachable(visitor, MANAGE)
    added: int | None = None
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        texts = request.POST.getlist("resource")
        chosen = [int(one) for one in texts if one.isascii() and one.isdigit() and len(one) <= MOST_DIGITS]
        try:
            added = from_catalogue.register(chosen=chosen, agencies=agencies, by=visitor)
        except ProblemsError as error:
            problems = error.problems
    found = from_catalogue.candidates(agencies)
    page = CataloguePage(found[:MOST_SHOWN], max(0, len(found) - MOST_SHOWN), added, problems)
    return render_page(request, "quality/probes/catalogue.html", page, status=REFUSED if problems else 200)
