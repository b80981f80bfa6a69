"""Bringing data: a file is read and shown with what is doubtful, then kept as tables or as a table's new version."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.models import CatalogueEntry
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import DataTable
from shuheng.quality.tables import actions, forms
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.preview import Shown, shown_tables
from shuheng.quality.tables.staging import Choice, staged
from shuheng.quality.tables.stored import Kept
from shuheng.quality.tables.views.own import WORK, entry_asked, own_table
from shuheng.web.access import permission
from shuheng.web.fragments import render_page

REFUSED = 422


@dataclass(frozen=True)
class BringPage:
    """The form: for a new table (perhaps of an entry) or for `table`; with a file at hand, what would become of it."""

    agencies: tuple[Agency, ...] = ()
    entry: CatalogueEntry | None = None
    table: DataTable | None = None
    said: dict[str, str] | None = None
    file_name: str = ""
    token: str = ""
    shown: tuple[Shown, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        return any(one.usable for one in self.shown)


@permission(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def new_table(request: HttpRequest) -> HttpResponse:
    """First the file, then which of its tables; each becomes a data table of its own."""
    entry = entry_asked(request)
    agencies = () if entry else tuple(reachable(visitor_of(request), WORK))
    page = BringPage(agencies, entry, said={"title": entry.title if entry else "", "agency": ""})
    return bring(request, page)


@permission(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: HttpRequest, number: int) -> HttpResponse:
    """New data for a table that there is; one table of the file is chosen."""
    table = own_table(request, number, WORK)
    return bring(request, BringPage(table=table, entry=table.entry, said={"title": table.title}))


def bring(request: HttpRequest, page: BringPage) -> HttpResponse:
    """The steps that both roads share. Whatever is wrong is told with the form as it was filled in."""
    if request.method != "POST":
        return render_page(request, "quality/tables/bring.html", page)
    said = {
        name: request.POST.get(name, "").strip()[:400] for name in ("title", "agency", "encoding", "header")
    }
    by = visitor_of(request).name
    kept: Kept | None = None
    status = 200
    problems: tuple[Problem, ...] = ()
    shown: tuple[Shown, ...] = ()
    try:
        kept = (
            forms.kept_again(token, by)
            if (token := request.POST.get("token", ""))
            else forms.brought(request)
        )
        choice = forms.choice_of(said)
        if request.POST.get("act") == "keep":
            return kept_tables(request, page, kept, choice, said)
        shown = shown_tables(kept, choice)
    except ProblemsError as error:
        status, problems = REFUSED, error.problems
    found = BringPage(
        page.agencies,
        page.entry,
        page.table,
        said,
        kept.name if kept else "",
        forms.token_of(kept, by) if kept else "",
        shown,
        problems,
    )
    return render_page(request, "quality/tables/bring.html", found, status=status)


def kept_tables(
    request: HttpRequest, page: BringPage, kept: Kept, choice: Choice, said: dict[str, str]
) -> HttpResponse:
    """Keep the chosen tables of the file. Nothing is kept where one of them cannot be read."""
    chosen = request.POST.getlist("sheet")
    if not chosen or (page.table is not None and len(chosen) > 1):
        raise refused("table-sheets", field="sheet")
    data = [staged(kept, Choice(sheet, choice.encoding, choice.header)) for sheet in chosen]
    actor = visitor_of(request).name
    if page.table is not None:
        actions.new_data(table=page.table, data=data[0], actor=actor)
        return redirect("data-table", number=page.table.pk)
    agency = page.entry.agency if page.entry else agency_said(page, said["agency"])
    title = said["title"] or kept.name
    titles = [title if len(data) == 1 else f"{title}：{one.sheet}" for one in data]
    behind = actions.Behind(agency, page.entry)
    tables = actions.register_all(behind=behind, brought=tuple(zip(titles, data, strict=True)), actor=actor)
    if len(tables) == 1:
        return redirect("data-table", number=tables[0].pk)
    return redirect(f"{reverse('data-tables')}?{urlencode({'agency': agency.code})}")


def agency_said(page: BringPage, code: str) -> Agency:
    for agency in page.agencies:
        if agency.code == code:
            return agency
    text = "没有选择单位，或者您不能为它登记数据表。"
    raise ProblemsError([Problem("table-agency", text, field="agency", hint="请从列表中选择单位。")])
