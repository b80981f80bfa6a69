"""The grids of items and resources of an entry."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.actions.entries import edit_entry
from shuheng.catalogue.actions.guard import ConflictError
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.fields import ITEM_FIELDS, RESOURCE_FIELDS
from shuheng.catalogue.forms.requests import texts
from shuheng.catalogue.forms.rows import MORE_ROWS, RowsForm, rows_form, sent_rows_form
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.queries.editing import RowsPage, offered_standards
from shuheng.catalogue.state import entry_state
from shuheng.catalogue.values import typed_state
from shuheng.catalogue.views.common import EDIT, entry_to_edit, version_in
from shuheng.catalogue.views.editing import WRONG, since
from shuheng.problems import ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

PAGE_SIZE = 50
ITEMS, RESOURCES = tuple(ITEM_FIELDS.values()), tuple(RESOURCE_FIELDS.values())


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def items(request: HttpRequest, number: int) -> HttpResponse:
    """Fifty items at a time; a save touches those that the form showed, and appends the new."""
    entry = entry_to_edit(request, number)
    held = typed_items(entry)
    first = page_start(request, len(held))
    window = held[first : first + PAGE_SIZE]
    lists, elements = offered_standards()
    page = RowsPage(
        entry, rows_form(ITEMS, [(str(index), one) for index, one in enumerate(window)]), entry.version,
        first=first, total=len(held), size=PAGE_SIZE, code_lists=lists, elements=elements,
    )  # fmt: skip
    if request.method != "POST":
        return render_page(request, "catalogue/items.html", page)
    form = sent_rows_form(ITEMS, texts(request.POST), more=MORE_ROWS if "more" in request.POST else 0)
    page = replace(page, form=form, version=version_in(request), reason=request.POST.get("reason", ""))
    if "more" in request.POST or form.errors:
        return render_page(request, "catalogue/items.html", page, status=WRONG if form.errors else 200)
    return saved(
        request, page, "catalogue/items.html", Wanted(items=laid_over(held, first, form), reason=page.reason)
    )


def typed_items(entry: CatalogueEntry) -> list[dict[str, Any]]:
    return [typed_state(ITEM_FIELDS, one) for one in entry_state(entry)["items"]]


def page_start(request: HttpRequest, total: int) -> int:
    """The place of the first row, from 0, that `?page=2` asks for; a form says which rows it showed."""
    text = request.POST.get("page", "") or request.GET.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    last = max(0, total - 1) // PAGE_SIZE
    return min(max(number - 1, 0), last) * PAGE_SIZE


def laid_over(held: list[dict[str, Any]], first: int, form: RowsForm) -> list[dict[str, Any]]:
    """All items: those before the window, those the form keeps (new ones at the end of it), those after."""
    window = [{name: value for name, value in one.items() if name != "key"} for one in form.values]
    return [*held[:first], *window, *held[first + PAGE_SIZE :]]


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def resources(request: HttpRequest, number: int) -> HttpResponse:
    """Resources are never removed: an unmounting date takes them out of the counts."""
    entry = entry_to_edit(request, number)
    held = entry_state(entry)["resources"]
    first = page_start(request, len(held))
    window = held[first : first + PAGE_SIZE]
    kept = [(str(one["number"]), typed_state(RESOURCE_FIELDS, one)) for one in window]
    form = rows_form(RESOURCES, kept)
    page = RowsPage(entry, form, entry.version, first=first, total=len(held), size=PAGE_SIZE)
    if request.method != "POST":
        return render_page(request, "catalogue/resources.html", page)
    form = sent_rows_form(RESOURCES, texts(request.POST), more=MORE_ROWS if "more" in request.POST else 0)
    page = replace(page, form=form, version=version_in(request), reason=request.POST.get("reason", ""))
    if "more" in request.POST or form.errors:
        return render_page(request, "catalogue/resources.html", page, status=WRONG if form.errors else 200)
    wanted = [
        {**{name: value for name, value in one.items() if name != "key"}, "number": number_of(one["key"])}
        for one in form.values
    ]
    return saved(request, page, "catalogue/resources.html", Wanted(resources=wanted, reason=page.reason))


def number_of(key: str) -> int | None:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None


def saved(request: HttpRequest, page: RowsPage, template: str, wanted: Wanted) -> HttpResponse:
    """Store what the grid says; the grid again, as typed, where that is refused."""
    entry = page.entry
    try:
        edit_entry(number=entry.pk, version=page.version, wanted=wanted, by=visitor_of(request))
    except ConflictError as error:
        page = conflicting(page, error, by_place=wanted.items is not None)
        return render_page(request, template, page, status=WRONG)
    except ProblemsError as error:
        return render_page(request, template, replace(page, problems=error.problems), status=WRONG)
    here = "entry-items" if wanted.items is not None else "entry-resources"
    if "again" in request.POST:
        return redirect(f"{reverse(here, kwargs={'number': entry.pk})}?page={page.first // PAGE_SIZE + 1}")
    return redirect("entry", number=entry.pk)


def conflicting(page: RowsPage, error: ConflictError, *, by_place: bool) -> RowsPage:
    """The grid with what changed meanwhile, to be saved over it; but not where rows known by their place moved."""
    now = error.entry
    page = replace(page, entry=now, problems=error.problems, meanwhile=since(now, page.version))
    if by_place and any(title.startswith("信息项") for title, _, _ in page.meanwhile):
        return replace(page, moved=True)
    return replace(page, version=now.version)
