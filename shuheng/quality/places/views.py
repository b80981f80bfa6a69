"""From request to page: places, one place, its form, its check, the choice of its tables."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataPlace
from shuheng.quality.places import actions, forms
from shuheng.quality.places.actions import MANAGE
from shuheng.quality.places.queries import place_form, place_page, places_page, said_of
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

WRONG = 422
MOST_CHOSEN = 1_000


@permission(MANAGE)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The list; with `?archived=on` those too that are asked no more."""
    page = places_page(visitor_of(request), archived=request.GET.get("archived") == "on")
    return render_page(request, "quality/places/list.html", page)


@permission(MANAGE)
@require_safe
def place(request: HttpRequest, number: int) -> HttpResponse:
    """One place; nobody connects to it by looking."""
    return render_page(request, "quality/places/one.html", place_page(own(request, number)))


@sensitive_post_parameters("password")
@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_place(request: HttpRequest) -> HttpResponse:
    """Register one."""
    visitor = visitor_of(request)
    if request.method != "POST":
        return render_page(request, "quality/places/form.html", place_form(visitor, None, forms.PlaceSaid()))
    said = forms.typed(request.POST)
    try:
        agency = reachable(visitor, MANAGE).filter(code=said.agency).first()
        if agency is None:
            raise ProblemsError([forms.wrong("agency")])
        made = actions.add(
            agency=agency, title=said.title, kind=said.kind, target=forms.read(said), by=visitor
        )
    except ProblemsError as error:
        page = place_form(visitor, None, said, error.problems)
        return render_page(request, "quality/places/form.html", page, status=WRONG)
    return redirect("data-place", number=made.pk)


@sensitive_post_parameters("password")
@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change_place(request: HttpRequest, number: int) -> HttpResponse:
    """Change one; an empty password leaves the one that is kept."""
    visitor, found = visitor_of(request), own(request, number)
    if request.method != "POST":
        return render_page(request, "quality/places/form.html", place_form(visitor, found, said_of(found)))
    sent = request.POST.copy()
    sent.update({"agency": found.agency.code, "kind": found.kind})
    said = forms.typed(sent)
    version = int(said.version) if said.version.isascii() and said.version.isdigit() else 0
    try:
        actions.change(place=found, version=version, title=said.title, target=forms.read(said), by=visitor)
    except ProblemsError as error:
        page = place_form(visitor, found, said, error.problems)
        return render_page(request, "quality/places/form.html", page, status=WRONG)
    return redirect("data-place", number=found.pk)


@permission(MANAGE)
@require_POST
def check_place(request: HttpRequest, number: int) -> HttpResponse:
    """Connect now, and show the tables to choose from or what went wrong."""
    found = own(request, number)
    try:
        checked = actions.check(place=found, by=visitor_of(request))
    except ProblemsError as error:
        page = place_page(found, problems=error.problems)
        return render_page(request, "quality/places/one.html", page, status=WRONG)
    status = WRONG if checked.problems else 200
    return render_page(request, "quality/places/one.html", place_page(found, checked), status=status)


@permission(MANAGE)
@require_POST
def choose_tables(request: HttpRequest, number: int) -> HttpResponse:
    """Have the ticked tables measured."""
    found = own(request, number)
    try:
        actions.choose(place=found, names=request.POST.getlist("table")[:MOST_CHOSEN], by=visitor_of(request))
    except ProblemsError as error:
        page = place_page(found, problems=error.problems)
        return render_page(request, "quality/places/one.html", page, status=WRONG)
    return redirect("data-place", number=found.pk)


@permission(MANAGE)
@require_POST
def end_place(request: HttpRequest, number: int) -> HttpResponse:
    """Archive it, or with `act=restore` take it up again."""
    found = own(request, number)
    act = actions.restore if request.POST.get("act") == "restore" else actions.archive
    try:
        act(place=found, by=visitor_of(request))
    except ProblemsError as error:
        page = place_page(found, problems=error.problems)
        return render_page(request, "quality/places/one.html", page, status=WRONG)
    return redirect("data-place", number=found.pk)


def own(request: HttpRequest, number: int) -> DataPlace:
    """The place, of an agency that the visitor manages."""
    found = get_object_or_404(DataPlace.objects.select_related("agency"), pk=number)
    if not allows(visitor_of(request), MANAGE, found.agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[MANAGE]}（{found.agency.name}）。")
    return found
