"""The tree of agencies, the page of one, and the forms that change them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts import forms
from shuheng.accounts.actions.agencies import add_agency, change_agency
from shuheng.accounts.fields import FIELDS, values_of
from shuheng.accounts.forms import FormField
from shuheng.accounts.models import Agency
from shuheng.accounts.queries.agency import agency_page
from shuheng.accounts.queries.tree import agencies_page
from shuheng.accounts.rights import may_keep_below
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

ALL = tuple(one.name for one in FIELDS)
NOT_CODE = tuple(name for name in ALL if name != "code")
ENDING = ("valid_to", "merged_into")


@dataclass(frozen=True)
class AgencyFormPage:
    agency: Agency | None
    fields: tuple[FormField, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class EndPage:
    agency: Agency
    fields: tuple[FormField, ...]
    problems: tuple[Problem, ...] = ()


@permission("accounts.read")
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    page = agencies_page(forms.wanted(request.GET), visitor_of(request), timezone.localdate())
    return render_page(request, "accounts/agencies.html", page, fragment="list")


@permission("accounts.read")
@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    page = forms.found_or_404(agency_page(code, visitor_of(request), timezone.localdate()))
    return render_page(request, "accounts/agency.html", page)


@permission("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def agency_new(request: HttpRequest) -> HttpResponse:
    """Add an agency, under the one the address names."""
    if request.method != "POST":
        texts = {"parent": request.GET.get("parent", "")[:50], "position": "0", "demo": "否"}
        return render_page(
            request, "accounts/agency_form.html", AgencyFormPage(None, forms.form_fields(texts))
        )
    texts = forms.agency_texts(request.POST, ALL)
    try:
        added = add_agency(texts=texts, by=visitor_of(request))
    except ProblemsError as error:
        return form_again(request, None, texts, error)
    return redirect("agency-page", code=added.code)


@permission("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def agency_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is known of an agency; another parent moves it with all below it."""
    kept = agency_to_keep(request, code)
    if request.method != "POST":
        values = values_of(kept)
        texts = {one.name: one.show(values[one.name]) for one in FIELDS}
        fields = forms.form_fields(texts, fixed=("code",))
        return render_page(request, "accounts/agency_form.html", AgencyFormPage(kept, fields))
    texts = forms.agency_texts(request.POST, NOT_CODE)
    try:
        change_agency(agency=kept, texts=texts, by=visitor_of(request))
    except ProblemsError as error:
        return form_again(request, kept, texts, error)
    return redirect("agency-page", code=code)


def form_again(
    request: HttpRequest, kept: Agency | None, texts: dict[str, str], error: ProblemsError
) -> HttpResponse:
    fixed = ("code",) if kept else ()
    shown = {**texts, "code": kept.code} if kept else texts
    fields = forms.form_fields(shown, error.problems, fixed=fixed)
    page = AgencyFormPage(kept, fields, forms.other_problems(error.problems))
    return render_page(request, "accounts/agency_form.html", page, status=422)


@permission("accounts.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def agency_end(request: HttpRequest, code: str) -> HttpResponse:
    """Close an agency or merge it into another: history and what stands below stay."""
    kept = agency_to_keep(request, code)
    texts = forms.agency_texts(request.POST, ENDING)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            if not texts.get("valid_to", "").strip():
                raise ProblemsError([Problem("agency-field-empty", "没有写停用日期。", field="停用日期")])
            change_agency(agency=kept, texts=texts, by=visitor_of(request))
        except ProblemsError as error:
            problems = error.problems
        else:
            return redirect("agency-page", code=code)
    fields = tuple(one for one in forms.form_fields(texts, problems) if one.field.name in ENDING)
    page = EndPage(kept, fields, tuple(one for one in problems if not any(one in f.errors for f in fields)))
    return render_page(request, "accounts/agency_end.html", page, status=422 if problems else 200)


@permission("accounts.manage")
@require_POST
def agency_reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a closing or a merger that was a mistake."""
    kept = agency_to_keep(request, code)
    change_agency(agency=kept, texts={"valid_to": "", "merged_into": ""}, by=visitor_of(request))
    return redirect("agency-page", code=code)


def agency_to_keep(request: HttpRequest, code: str) -> Agency:
    kept = forms.found_or_404(
        Agency.objects.select_related("parent", "merged_into").filter(code=code).first()
    )
    if not may_keep_below(visitor_of(request), kept.parent):
        raise PermissionDenied(f"您不管理“{kept.name}”的上级，不能修改它。")
    return kept
