"""Code lists and data elements."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.actions.standards import retire, save_code_list, save_element
from shuheng.catalogue.actions.standards_in import import_code_lists, import_elements
from shuheng.catalogue.fields import Field
from shuheng.catalogue.forms.fields import FormField, kept_all, read_complete
from shuheng.catalogue.forms.requests import texts
from shuheng.catalogue.forms.rows import MORE_ROWS, rows_form, sent_rows_form
from shuheng.catalogue.models import CodeList, DataElement
from shuheng.catalogue.queries.standards import StandardForm, code_list_page, element_page, standards_page
from shuheng.catalogue.standard_fields import CODE_LIST_FIELDS, ELEMENT_FIELDS, VALUE_FIELDS
from shuheng.catalogue.views.common import READ
from shuheng.catalogue.views.dictionary import tables_of
from shuheng.catalogue.views.editing import WRONG
from shuheng.problems import ProblemsError
from shuheng.web.access import permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded

MANAGE = "standards.manage"
CODES = tuple(VALUE_FIELDS.values())
GRID_MOST = 150  # longer lists are changed by a file


def page_wanted(request: HttpRequest) -> int:
    return page_number(request.GET.get("page", ""))


@permission(READ)
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:100].replace("\0", "").strip()
    page = standards_page(request.GET.get("kind", ""), words, page_wanted(request))
    return render_page(request, "catalogue/standards.html", page)


@permission(READ)
@require_safe
def code_list(request: HttpRequest, number: int) -> HttpResponse:
    page = code_list_page(get_object_or_404(CodeList, pk=number), visitor_of(request))
    return render_page(request, "catalogue/code_list.html", page)


@permission(READ)
@require_safe
def element(request: HttpRequest, number: int) -> HttpResponse:
    page = element_page(get_object_or_404(DataElement, pk=number), visitor_of(request))
    return render_page(request, "catalogue/element.html", page)


def opened_form(row: object | None, fields: Mapping[str, Field]) -> tuple[FormField, ...]:
    def value(name: str) -> Any:
        found = getattr(row, name) if row is not None else fields[name].empty
        return found.code if isinstance(found, CodeList) else found

    return tuple(kept_all(fields.values(), value).values())


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def code_list_edit(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A list with its codes as a grid; a long one shows none, and is changed by a file."""
    row = get_object_or_404(CodeList, pk=number) if number is not None else None
    held = [("", {"value": one.value, "meaning": one.meaning}) for one in row.values.all()] if row else []
    grid = (
        rows_form(CODES, [(str(index), one) for index, (_, one) in enumerate(held)])
        if len(held) <= GRID_MOST
        else None
    )
    form = StandardForm(row, opened_form(row, CODE_LIST_FIELDS), grid)
    if request.method != "POST":
        return render_page(request, "catalogue/code_list_edit.html", form)
    sent = texts(request.POST)
    reads = read_complete(CODE_LIST_FIELDS.values(), sent)
    if grid is not None:
        grid = sent_rows_form(CODES, sent, more=MORE_ROWS if "more" in request.POST else 0)
    form = replace(form, fields=tuple(one.shown for one in reads.values()), grid=grid)
    wrong = not all(one.ok for one in reads.values()) or (grid and grid.errors)
    if "more" in request.POST or wrong:
        return render_page(request, "catalogue/code_list_edit.html", form, status=WRONG if wrong else 200)
    try:
        codes = [(one["value"], one["meaning"]) for one in grid.values] if grid else None
        values = {name: one.value for name, one in reads.items()}
        saved = save_code_list(by=visitor_of(request), values=values, codes=codes, held=row)
    except ProblemsError as error:
        form = replace(form, problems=error.problems)
        return render_page(request, "catalogue/code_list_edit.html", form, status=WRONG)
    return redirect("code-list", number=saved.pk)


@permission(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def element_edit(request: HttpRequest, number: int | None = None) -> HttpResponse:
    row = (
        get_object_or_404(DataElement.objects.select_related("code_list"), pk=number)
        if number is not None
        else None
    )
    form = StandardForm(row, opened_form(row, ELEMENT_FIELDS))
    if request.method != "POST":
        return render_page(request, "catalogue/element_edit.html", form)
    reads = read_complete(ELEMENT_FIELDS.values(), texts(request.POST))
    form = replace(form, fields=tuple(one.shown for one in reads.values()))
    if not all(one.ok for one in reads.values()):
        return render_page(request, "catalogue/element_edit.html", form, status=WRONG)
    try:
        values = {name: one.value for name, one in reads.items()}
        saved = save_element(by=visitor_of(request), values=values, held=row)
    except ProblemsError as error:
        form = replace(form, problems=error.problems)
        return render_page(request, "catalogue/element_edit.html", form, status=WRONG)
    return redirect("element", number=saved.pk)


@permission(MANAGE)
@require_POST
def code_list_retire(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(CodeList, pk=number)
    retire(by=visitor_of(request), row=row, day=None if row.retired else timezone.localdate())
    return redirect("code-list", number=number)


@permission(MANAGE)
@require_POST
def element_retire(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(DataElement, pk=number)
    retire(by=visitor_of(request), row=row, day=None if row.retired else timezone.localdate())
    return redirect("element", number=number)


@permission(MANAGE)
@require_POST
def standards_import(request: HttpRequest) -> HttpResponse:
    """Code lists or data elements from Excel or CSV: all of it, or all mistakes."""
    kind = "elements" if request.POST.get("kind") == "elements" else "lists"
    page = standards_page(kind, "", 1)
    try:
        file = uploaded(request, "table")
        name = Path(file.name or "标准").name
        table = tables_of(name, file.read())[0]
        read_in = import_elements if kind == "elements" else import_code_lists
        imported = read_in(by=visitor_of(request), table=table)
    except ProblemsError as error:
        page = replace(page, problems=error.problems)
        return render_page(request, "catalogue/standards.html", page, status=WRONG)
    return render_page(
        request, "catalogue/standards.html", replace(standards_page(kind, "", 1), imported=imported)
    )
