"""An entry and its history; steps, withdrawing and restoring."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.permissions import PERMISSIONS
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.actions.entries import restore_entry, withdraw_entry
from shuheng.catalogue.actions.steps import pass_step, return_step
from shuheng.catalogue.forms.requests import day_in
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.queries.access import may_read
from shuheng.catalogue.queries.editing import EndPage
from shuheng.catalogue.queries.entry import entry_page
from shuheng.catalogue.queries.history import history_page
from shuheng.catalogue.queries.source import source_page
from shuheng.catalogue.search.visible import may_see
from shuheng.catalogue.views.common import EDIT, READ, entry_or_404, entry_to_edit, entry_to_read, version_in
from shuheng.problems import ProblemsError
from shuheng.web.access import note_read, permission, public
from shuheng.web.fragments import render_page

WRONG = 422


@public
@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """Everybody sees what is published and open; the rest asks for the permission in the entry's agency."""
    found, visitor = entry_or_404(number), visitor_of(request)
    if not may_see(visitor, found):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[READ]}。")
    if may_read(found, visitor):
        note_read(request, READ)
    return render_page(request, "catalogue/entry.html", entry_page(found, visitor))


@permission(READ)
@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    """Two versions are compared by `?first=1&second=3`; without them the last change is shown."""
    found = entry_to_read(request, number)
    first, second = (wanted_version(request.GET.get(name, "")) for name in ("first", "second"))
    page = history_page(found, visitor_of(request), first, second)
    return render_page(request, "catalogue/history.html", page, fragment="difference")


def wanted_version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@permission(READ)
@require_safe
def source(request: HttpRequest, number: int) -> HttpResponse:
    """The record as it was harvested, and what of it could not be mapped."""
    return render_page(request, "catalogue/source.html", source_page(entry_to_read(request, number)))


@permission(READ)
@require_POST
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Pass or return the step that the page showed."""
    found, visitor = entry_to_read(request, number), visitor_of(request)
    said, note = request.POST.get("step", ""), request.POST.get("note", "")
    try:
        if "return" in request.POST:
            return_step(number=number, step=said, by=visitor, note=note)
        else:
            lists = request.POST.get("lists")
            can_publish = None if lists is None else "can_publish" in request.POST
            pass_step(number=number, step=said, by=visitor, note=note, can_publish=can_publish)
    except ProblemsError as error:
        found.refresh_from_db()
        page = replace(entry_page(found, visitor), problems=error.problems, note=note)
        return render_page(request, "catalogue/entry.html", page, status=WRONG)
    return redirect("entry", number=number)


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    found = entry_to_edit(request, number)
    if request.method != "POST":
        page = EndPage(found, found.version, timezone.localdate().isoformat())
        return render_page(request, "catalogue/withdraw.html", page)
    try:
        version, day = version_in(request), day_in(request.POST, "day")
        reason, by = request.POST.get("reason", ""), visitor_of(request)
        withdraw_entry(number=number, version=version, day=day, reason=reason, by=by)
    except ProblemsError as error:
        return end_refused(request, "catalogue/withdraw.html", number, error)
    return redirect("entry", number=number)


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, number: int) -> HttpResponse:
    found = entry_to_edit(request, number)
    if request.method != "POST":
        return render_page(request, "catalogue/restore.html", EndPage(found, found.version, ""))
    try:
        reason, by = request.POST.get("reason", ""), visitor_of(request)
        restore_entry(number=number, version=version_in(request), reason=reason, by=by)
    except ProblemsError as error:
        return end_refused(request, "catalogue/restore.html", number, error)
    return redirect("entry", number=number)


def end_refused(request: HttpRequest, template: str, number: int, error: ProblemsError) -> HttpResponse:
    """The form again, on the version that stands now, with what was typed."""
    found = CatalogueEntry.objects.select_related("agency").get(pk=number)
    day, reason = request.POST.get("day", ""), request.POST.get("reason", "")
    page = EndPage(found, found.version, day, reason, error.problems)
    return render_page(request, template, page, status=WRONG)
