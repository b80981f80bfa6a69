"""The harvest wizard: source, proposed mapping, dry run, run with live progress, report."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.harvest import actions, forms
from shuheng.catalogue.harvest.files import Kept
from shuheng.catalogue.harvest.proposals import kept_sample, sample_of
from shuheng.catalogue.harvest.queries.mapping import mapping_page
from shuheng.catalogue.harvest.queries.report import report_lines, report_page
from shuheng.catalogue.harvest.queries.sources import new_source_page, source_page, sources_page
from shuheng.catalogue.models import HarvestRun, HarvestSource
from shuheng.engines.harvest import Source, load_mapping, mapping_yaml, propose
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page

IMPORT = "catalogue.import"


@permission(IMPORT)
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render_page(request, "harvest/sources.html", sources_page(visitor_of(request)))


@permission(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def source_new(request: HttpRequest) -> HttpResponse:
    """Register a source by a file or an address, and go on to its mapping."""
    visitor = visitor_of(request)
    if request.method != "POST":
        return render_page(request, "harvest/new.html", new_source_page(visitor, {}, {}))
    said = forms.source_texts(request)
    kept = forms.chosen_file(request)
    errors = wrong_with(said, kept)
    agency = reachable(visitor, IMPORT).filter(code=said["agency"]).first()
    if agency is None:
        errors["agency"] = "请选择单位。"
    if not errors and agency is not None:
        try:
            source = actions.register_source(
                code=said["code"], title=said["title"], agency=agency, by=visitor, address=said["address"]
            )
        except ProblemsError as error:
            problem = error.problems[0]
            errors["address" if problem.code == "fetch-address" else "code"] = problem.message + problem.hint
        else:
            return to_mapping(source, kept if isinstance(kept, Kept) else None)
    return render_page(request, "harvest/new.html", new_source_page(visitor, said, errors), status=422)


def wrong_with(said: dict[str, str], kept: Kept | str | None) -> dict[str, str]:
    """A source has a file or an address, not both."""
    if isinstance(kept, str):
        return {"file": kept}
    if kept is None and not said["address"]:
        return {"file": "请选择文件，或填写来源地址。"}
    if kept is not None and said["address"]:
        return {"address": "文件和地址只能有一个。"}
    return {}


def to_mapping(source: HarvestSource, kept: Kept | None) -> HttpResponse:
    query = urlencode({"file": kept.hash, "name": kept.name}) if kept else ""
    return redirect(f"{reverse('harvest-mapping', args=[source.code])}{'?' if query else ''}{query}")


@permission(IMPORT)
@require_safe
def source(request: HttpRequest, code: str) -> HttpResponse:
    found = own_source(request, code)
    return render_page(request, "harvest/source.html", source_page(found, at_hand(request)))


@permission(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, code: str) -> HttpResponse:
    """What is proposed or in force; changed by a form it is shown again, confirmed it is kept."""
    found = own_source(request, code)
    params = request.POST if request.method == "POST" else request.GET
    try:
        kept = forms.kept_again(params) if params.get("file") else kept_sample(found)
        listed = sample_of(found, kept)
        if request.method == "POST":
            return mapping_said(request, found, kept, listed)
        return render_page(request, "harvest/mapping.html", mapping_page(found, kept, listed))
    except ProblemsError as error:
        return source_again(request, found, error)


def mapping_said(request: HttpRequest, found: HarvestSource, kept: Kept, listed: Source) -> HttpResponse:
    """The mapping that the form describes: shown with what it makes of the list, or confirmed."""
    template, act = "harvest/mapping.html", request.POST.get("act")
    text = request.POST.get("yaml", "")[: forms.LONGEST_YAML]
    try:
        base = load_mapping(text) if text else propose(listed, name=found.title).mapping
        changed = base if act == "yaml" else forms.changed_mapping(base, request.POST)
        wanted = load_mapping(mapping_yaml(changed))
    except (ProblemsError, ValidationError) as error:
        page = mapping_page(found, kept, listed, problems=problems_of(error))
        return render_page(request, template, page, fragment="mapping", status=422)
    page = mapping_page(found, kept, listed, wanted)
    if act != "confirm" or not page.usable:
        status = 422 if page.problems else 200
        return render_page(request, template, page, fragment="mapping", status=status)
    actions.confirm_mapping(source=found, text=mapping_yaml(wanted), by=visitor_of(request))
    query = urlencode({"file": kept.hash, "name": kept.name})
    return redirect(f"{reverse('harvest-source', args=[found.code])}?{query}")


def problems_of(error: ProblemsError | ValidationError) -> tuple[Problem, ...]:
    """A form that says what no select offers was not made by the page."""
    if isinstance(error, ProblemsError):
        return error.problems
    return (Problem("yaml-value", "提交的字段对应不完整。", hint="请刷新页面后重新选择。"),)


def source_again(request: HttpRequest, found: HarvestSource, error: ProblemsError | str) -> HttpResponse:
    """The page of the source with what was wrong."""
    words = error if isinstance(error, str) else "\n".join(map(str, error.problems))
    return render_page(
        request, "harvest/source.html", source_page(found, at_hand(request), words), status=422
    )


def at_hand(request: HttpRequest) -> Kept | None:
    """The file of the step before, if the request names one that is still kept."""
    params = request.POST if request.method == "POST" else request.GET
    try:
        return forms.kept_again(params) if params.get("file") else None
    except ProblemsError:
        return None


@permission(IMPORT)
@require_POST
def run(request: HttpRequest, code: str) -> HttpResponse:
    """Start a run, dry or for good, over a new file, the one at hand, or the address."""
    found = own_source(request, code)
    visitor = visitor_of(request)
    try:
        kept = forms.chosen_file(request, "list")  # "file" is the hash of the one at hand
        if isinstance(kept, str):
            return source_again(request, found, kept)
        if kept is None and not found.address:
            kept = forms.kept_again(request.POST)
        opened = actions.open_run(source=found, kept=kept, wish=forms.wish(request.POST), by=visitor)
        actions.start_job(run=opened, by=visitor)
    except ProblemsError as error:
        return source_again(request, found, error)
    return redirect("harvest-run", number=opened.pk)


@permission(IMPORT)
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    found = own_run(request, number)
    number = page_number(request.GET.get("page", ""))
    page = report_page(found, request.GET.get("code", "")[:100], number)
    return render_page(request, "harvest/run.html", page, fragment="report")


@permission(IMPORT)
@require_safe
def report_csv(request: HttpRequest, number: int) -> HttpResponse:
    """Everything the run had to say about single records."""
    found = own_run(request, number)
    response = HttpResponse(report_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="harvest-{found.pk}.csv"'
    return response


def own_source(request: HttpRequest, code: str) -> HarvestSource:
    """A source of an agency in which the visitor may harvest."""
    found = get_object_or_404(HarvestSource.objects.select_related("agency"), code=code)
    if not allows(visitor_of(request), IMPORT, found.agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[IMPORT]}（{found.agency.name}）。")
    return found


def own_run(request: HttpRequest, number: int) -> HarvestRun:
    if number >= 2**63:
        raise Http404
    found = get_object_or_404(HarvestRun.objects.select_related("source__agency"), pk=number)
    own_source(request, found.source.code)
    return found
