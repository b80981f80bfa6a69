"""From request to page and back: views translate, actions change, queries fill the page."""

from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import visitor_of
from shuheng.assessment import actions, forms, library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.advice import ALL, FIRST, advice_page
from shuheng.assessment.queries.comparison import compare_page
from shuheng.assessment.queries.overview import home_page, results_page, search_page
from shuheng.assessment.queries.ranking import result_page
from shuheng.assessment.queries.rubrics import rubric_page, rubrics_page
from shuheng.assessment.queries.sheet import SHOWS, agency_page, reason_page
from shuheng.assessment.queries.whatif import what_if_link, what_if_page
from shuheng.engines.rubric import Rubric
from shuheng.web.access import note_read, permission, public
from shuheng.web.fragments import is_fragment, opens_in, render_page

Page = TypeVar("Page")


@dataclass(frozen=True)
class RecomputedPage:
    stored: StoredResult
    check: actions.Check


def may_read_results(request: HttpRequest) -> bool:
    """Whether a public page may also show results to this visitor; that it did is put on record."""
    allowed = allows(visitor_of(request), "assessment.read")
    if allowed:
        note_read(request, "assessment.read")
    return allowed


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    may_read = may_read_results(request)
    return render_page(request, "assessment/home.html", home_page(may_read=may_read))


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    may_read = may_read_results(request)
    visitor = visitor_of(request)
    if allows(visitor, "catalogue.read"):
        note_read(request, "catalogue.read")
    page = search_page(request.GET.get("q", "")[:100], visitor, may_read=may_read)
    return render_page(request, "assessment/search.html", page)


@public
@require_safe
def rubrics(request: HttpRequest) -> HttpResponse:
    return render_page(request, "assessment/rubrics.html", rubrics_page())


@public
@require_safe
def rubric(request: HttpRequest, rubric_id: str) -> HttpResponse:
    return render_page(request, "assessment/rubric.html", rubric_page(shipped_or_404(rubric_id)))


@permission("assessment.read")
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    return render_page(request, "assessment/results.html", results_page())


@permission("assessment.read")
@require_safe
def result(request: HttpRequest, number: int) -> HttpResponse:
    page = result_page(stored_or_404(number), forms.wanted(request.GET))
    return render_page(request, "assessment/result.html", page, fragment="ranking")


@permission("assessment.compute")
@require_POST
def recompute(request: HttpRequest, number: int) -> HttpResponse:
    stored = stored_or_404(number)
    check = actions.recompute(stored=stored, actor=visitor_of(request).name)
    return render_page(request, "assessment/recomputed.html", RecomputedPage(stored, check), fragment="check")


@permission("assessment.read")
@require_safe
def agency(request: HttpRequest, number: int, code: str) -> HttpResponse:
    show = request.GET.get("show", "")
    page = found_or_404(agency_page(stored_or_404(number), code, show if show in SHOWS else ""))
    return render_page(request, "assessment/agency.html", page, fragment="sheet")


@permission("assessment.read")
@require_safe
def why(request: HttpRequest, number: int, code: str, indicator: str = "") -> HttpResponse:
    page = found_or_404(reason_page(stored_or_404(number), code, indicator, opens_in(request)))
    return render_page(request, "assessment/why.html", page, fragment="reason")


@permission("assessment.read")
@require_safe
def advice(request: HttpRequest, number: int, code: str) -> HttpResponse:
    page = found_or_404(advice_page(stored_or_404(number), code, most=FIRST if is_fragment(request) else ALL))
    return render_page(request, "assessment/advice.html", page, fragment="advice")


@permission("assessment.read")
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The changes live in the address; a form that is sent becomes such an address."""
    stored = stored_or_404(number)
    if request.method == "POST":
        given = found_or_404(forms.changed_facts(stored, code, request.POST))
        return HttpResponseRedirect(what_if_link(stored, code, given))
    page = found_or_404(what_if_page(stored, code, forms.texts(request.GET)))
    response = render_page(request, "assessment/what_if.html", page, fragment="panel")
    response["HX-Push-Url"] = page.link
    return response


@permission("assessment.read")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    first, second = (chosen_or_404(request.GET.get(name, "")) for name in ("first", "second"))
    page = compare_page(first, second, request.GET.get("agency", ""))
    return render_page(request, "assessment/compare.html", page)


def shipped_or_404(rubric_id: str) -> Rubric:
    return found_or_404(library.shipped(rubric_id))


def stored_or_404(number: int) -> StoredResult:
    return get_object_or_404(StoredResult.objects.select_related("rubric").defer("result"), pk=number)


def chosen_or_404(number: str) -> StoredResult | None:
    """No choice yet is fine; a choice that does not exist is not."""
    if not number:
        return None
    if not (number.isascii() and number.isdigit()):
        raise Http404
    return stored_or_404(int(number))


def found_or_404(page: Page | None) -> Page:
    if page is None:
        raise Http404
    return page
