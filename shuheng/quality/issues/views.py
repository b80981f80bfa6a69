"""Issues: the list with acts on many, one issue with its history, and what may be done about it."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import ProblemsError
from shuheng.quality.issues import actions
from shuheng.quality.issues.queries.listing import IssuesWanted, issue_page, issues_page
from shuheng.quality.models import QualityIssue
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.forms import numbers_of
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page

READ, WORK, MANAGE = "quality.read", "quality.work", "quality.manage"
REFUSED = 422
LARGEST = 2**63
MOST_AT_ONCE = 500
LONGEST = 4000


@permission(READ)
@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    return render_page(request, "quality/issues/list.html", listed(request), fragment="issues")


def listed(request: HttpRequest) -> object:
    """The list as the address asks for it."""
    given = request.GET
    wanted = IssuesWanted(
        state=given.get("state", "live")[:20] or "live",
        severity=given.get("severity", "")[:20],
        dimension=given.get("dimension", "")[:20],
        agency=given.get("agency", "")[:50],
        table=given.get("table", "")[:20],
        page=page_number(given.get("page", "")),
    )
    return issues_page(wanted, visitor_of(request), timezone.localdate())


@permission(READ)
@require_safe
def issue(request: HttpRequest, number: int) -> HttpResponse:
    found = own_issue(number)
    visitor = visitor_of(request)
    if not any(allows(visitor, READ, one) for one in (found.agency, found.table.agency)):
        raise PermissionDenied(f"没有查看“{found.agency.name}”质量问题的权限。")
    return render_page(request, "quality/issues/issue.html", issue_page(found, visitor, timezone.localdate()))


def own_issue(number: int) -> QualityIssue:
    if number >= LARGEST:
        raise Http404
    issues = QualityIssue.objects.select_related("table__agency__parent", "agency", "seen_by", "opened_by")
    return get_object_or_404(issues, pk=number)


@permission(WORK)
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """What the agency does: report as put right, ask to be excused, hand over."""
    found = own_issue(number)
    need(request, WORK, found.agency)
    note, actor = request.POST.get("note", "")[:LONGEST], visitor_of(request).name
    acts: dict[str, Callable[[], object]] = {
        "fixed": lambda: actions.report_fixed(issues=[found], note=note, actor=actor),
        "excuse": lambda: actions.ask_excuse(issue=found, reason=note, actor=actor),
        "assign": lambda: actions.assign(issue=found, agency=agency_said(request), note=note, actor=actor),
    }
    return done(request, found, acts)


@permission(MANAGE)
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """What the bureau does: take the reason or send it back, hand over."""
    found = own_issue(number)
    need(request, MANAGE, found.table.agency)
    note, actor = request.POST.get("note", "")[:LONGEST], visitor_of(request).name
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: actions.accept_excuse(issues=[found], note=note, actor=actor),
        "return": lambda: actions.send_back(issues=[found], reason=note, actor=actor),
        "assign": lambda: actions.assign(issue=found, agency=agency_said(request), note=note, actor=actor),
    }
    return done(request, found, acts)


def done(request: HttpRequest, found: QualityIssue, acts: dict[str, Callable[[], object]]) -> HttpResponse:
    """Do the act that the form names; whatever is wrong is told on the issue's page."""
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act()
    except ProblemsError as error:
        page = issue_page(own_issue(found.pk), visitor_of(request), timezone.localdate(), error.problems)
        return render_page(request, "quality/issues/issue.html", page, status=REFUSED)
    return redirect("quality-issue", number=found.pk)


@permission(WORK)
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """One act on many issues, all of them or none: reported as put right, or (by the bureau) reasons taken or sent back."""
    numbers = numbers_of(request.POST.getlist("issue"))[:MOST_AT_ONCE]
    found = list(QualityIssue.objects.filter(pk__in=numbers).select_related("agency", "table__agency"))
    act = request.POST.get("act", "")
    needed = WORK if act == "fixed" else MANAGE
    for one in found:
        need(request, needed, one.agency if needed == WORK else one.table.agency)
    note, actor = request.POST.get("note", "")[:LONGEST], visitor_of(request).name
    try:
        if not found:
            raise refused("issue-none", field="issue")
        if act == "fixed":
            actions.report_fixed(issues=found, note=note, actor=actor)
        elif act == "accept":
            actions.accept_excuse(issues=found, note=note, actor=actor)
        elif act == "return":
            actions.send_back(issues=found, reason=note, actor=actor)
        else:
            raise Http404
    except ProblemsError as error:
        return render_page(request, "quality/issues/refused.html", error, status=REFUSED)
    return redirect("quality-issues")


def agency_said(request: HttpRequest) -> Agency:
    found = Agency.objects.filter(code=request.POST.get("agency", "")[:50]).first()
    if found is None:
        raise refused("issue-agency", field="agency")
    return found


def need(request: HttpRequest, name: str, agency: Agency) -> None:
    if not allows(visitor_of(request), name, agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[name]}（{agency.name}）。")
