"""From request to page or file. Reports speak of an agency and all below it, month by month."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import visitor_of
from shuheng.quality.monthly.month import Month
from shuheng.reports.quality.actions import note_taken
from shuheng.reports.quality.forms import FORMS, KINDS
from shuheng.reports.quality.page import reports_page
from shuheng.reports.quality.who import reportable
from shuheng.reports.views import attachment
from shuheng.web.access import permission, read_before
from shuheng.web.fragments import render_page

REFUSED = 422


@permission("quality.read")
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Choose agency and month; what there is; the month at a glance."""
    agencies = reportable(visitor_of(request))
    code, text = request.GET.get("agency", ""), request.GET.get("month", "")
    agency = agency_of(agencies, code) if code else next(iter(agencies), None)
    month = month_of(text)
    problem = month_problem(text) if text and month is None else ""
    page = reports_page(agencies, agency, month, timezone.localdate(), problem)
    return render_page(request, "reports/quality/reports.html", page, status=REFUSED if problem else 200)


@permission("quality.read")
@require_safe
def report(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """One report as a file; the log keeps who took which."""
    if kind not in KINDS or form not in FORMS:
        raise Http404
    agency = agency_of(reportable(visitor_of(request)), request.GET.get("agency", ""))
    month = month_of(request.GET.get("month", ""))
    if month is None:
        raise Http404
    title, make = KINDS[kind]
    made = make(agency, month, timezone.localdate())
    content = FORMS[form].write(made.paper)
    read_before(request)  # the row of the action says more than the one of the gate would
    note_taken(
        agency=agency,
        month=month,
        kind=kind,
        form=form,
        fingerprint=made.fingerprint,
        actor=visitor_of(request).name,
    )
    mark = "演示数据-" if made.paper.demo else ""
    response = attachment(content, FORMS[form].media, f"{mark}{agency.name}-{month}-{title}.{form}")
    response["Cache-Control"] = "private"
    return response


def agency_of(agencies: tuple[Agency, ...], code: str) -> Agency:
    """The agency with this code, if a report of it may be taken."""
    agency = get_object_or_404(Agency, code=code)
    if agency not in agencies:
        raise PermissionDenied(f"报告包括“{agency.name}”和全部下级单位，您没有其中全部单位的查看权限。")
    return agency


def month_of(text: str) -> Month | None:
    """A month that has begun; None for anything else."""
    month = Month.parse(text)
    return month if month is not None and month.first <= timezone.localdate() else None


def month_problem(text: str) -> str:
    """What was wrong with the month, and how to write it."""
    if Month.parse(text) is not None:
        return f"{text} 还没有到，请选择本月或以前的月份。"
    return f"“{text[:20]}”不是月份，请写成 2026-03 的样子。"
