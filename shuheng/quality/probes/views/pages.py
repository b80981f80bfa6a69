"""Pages that are only looked at: the list, one interface, one round, outages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from shuheng.accounts.visitors import visitor_of
from shuheng.quality.models import ProbeRun
from shuheng.quality.probes.queries.interfaces import PERIODS, STATES, Asked, interfaces_page
from shuheng.quality.probes.queries.one import interface_page, run_page
from shuheng.quality.probes.queries.outages import SHOWN, outages_page
from shuheng.quality.probes.terms import Outcome, Platform
from shuheng.quality.probes.views.common import HIGHEST, READ, own
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page


@permission(READ)
@require_safe
def interfaces(request: HttpRequest) -> HttpResponse:
    page = interfaces_page(asked(request), visitor_of(request), timezone.localdate())
    return render_page(request, "quality/probes/list.html", page, fragment="interfaces")


def asked(request: HttpRequest) -> Asked:
    """The filters of the address; what is not offered is left out."""
    query = request.GET
    platform, state, days = query.get("platform", ""), query.get("state", ""), query.get("days", "")
    return Asked(
        q=query.get("q", "").strip()[:100],
        agency=query.get("agency", "")[:50],
        platform=platform if platform in Platform.titles() else "",
        state=state if state in STATES else "",
        days=int(days) if days in {str(one) for one in PERIODS} else Asked.days,
        page=page_number(query.get("page", "")),
    )


@permission(READ)
@require_safe
def interface(request: HttpRequest, number: int) -> HttpResponse:
    found = own(request, number, READ)
    at = page_number(request.GET.get("page", ""))
    page = interface_page(found, visitor_of(request), timezone.localdate(), at)
    return render_page(request, "quality/probes/one.html", page)


@permission(READ)
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    if number > HIGHEST:
        raise Http404
    found = get_object_or_404(ProbeRun.objects.select_related("job"), pk=number)
    only = request.GET.get("only", "")
    page = run_page(found, visitor_of(request), only if only in Outcome.titles() else "")
    return render_page(request, "quality/probes/run.html", page, fragment="checks")


@permission(READ)
@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("shown", "")
    at = page_number(request.GET.get("page", ""))
    page = outages_page(visitor_of(request), shown if shown in SHOWN else "", at, timezone.localdate())
    return render_page(request, "quality/probes/outages.html", page, fragment="outages")
