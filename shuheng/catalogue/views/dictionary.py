"""A database's dictionary or a file's header: brought, looked at, then applied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue import stash
from shuheng.catalogue.actions.dictionary import entries_from_tables, items_into_entry
from shuheng.catalogue.dictionary.column import Column, by_table, packed, unpacked
from shuheng.catalogue.dictionary.export import columns_of
from shuheng.catalogue.dictionary.header import header_columns
from shuheng.catalogue.dictionary.live import live_columns
from shuheng.catalogue.dictionary.merge import Merged, merged
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.queries.editing import agencies_for
from shuheng.catalogue.state import entry_state
from shuheng.catalogue.views.common import EDIT, agency_or_none, entry_to_edit, version_in
from shuheng.catalogue.views.editing import WRONG
from shuheng.catalogue.views.excel import owner_of
from shuheng.files import Table, kind_of, read_csv, read_workbook
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded

NAME_LENGTH = 200


@dataclass(frozen=True)
class DictionaryPage:
    """`entry` is the one that the items are for; without it each table becomes an entry. `way`: export, header, live."""

    entry: CatalogueEntry | None
    agencies: tuple[Agency, ...]
    way: str = "export"
    system: str = ""
    database: str = ""
    agency: str = ""
    problems: tuple[Problem, ...] = ()
    key: str = ""
    tables: tuple[tuple[str, list[Column]], ...] = ()
    merged: Merged | None = None
    made: tuple[CatalogueEntry, ...] = ()

    @property
    def made_title(self) -> str:
        return f"已新编 {len(self.made)} 条目录"

    @property
    def summary(self) -> str:
        """What was read, and what it would change."""
        fields = sum(len(columns) for _, columns in self.tables)
        read = f"读到 {len(self.tables)} 张表、{fields} 个字段"
        if self.merged is None:
            return read
        changed = len({name for name, *_ in self.merged.changed})
        return (
            f"{read}：新增 {len(self.merged.added)} 个信息项，更新 {changed} 个，不变 {self.merged.same} 个"
        )

    @property
    def guessed(self) -> bool:
        return any(column.guessed for _, columns in self.tables for column in columns)


@sensitive_post_parameters("address")
@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def dictionary(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Three ways in: an export of information_schema, a data file with heads, a running PostgreSQL or MySQL."""
    page = opened(request, number)
    if request.method != "POST":
        return render_page(request, "catalogue/dictionary.html", page)
    try:
        columns = brought(request, page.way)
    except ProblemsError as error:
        page = replace(page, problems=error.problems)
        return render_page(request, "catalogue/dictionary.html", page, status=WRONG)
    key = stash.keep(packed(columns), owner_of(visitor_of(request)))
    return render_page(request, "catalogue/dictionary.html", previewed(page, columns, key))


def opened(request: HttpRequest, number: int | None) -> DictionaryPage:
    entry = entry_to_edit(request, number) if number is not None else None
    way = request.POST.get("way", "export")
    return DictionaryPage(
        entry,
        () if entry else agencies_for(visitor_of(request)),
        way=way if way in {"export", "header", "live"} else "export",
        system=request.POST.get("system", "").strip()[:NAME_LENGTH],
        database=request.POST.get("database", "").strip()[:NAME_LENGTH],
        agency=request.POST.get("agency", ""),
    )


def brought(request: HttpRequest, way: str) -> list[Column]:
    """The columns, by the way chosen. The address of a database is used here and nowhere kept."""
    if way == "live":
        address, schema = (request.POST.get(name, "").strip() for name in ("address", "schema"))
        return live_columns(address, schema, known=settings.HARVEST_HOSTS)
    file = uploaded(request, "file")
    name = Path(file.name or "字典").name
    tables = tables_of(name, file.read())
    if way == "export":
        return columns_of(tables[0])
    return [column for table in tables if any(table.filled()) for column in header_columns(table)]


def tables_of(name: str, content: bytes) -> Sequence[Table]:
    """The sheets of a workbook that can be trusted, or the one table of a CSV."""
    kind = kind_of(Path(name), content, name)
    if kind == "csv":
        return (read_csv(content, name)[0],)
    if kind != "xlsx":
        message = "数据字典用 Excel 或 CSV 文件。"
        raise ProblemsError([Problem("file-kind", message, file=name, allowed=(".xlsx", ".csv"))])
    tables, problems = read_workbook(content, name)
    if problems:
        raise ProblemsError(problems)
    if not any(True for table in tables for _ in table.filled()):
        raise ProblemsError([Problem("dictionary-empty", "工作簿里没有内容。", file=name)])
    return [table for table in tables if any(True for _ in table.filled())]


def previewed(page: DictionaryPage, columns: Sequence[Column], key: str) -> DictionaryPage:
    page = replace(page, key=key, tables=tuple(by_table(columns).items()))
    if page.entry is None:
        return page
    items = entry_state(page.entry)["items"]
    return replace(page, merged=merged(items, columns, system=page.system, database=page.database))


@permission(EDIT)
@require_POST
def apply(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Apply what was previewed: to one entry, or as one new entry per chosen table."""
    page = opened(request, number)
    key, visitor = request.POST.get("key", ""), visitor_of(request)
    content = stash.take(key, owner_of(visitor))
    if content is None:
        gone = Problem("preview-gone", "预览已经过期，没有保存。", hint="请重新读取。")
        return render_page(
            request, "catalogue/dictionary.html", replace(page, problems=(gone,)), status=WRONG
        )
    columns = unpacked(content)
    try:
        if page.entry is not None:
            items_into_entry(
                number=page.entry.pk, version=version_in(request), columns=columns,
                system=page.system, database=page.database, by=visitor,
            )  # fmt: skip
            stash.drop(key)
            return redirect("entry", number=page.entry.pk)
        made = entries_from_tables(
            agency=agency_chosen(page.agency), columns=columns, tables=request.POST.getlist("table"),
            system=page.system, database=page.database, by=visitor,
        )  # fmt: skip
    except ProblemsError as error:
        page = replace(previewed(page, columns, key), problems=error.problems)
        return render_page(request, "catalogue/dictionary.html", page, status=WRONG)
    stash.drop(key)
    return render_page(request, "catalogue/dictionary.html", replace(page, made=tuple(made)))


def agency_chosen(code: str) -> Agency:
    found = agency_or_none(code)
    if found is None:
        raise ProblemsError([Problem("dictionary-agency", "没有选择所属单位。", hint="请选择后再确认。")])
    return found
