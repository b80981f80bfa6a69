"""Plans: the list with the form of a new one, and letting one rest."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.models import DataLibrary
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import QualitySchedule
from shuheng.quality.tables import forms
from shuheng.quality.tables import schedules as plans
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.queries.listing import libraries
from shuheng.quality.tables.terms import Rhythm
from shuheng.quality.tables.views.own import MANAGE, need, refuse_giant
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

REFUSED = 422


@dataclass(frozen=True)
class SchedulesPage:
    rows: tuple[QualitySchedule, ...]
    agencies: tuple[Agency, ...]
    libraries: tuple[DataLibrary, ...]
    rhythms: tuple[tuple[str, str], ...]
    said: dict[str, str]
    problems: tuple[Problem, ...] = ()


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def schedules(request: HttpRequest) -> HttpResponse:
    """The plans of the agencies that the visitor manages; a new one by the form below."""
    said = {
        name: request.POST.get(name, "").strip()[:200]
        for name in ("title", "agency", "library", "rhythm", "day")
    }
    agencies = reachable(visitor_of(request), MANAGE)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            agency = agencies.filter(code=said["agency"]).first()
            known = {one.value: one for one in Rhythm}
            if agency is None or said["rhythm"] not in known:
                raise refused("schedule-form")
            plans.plan(
                title=said["title"],
                agency=agency,
                library=library_said(said["library"]),
                rhythm=known[said["rhythm"]],
                day=next(iter(forms.numbers_of([said["day"] or "1"])), 0),
                actor=visitor_of(request).name,
            )
            return redirect("quality-schedules")
        except ProblemsError as error:
            problems = error.problems
    page = SchedulesPage(
        rows=tuple(QualitySchedule.objects.filter(agency__in=agencies).select_related("agency", "library")),
        agencies=tuple(agencies),
        libraries=tuple(libraries()),
        rhythms=tuple(Rhythm.choices()),
        said=said,
        problems=problems,
    )
    status = REFUSED if problems else 200
    return render_page(request, "quality/tables/schedules.html", page, status=status)


def library_said(text: str) -> DataLibrary | None:
    numbers = forms.numbers_of([text])
    found = DataLibrary.objects.filter(pk=numbers[0]).first() if numbers else None
    if text and found is None:
        raise refused("schedule-form", field="library")
    return found


@permission(MANAGE)
@require_POST
def switch(request: HttpRequest, number: int) -> HttpResponse:
    """Let a plan rest, or take it up again."""
    refuse_giant(number)
    found = get_object_or_404(QualitySchedule.objects.select_related("agency"), pk=number)
    need(request, MANAGE, found.agency)
    plans.switch(schedule=found, on=request.POST.get("act") == "on", actor=visitor_of(request).name)
    return redirect("quality-schedules")
