"""Many entries at once: the same change, or the same step. Chosen in the list, or all hits of a filter."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.actions.bulk import bulk_count, bulk_edit, refuse_bulk
from shuheng.catalogue.actions.guard import refusal
from shuheng.catalogue.actions.steps import MOST_ENTRIES, pass_many
from shuheng.catalogue.forms.entry import bulk_form
from shuheng.catalogue.forms.requests import numbers_in, texts
from shuheng.catalogue.lifecycle import missing
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.queries.editing import BulkEditPage, BulkStepPage, step_counts
from shuheng.catalogue.search.export import hits
from shuheng.catalogue.search.visible import may_see
from shuheng.catalogue.search.wanted import wanted
from shuheng.catalogue.views.common import EDIT, READ
from shuheng.catalogue.views.editing import WRONG
from shuheng.problems import ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

SHOWN = 20
Numbers = tuple[int, ...]


def chosen(request: HttpRequest) -> Numbers:
    """The entries that were ticked, or all hits of the filter in the address. `ProblemsError` for too many."""
    if request.method == "POST":
        return tuple(numbers_in(request.POST))
    if not request.GET:
        return ()
    found = hits(wanted(request.GET.dict()), visitor_of(request))
    if found is None or len(found) > MOST_ENTRIES:
        count = "20000 条以上" if found is None else f"{len(found)} 条"
        raise refusal("bulk-too-many", f"符合条件的有 {count}，一次最多 {MOST_ENTRIES} 条。", "请缩小范围。")
    return tuple(found)


def seen(request: HttpRequest, numbers: Numbers) -> tuple[CatalogueEntry, ...]:
    """The entries that there are and that this visitor may see."""
    visitor = visitor_of(request)
    entries = CatalogueEntry.objects.select_related("agency").defer("raw", "unmapped").filter(pk__in=numbers)
    return tuple(entry for entry in entries if may_see(visitor, entry))


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Choose fields and values, see how many would change, then change them."""
    try:
        numbers = chosen(request)
    except ProblemsError as error:
        page = BulkEditPage((), (), bulk_form({}), problems=error.problems)
        return render_page(request, "catalogue/bulk_edit.html", page, status=WRONG)
    entries = seen(request, numbers)
    form, reason = bulk_form(texts(request.POST)), request.POST.get("reason", "")
    held = tuple(entry.pk for entry in entries)
    page = BulkEditPage(held, entries[:SHOWN], form, reason)
    if not {"preview", "apply"} & set(request.POST):
        return render_page(request, "catalogue/bulk_edit.html", page)
    if form.errors:
        return render_page(request, "catalogue/bulk_edit.html", page, status=WRONG)
    try:
        if "apply" in request.POST:
            text = request.POST.get("expected", "")
            expected = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
            done = bulk_edit(
                numbers=held, values=form.values, reason=reason, by=visitor_of(request), expected=expected
            )
            page = replace(page, done=done.changed, same=done.same, ended=done.ended)
        else:
            refuse_bulk(held, form.values)
            count = bulk_count(entries, form.values)
            page = replace(page, expected=count.changed, same=count.same, ended=count.ended)
    except ProblemsError as error:
        return render_page(
            request, "catalogue/bulk_edit.html", replace(page, problems=error.problems), status=WRONG
        )
    return render_page(request, "catalogue/bulk_edit.html", page)


@permission(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest) -> HttpResponse:
    """How many stand at which step and are ready; one step is passed at a time."""
    try:
        numbers = chosen(request)
    except ProblemsError as error:
        return render_page(
            request, "catalogue/bulk_step.html", BulkStepPage((), (), problems=error.problems), status=WRONG
        )
    page = BulkStepPage(tuple(numbers), (), request.POST.get("note", ""))
    status = 200
    if "step" in request.POST:
        try:
            by, said = visitor_of(request), request.POST["step"]
            done = pass_many(numbers=numbers, step=said, by=by, note=page.note)
            page = replace(page, passed=done.passed, refused=done.refused)
        except ProblemsError as error:
            page, status = replace(page, problems=error.problems), WRONG
    entries = seen(request, numbers)
    counts = step_counts(entries, [not missing(entry) for entry in entries])
    page = replace(page, numbers=tuple(entry.pk for entry in entries), counts=counts)
    return render_page(request, "catalogue/bulk_step.html", page, status=status)
