"""The catalogue as a workbook: download, upload, preview of what will change, confirmation."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor, visitor_of
from shuheng.catalogue import stash
from shuheng.catalogue.actions.excel_in import import_workbook
from shuheng.catalogue.excel.plan import Plan, plan_import
from shuheng.catalogue.excel.read import read_catalogue
from shuheng.catalogue.excel.write import MOST_ENTRIES, catalogue_workbook
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.queries.editing import agencies_for
from shuheng.catalogue.search.export import hits
from shuheng.catalogue.search.visible import may_see
from shuheng.catalogue.search.wanted import wanted
from shuheng.catalogue.views.common import EDIT, READ, attachment
from shuheng.catalogue.views.editing import WRONG
from shuheng.files.excel_out import XLSX
from shuheng.files.guards import kind_of
from shuheng.problems import Problem, ProblemsError
from shuheng.web.access import permission
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded

SHOWN = 200  # changes that the preview lists; the counts are of all


@dataclass(frozen=True)
class ExcelPage:
    """`plan` and `key` stand after an upload that could be read; `done` after it was applied."""

    agencies: tuple[Agency, ...]
    problems: tuple[Problem, ...] = ()
    plan: Plan | None = None
    key: str = ""
    name: str = ""
    done: bool = False
    refused: tuple[Problem, ...] = ()

    @property
    def nothing(self) -> bool:
        return self.plan is not None and not self.plan.changes and not self.plan.additions

    @property
    def summary(self) -> str:
        """Additions, changes and what stays, in words."""
        if self.plan is None:
            return ""
        counts = (len(self.plan.additions), len(self.plan.changes), self.plan.unchanged)
        return "新增 {} 条，变更 {} 条，不变 {} 条".format(*(f"{count:,}" for count in counts))

    @property
    def changes(self) -> object:
        return self.plan.changes[:SHOWN] if self.plan else ()

    @property
    def additions(self) -> object:
        return self.plan.additions[:SHOWN] if self.plan else ()

    @property
    def more(self) -> int:
        """How many changes and additions the preview leaves out."""
        if self.plan is None:
            return 0
        return max(0, len(self.plan.changes) - SHOWN) + max(0, len(self.plan.additions) - SHOWN)


@permission(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def excel(request: HttpRequest) -> HttpResponse:
    """The page, and after an upload the preview or all mistakes."""
    visitor = visitor_of(request)
    page = ExcelPage(agencies_for(visitor))
    if request.method != "POST":
        return render_page(request, "catalogue/excel.html", page)
    name = ""
    try:
        file = uploaded(request, "workbook")
        name = Path(file.name or "目录.xlsx").name
        content = file.read()
        refuse_other_kinds(name, content)
        plan = plan_import(read_catalogue(content, name), visitor)
    except ProblemsError as error:
        page = ExcelPage(page.agencies, error.problems, name=name)
        return render_page(request, "catalogue/excel.html", page, status=WRONG)
    return previewed(request, page.agencies, plan, content, name)


def previewed(
    request: HttpRequest, agencies: tuple[Agency, ...], plan: Plan, content: bytes, name: str
) -> HttpResponse:
    """What would change, with the file kept for the confirmation; or all mistakes, and nothing kept."""
    if plan.problems:
        page = ExcelPage(agencies, tuple(plan.problems), name=name)
        return render_page(request, "catalogue/excel.html", page, status=WRONG)
    key = stash.keep(content, owner_of(visitor_of(request)))
    return render_page(request, "catalogue/excel.html", ExcelPage(agencies, plan=plan, key=key, name=name))


def refuse_other_kinds(name: str, content: bytes) -> None:
    """Only a workbook has the three sheets."""
    if kind_of(Path(name), content, name) != "xlsx":
        message = "目录的导入用 Excel 工作簿（.xlsx）。"
        raise ProblemsError([Problem("file-kind", message, file=name, allowed=(".xlsx",))])


def owner_of(visitor: Visitor) -> str:
    return f"{visitor.person_id}:{visitor.name}"


@permission(EDIT)
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Apply the file that was previewed; a new preview when something moved meanwhile."""
    visitor = visitor_of(request)
    agencies = agencies_for(visitor)
    key, name = request.POST.get("key", ""), request.POST.get("name", "")[:200]
    content = stash.take(key, owner_of(visitor))
    if content is None:
        gone = Problem("preview-gone", "预览已经过期，没有保存。", hint="请重新上传。")
        return render_page(
            request, "catalogue/excel.html", ExcelPage(agencies, refused=(gone,)), status=WRONG
        )
    try:
        plan = import_workbook(
            content=content, name=name, fingerprint=request.POST.get("fingerprint", ""), by=visitor
        )
    except ProblemsError as error:
        plan = plan_import(read_catalogue(content, name), visitor)
        problems = tuple(plan.problems)
        page = ExcelPage(agencies, problems, None if problems else plan, key, name, refused=error.problems)
        return render_page(request, "catalogue/excel.html", page, status=WRONG)
    stash.drop(key)
    return render_page(request, "catalogue/excel.html", ExcelPage(agencies, plan=plan, name=name, done=True))


@permission(READ)
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The entries that the filter in the address finds, of those the visitor may see; too many are refused."""
    visitor = visitor_of(request)
    found = hits(wanted(request.GET.dict()), visitor)
    entries: list[CatalogueEntry] = []
    for start in range(0, len(found or ()), 500):
        some = CatalogueEntry.objects.select_related("agency").defer("raw", "unmapped")
        rows = some.in_bulk((found or [])[start : start + 500])
        entries += [entry for entry in rows.values() if may_see(visitor, entry)]
    try:
        if found is None:
            message = f"符合条件的目录超过 {MOST_ENTRIES} 条。"
            hint = "请按单位或主题缩小范围，分几次导出。"
            raise ProblemsError([Problem("excel-too-many", message, hint=hint)])
        content = catalogue_workbook(sorted(entries, key=lambda entry: entry.pk), title="数据资源目录")
    except ProblemsError as error:
        page = ExcelPage(agencies_for(visitor), error.problems)
        return render_page(request, "catalogue/excel.html", page, status=WRONG)
    return attachment(content, XLSX, "数据资源目录.xlsx")
