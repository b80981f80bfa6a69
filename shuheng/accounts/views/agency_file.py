"""Agencies as a file: out, in with a preview, and the confirmation that writes it."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts import forms
from shuheng.accounts.actions.agencies import keep
from shuheng.accounts.agency_file import agencies_workbook, read_agencies
from shuheng.accounts.agency_file.read import SUFFIXES
from shuheng.accounts.models import Agency
from shuheng.accounts.plan import Plan, Said, plan_for
from shuheng.accounts.queries.tree import in_tree_order
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500
LARGEST_TOKEN = 2_000_000


@dataclass(frozen=True)
class AgencyFilePage:
    suffixes: str = ",".join(SUFFIXES)
    file_name: str = ""
    file_error: str = ""
    problems: tuple[Problem, ...] = ()
    plan: Plan | None = None
    token: str = ""
    written: bool = False
    shown: int = SHOWN


@permission("accounts.read")
@require_safe
def agencies_export(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """All agencies as the form; with none, the empty form."""
    found = Agency.objects.select_related("parent", "merged_into").prefetch_related("peer_groups")
    agencies = in_tree_order(list(found))
    mark = "演示数据-" if any(one.demo for one in agencies) else ""
    name = quote(f"{mark}单位清单-{timezone.localdate()}.xlsx")
    response = HttpResponse(agencies_workbook(agencies), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename=\"agencies.xlsx\"; filename*=UTF-8''{name}"
    return response


@permission("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def agencies_import(request: HttpRequest) -> HttpResponse:
    """A file becomes a preview of what it would change, or a list of all its mistakes. Nothing is written."""
    if request.method != "POST":
        return show(request, AgencyFilePage())
    try:
        file = uploaded(request, "agencies")
    except ProblemsError as error:
        return show(request, AgencyFilePage(file_error=error.problems[0].message))
    name = Path(file.name or "agencies").name
    try:
        said = read_agencies(file.read(), name)
    except ProblemsError as error:
        return show(request, AgencyFilePage(file_name=name, problems=error.problems))
    return show(request, preview(request, said, name))


def preview(request: HttpRequest, said: tuple[Said, ...], name: str) -> AgencyFilePage:
    visitor = visitor_of(request)
    plan = plan_for(said, visitor)
    if plan.problems:
        return AgencyFilePage(file_name=name, problems=plan.problems)
    token = forms.preview_token(said, plan.fingerprint, visitor)
    if len(token) > LARGEST_TOKEN:
        return AgencyFilePage(file_name=name, file_error="单位太多，一次确认不完，请分成几个文件。")
    return AgencyFilePage(file_name=name, plan=plan, token=token)


@permission("accounts.manage")
@require_POST
def agencies_apply(request: HttpRequest) -> HttpResponse:
    """Write what was previewed, if it still is what would change."""
    visitor = visitor_of(request)
    found = forms.previewed(request.POST.get("token", ""), visitor)
    if found is None:
        return show(request, AgencyFilePage(file_error="预览已经过期，请重新上传文件。"))
    said, seen = found
    name = said[0].places["code"].file if said else ""
    try:
        plan = keep(said=said, by=visitor, seen=seen)
    except ProblemsError as error:
        if [one.code for one in error.problems] == ["agency-overtaken"]:
            page = preview(request, said, name)
            return show(request, page, error.problems[0].message + error.problems[0].hint)
        return show(request, AgencyFilePage(file_name=name, problems=error.problems))
    return show(request, AgencyFilePage(file_name=name, plan=plan, written=True))


def show(request: HttpRequest, page: AgencyFilePage, overtaken: str = "") -> HttpResponse:
    if overtaken:
        page = AgencyFilePage(**{**page.__dict__, "file_error": overtaken})
    status = 422 if page.problems or page.file_error else 200
    return render_page(request, "accounts/agencies_import.html", page, status=status)
