"""Data libraries."""

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.actions.libraries import add_entries, remove_entries, save_library
from shuheng.catalogue.forms.fields import read_complete
from shuheng.catalogue.forms.requests import numbers_in, texts
from shuheng.catalogue.models import DataLibrary
from shuheng.catalogue.queries.standards import StandardForm, keepers_for, libraries_page, library_page
from shuheng.catalogue.standard_fields import LIBRARY_FIELDS
from shuheng.catalogue.views.common import READ, agency_or_none, demand_here
from shuheng.catalogue.views.editing import WRONG
from shuheng.catalogue.views.standards import MANAGE, opened_form, page_wanted
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

BREAK = re.compile(r"[\s,，、;；]+")


@permission(READ)
@require_safe
def libraries(request: HttpRequest) -> HttpResponse:
    page = libraries_page(request.GET.get("kind", ""), request.GET.get("agency", ""), page_wanted(request))
    return render_page(request, "catalogue/libraries.html", page)


def library_or_404(number: int) -> DataLibrary:
    return get_object_or_404(DataLibrary.objects.select_related("agency"), pk=number)


@permission(READ)
@require_safe
def library(request: HttpRequest, number: int) -> HttpResponse:
    row, visitor = library_or_404(number), visitor_of(request)
    may_manage = allows(visitor, MANAGE, row.agency)
    page = library_page(row, visitor, page_wanted(request), may_manage=may_manage)
    return render_page(request, "catalogue/library.html", page)


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def library_edit(request: HttpRequest, number: int | None = None) -> HttpResponse:
    row, visitor = library_or_404(number) if number is not None else None, visitor_of(request)
    if row is not None:
        demand_here(request, MANAGE, row.agency)
    held = row.agency.code if row else request.GET.get("agency", "")
    chosen = request.POST.get("agency", held)
    form = StandardForm(row, opened_form(row, LIBRARY_FIELDS), agencies=keepers_for(visitor), agency=chosen)
    if request.method != "POST":
        return render_page(request, "catalogue/library_edit.html", form)
    reads = read_complete(LIBRARY_FIELDS.values(), texts(request.POST))
    agency = agency_or_none(chosen)
    error = "" if agency else "请选择建设单位。"
    form = replace(form, fields=tuple(one.shown for one in reads.values()), agency_error=error)
    if agency is None or not all(one.ok for one in reads.values()):
        return render_page(request, "catalogue/library_edit.html", form, status=WRONG)
    try:
        values = {name: one.value for name, one in reads.items()}
        saved = save_library(by=visitor, agency=agency, values=values, held=row)
    except ProblemsError as refused:
        form = replace(form, problems=refused.problems)
        return render_page(request, "catalogue/library_edit.html", form, status=WRONG)
    return redirect("library", number=saved.pk)


@permission(MANAGE)
@require_POST
def library_entries(request: HttpRequest, number: int) -> HttpResponse:
    """Add entries by their numbers, or take out those that were ticked."""
    row, visitor = library_or_404(number), visitor_of(request)
    typed = request.POST.get("numbers", "")
    try:
        if "remove" in request.POST:
            remove_entries(by=visitor, library=row, numbers=numbers_in(request.POST))
        else:
            add_entries(by=visitor, library=row, numbers=numbers_typed(typed))
    except ProblemsError as error:
        page = library_page(row, visitor, 1, may_manage=True, problems=error.problems, typed=typed)
        return render_page(request, "catalogue/library.html", page, status=WRONG)
    return redirect("library", number=number)


def numbers_typed(text: str) -> list[int]:
    """Numbers of entries as a person writes them, apart by spaces or commas."""
    parts = [part for part in BREAK.split(text) if part]
    odd = [part for part in parts if not (part.isascii() and part.isdigit() and len(part) < 19)]
    if odd or not parts:
        message = f"“{odd[0][:40]}”不是目录编号。" if odd else "没有写目录编号。"
        hint = "目录编号在目录页面的标题下面，几个编号用空格或逗号隔开。"
        raise ProblemsError([Problem("library-entry-number", message, hint=hint)])
    return [int(part) for part in parts]
