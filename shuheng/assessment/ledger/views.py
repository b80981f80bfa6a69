"""From request to page: the ledger, one fact, stating and correcting one, periods and their closing."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import visitor_of
from shuheng.assessment import library
from shuheng.assessment.actions import store_result
from shuheng.assessment.ledger import forms, put
from shuheng.assessment.ledger.check import metric_of
from shuheng.assessment.ledger.excel import ledger_workbook
from shuheng.assessment.ledger.gathered import start_gathering
from shuheng.assessment.ledger.models import LedgerFact
from shuheng.assessment.ledger.queries import (
    EveryAgency,
    PeriodsPage,
    chosen_facts,
    fact_page,
    facts_page,
    line_of,
    may_close,
    periods_page,
    readable_agencies,
)
from shuheng.assessment.ledger.sheet import facts_for
from shuheng.engines.rubric import Metric
from shuheng.files.excel_out import XLSX
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.orders import period_problem
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

REFUSED = 422


@dataclass(frozen=True)
class NewFactPage:
    """The form, whom and what it is about, and what was wrong with it."""

    form: forms.FactForm
    agency: Agency | None
    metric: Metric | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class GatherPage:
    """The form, and what was wrong with it."""

    form: forms.GatherForm
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Why the facts of a period cannot be scored."""

    period: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ClosingPage:
    periods: PeriodsPage
    problems: tuple[Problem, ...] = ()


@permission("facts.read")
@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    page = facts_page(forms.wanted(request.GET.dict()), visitor_of(request))
    return render_page(request, "ledger/facts.html", page, fragment="facts")


@permission("facts.read")
@require_safe
def fact(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(LedgerFact.objects.select_related("agency"), pk=number)
    if not allows(visitor_of(request), "facts.read", found.agency):
        raise PermissionDenied(f"没有查看“{found.agency.name}”指标值的权限。")
    return render_page(request, "ledger/fact.html", fact_page(found, visitor_of(request)))


@permission("facts.read")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    wanted = forms.wanted(request.GET.dict())
    seen = readable_agencies(wanted.period, visitor_of(request))
    content = ledger_workbook(wanted.period, [line_of(one) for one in chosen_facts(wanted, seen)])
    response = HttpResponse(content, content_type=XLSX)
    name = quote(f"指标值台账-{wanted.period}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@permission("facts.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new_fact(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render_page(request, "ledger/new_fact.html", form_page(forms.typed(request.GET.dict())))
    form = forms.typed(request.POST.dict())
    page = form_page(form)
    try:
        if page.agency is None:
            text = f"没有单位“{form.agency}”。"
            raise ProblemsError([Problem("agency-unknown", text, field="agency", hint="请写单位代码。")])
        period = period_problem(form.period)
        if period is not None:
            raise ProblemsError([period])
        stated = put.state_fact(
            agency=page.agency,
            period=form.period,
            metric=form.metric,
            value=form.value,
            evidence=form.evidence,
            link=form.link,
            judged=form.judged == "yes",
            by=visitor_of(request),
        )
    except ProblemsError as error:
        refused = replace(page, problems=error.problems)
        return render_page(request, "ledger/new_fact.html", refused, status=REFUSED)
    return HttpResponseRedirect(reverse("fact", args=[stated.pk]))


def form_page(form: forms.FactForm) -> NewFactPage:
    found = metric_of(form.metric)
    agency = Agency.objects.filter(code=form.agency).first() if form.agency else None
    return NewFactPage(form, agency, found[1] if found else None)


@permission("quality.measure")
@require_http_methods(["GET", "HEAD", "POST"])
def gather(request: HttpRequest) -> HttpResponse:
    """Have the facts of a period gathered from registers and rooms, in the background."""
    if request.method != "POST":
        form = forms.typed_gather(request.GET.dict())
        return render_page(request, "ledger/gather.html", GatherPage(form))
    form, visitor = forms.typed_gather(request.POST.dict()), visitor_of(request)
    try:
        span, agencies = forms.read_gather(form)
        put.refuse_closed(span.period)
    except ProblemsError as error:
        return render_page(request, "ledger/gather.html", GatherPage(form, error.problems), status=REFUSED)
    if not all(allows(visitor, "quality.measure", one) for one in agencies):
        raise PermissionDenied("只能汇集自己有计量权限的单位。")
    job = start_gathering(span=span, agencies=agencies, actor=visitor.name)
    return HttpResponseRedirect(reverse("job", args=[job.pk]))


@permission("assessment.compute")
@require_POST
def score(request: HttpRequest) -> HttpResponse:
    """Score a rubric with the facts in force of a period, and keep the result with its reasons."""
    rubric = library.shipped(request.POST.get("rubric", ""))
    if rubric is None:
        raise Http404
    visitor = visitor_of(request)
    if not allows(visitor, "assessment.compute", EveryAgency()):
        raise PermissionDenied("按台账评分涉及所有单位，需要在整棵单位树上的权限。")
    period, kind = request.POST.get("period", "")[:50], request.POST.get("kind", "")[:20]
    try:
        stored = store_result(rubric=rubric, sheet=facts_for(rubric, period, kind), actor=visitor.name)
    except ProblemsError as error:
        return render_page(request, "ledger/refused.html", Refused(period, error.problems), status=REFUSED)
    return HttpResponseRedirect(reverse("result", args=[stored.pk]))


@permission("facts.read")
@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    return render_page(request, "ledger/periods.html", ClosingPage(periods_page(visitor_of(request))))


@permission("period.close")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    if not may_close(visitor):
        raise PermissionDenied("封账对所有单位生效，需要在整棵单位树上的封账权限。")
    try:
        put.close_period(period=request.POST.get("period", "")[:50], actor=visitor.name)
    except ProblemsError as error:
        page = ClosingPage(periods_page(visitor), error.problems)
        return render_page(request, "ledger/periods.html", page, status=REFUSED)
    return HttpResponseRedirect(reverse("periods"))
