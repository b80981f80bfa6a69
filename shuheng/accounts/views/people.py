"""People, their roles, and the first password that is shown once."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts import forms
from shuheng.accounts.actions import people as acts
from shuheng.accounts.actions.people import Welcome
from shuheng.accounts.models import Agency, Person, RoleGrant
from shuheng.accounts.queries.people import people_page, person_page, visible
from shuheng.accounts.reach import reachable
from shuheng.accounts.rights import MANAGE
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page


@dataclass(frozen=True)
class PersonFormPage:
    agencies: tuple[Agency, ...]
    texts: dict[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class WelcomePage:
    welcome: Welcome
    new: bool


@permission("accounts.read")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "")[:100].strip()
    page = people_page(q, page_number(request.GET.get("page", "")), visitor_of(request))
    return render_page(request, "accounts/people.html", page, fragment="list")


@permission("accounts.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Add someone; the answer shows the first password, this once."""
    agencies = tuple(reachable(visitor_of(request), MANAGE))
    if request.method != "POST":
        page = PersonFormPage(agencies, {"agency": request.GET.get("agency", "")})
        return render_page(request, "accounts/person_form.html", page)
    texts = {name: request.POST.get(name, "")[:200] for name in ("username", "display_name", "agency")}
    agency = forms.agency_of_code(texts["agency"])
    try:
        if agency is None:
            raise ProblemsError([Problem("person-agency", "请选择单位。", field="单位")])
        welcome = acts.add_person(
            username=texts["username"],
            display_name=texts["display_name"],
            agency=agency,
            by=visitor_of(request),
        )
    except ProblemsError as error:
        page = PersonFormPage(agencies, texts, error.problems)
        return render_page(request, "accounts/person_form.html", page, status=422)
    return render_page(request, "accounts/welcome.html", WelcomePage(welcome, new=True))


@permission("accounts.read")
@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    page = forms.found_or_404(person_page(number, visitor_of(request)))
    return render_page(request, "accounts/person.html", page)


@permission("accounts.manage")
@require_POST
def person_edit(request: HttpRequest, number: int) -> HttpResponse:
    found = person_or_404(request, number)
    texts = {name: request.POST.get(name, "")[:200] for name in ("display_name", "agency")}
    agency = forms.agency_of_code(texts["agency"])
    try:
        if agency is None:
            raise ProblemsError([Problem("person-agency", "请选择单位。", field="单位")])
        acts.change_person(
            person=found, display_name=texts["display_name"], agency=agency, by=visitor_of(request)
        )
    except ProblemsError as error:
        return again(request, number, error)
    return redirect("person", number=number)


@permission("accounts.manage")
@require_POST
def person_active(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a person, or let him in again."""
    found = person_or_404(request, number)
    try:
        active = request.POST.get("active") == "yes"
        acts.set_active(person=found, active=active, by=visitor_of(request))
    except ProblemsError as error:
        return again(request, number, error)
    return redirect("person", number=number)


@permission("accounts.manage")
@never_cache
@require_POST
def person_password(request: HttpRequest, number: int) -> HttpResponse:
    """A new first password; the answer shows it, this once."""
    welcome = acts.reset_password(person=person_or_404(request, number), by=visitor_of(request))
    return render_page(request, "accounts/welcome.html", WelcomePage(welcome, new=False))


@permission("accounts.manage")
@require_POST
def person_grant(request: HttpRequest, number: int) -> HttpResponse:
    found = person_or_404(request, number)
    role = forms.role_or_404(request.POST.get("role", ""))
    agency = forms.agency_of_code(request.POST.get("agency", ""))
    try:
        if agency is None:
            raise ProblemsError([Problem("person-agency", "请选择单位。", field="单位")])
        subtree = request.POST.get("subtree") == "yes"
        acts.grant_role(person=found, role=role, agency=agency, subtree=subtree, by=visitor_of(request))
    except ProblemsError as error:
        return again(request, number, error)
    return redirect("person", number=number)


@permission("accounts.manage")
@require_POST
def grant_revoke(request: HttpRequest, number: int, grant: int) -> HttpResponse:
    found = person_or_404(request, number)
    taken = RoleGrant.objects.select_related("agency", "person").filter(pk=grant, person=found).first()
    try:
        acts.revoke_role(grant=forms.found_or_404(taken), by=visitor_of(request))
    except ProblemsError as error:
        return again(request, number, error)
    return redirect("person", number=number)


def person_or_404(request: HttpRequest, number: int) -> Person:
    """Somebody outside one's reach is not found; whether he may be changed, the action decides."""
    return forms.found_or_404(visible(visitor_of(request)).filter(pk=number).first())


def again(request: HttpRequest, number: int, error: ProblemsError) -> HttpResponse:
    said = "".join(f"{one.message}{one.hint}" for one in error.problems)
    page = person_page(number, visitor_of(request), error=said)
    if page is None:
        raise PermissionDenied("您看不到这个人了。") from error
    return render_page(request, "accounts/person.html", page, status=422)
