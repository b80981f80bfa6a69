"""The calendar page and its two forms."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shuheng.problems import Problem
from shuheng.web.access import actor_of, permission, public
from shuheng.web.fragments import render_page
from shuheng.workdays import actions, forms
from shuheng.workdays.queries import FIRST_YEAR, LAST_YEAR, CalendarPage, calendar_page

REFUSED = 422


@dataclass(frozen=True)
class CalendarView:
    """The page, with what a refused form held and what was wrong with it."""

    calendar: CalendarPage
    problems: tuple[Problem, ...] = ()
    days: str = ""
    source: str = ""


@public
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    chosen = forms.day_of(request.GET.get("day", ""))
    return show(request, forms.year_of(request.GET.get("year", ""), timezone.localdate()), chosen)


@permission("calendar.manage")
@require_POST
def set_day(request: HttpRequest, day: str) -> HttpResponse:
    chosen = forms.day_of(day)
    if chosen is None or not FIRST_YEAR <= chosen.year <= LAST_YEAR:
        raise Http404
    form = forms.read_day(chosen, request.POST)
    if isinstance(form, list):
        return show(request, chosen.year, chosen, form)
    if form.day is None:
        actions.clear_day(day=chosen, actor=actor_of(request))
    else:
        actions.set_day(day=form.day, source=form.source, actor=actor_of(request))
    return HttpResponseRedirect(f"{reverse('calendar')}?year={chosen.year}&day={chosen}")


@permission("calendar.manage")
@require_POST
def set_year(request: HttpRequest, year: int) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    form = forms.read_year(year, request.POST)
    if isinstance(form, list):
        return show(request, year, None, form)
    actions.set_year(year=year, days=form.days, source=form.source, actor=actor_of(request))
    return HttpResponseRedirect(f"{reverse('calendar')}?year={year}")


def show(
    request: HttpRequest, year: int, chosen: date | None, problems: list[Problem] | None = None
) -> HttpResponse:
    page = CalendarView(
        calendar_page(year, chosen, timezone.localdate()),
        tuple(problems or ()),
        request.POST.get("days", ""),
        request.POST.get("source", ""),
    )
    return render_page(request, "workdays/calendar.html", page, status=REFUSED if problems else 200)
