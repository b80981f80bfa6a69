"""Making an entry, changing it, its items and its resources. What was typed is never lost."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.actions.entries import create_entry, edit_entry
from shuheng.catalogue.actions.guard import ConflictError
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.forms.entry import entry_form, new_entry_form, sent_entry_form
from shuheng.catalogue.forms.requests import texts
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.queries.editing import EditPage, agencies_for
from shuheng.catalogue.queries.history import Difference, between
from shuheng.catalogue.state import entry_state, state_at
from shuheng.catalogue.views.common import EDIT, agency_or_none, entry_to_edit, version_in
from shuheng.problems import ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

WRONG = 422


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: HttpRequest) -> HttpResponse:
    """Core metadata first; items and resources follow on the entry's page."""
    visitor = visitor_of(request)
    agencies = agencies_for(visitor)
    chosen = request.POST.get("agency", "") or request.GET.get("agency", "")
    if not chosen and len(agencies) == 1:
        chosen = agencies[0].code
    page = EditPage(None, entry_form(), 0, agencies=agencies, agency=chosen)
    if request.method != "POST":
        return render_page(request, "catalogue/edit.html", page)
    form = new_entry_form(texts(request.POST))
    agency = agency_or_none(chosen)
    page = replace(page, form=form, agency_error="" if agency else "请选择所属单位。")
    if agency is None or form.errors:
        return render_page(request, "catalogue/edit.html", page, status=WRONG)
    try:
        made = create_entry(agency=agency, wanted=Wanted(form.values), by=visitor)
    except ProblemsError as error:
        page = replace(page, problems=error.problems)
        return render_page(request, "catalogue/edit.html", page, status=WRONG)
    return redirect("entry-items", number=made.pk)


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def entry_edit(request: HttpRequest, number: int) -> HttpResponse:
    entry = entry_to_edit(request, number)
    if request.method != "POST":
        return render_page(request, "catalogue/edit.html", EditPage(entry, entry_form(entry), entry.version))
    form, reason = sent_entry_form(texts(request.POST)), request.POST.get("reason", "")
    page = EditPage(entry, form, version_in(request), reason=reason)
    if form.errors:
        return render_page(request, "catalogue/edit.html", page, status=WRONG)
    try:
        wanted = Wanted(form.values, reason=reason)
        edit_entry(number=number, version=page.version, wanted=wanted, by=visitor_of(request))
    except ConflictError as error:
        now = error.entry
        page = replace(
            page, entry=now, version=now.version, problems=error.problems, meanwhile=since(now, page.version)
        )
        return render_page(request, "catalogue/edit.html", page, status=WRONG)
    except ProblemsError as error:
        return render_page(
            request, "catalogue/edit.html", replace(page, problems=error.problems), status=WRONG
        )
    return redirect("entry", number=number)


def since(entry: CatalogueEntry, version: int) -> tuple[Difference, ...]:
    """What somebody else changed since this version; of a version that never was, nothing."""
    if not 1 <= version < entry.version:
        return ()
    return between(state_at(entry, version), entry_state(entry))
