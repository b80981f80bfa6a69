"""A register as a workbook: download, upload (also CSV), preview of what will change, confirmation."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor, visitor_of
from shuheng.files.excel_out import XLSX
from shuheng.problems import Problem, ProblemsError
from shuheng.registers import store
from shuheng.registers.actions.excel_in import import_sheet
from shuheng.registers.declare import Declaration
from shuheng.registers.excel.layout import MOST_ROWS
from shuheng.registers.excel.plan import Addition, Change, Plan, plan_import
from shuheng.registers.excel.read import read_sheet
from shuheng.registers.excel.write import register_workbook
from shuheng.registers.forms import WRONG, texts_of
from shuheng.registers.queries.filed import filers
from shuheng.registers.queries.grid import narrowed, seen_rows, wanted_of
from shuheng.registers.shelf import declaration_or_404
from shuheng.registers.views.common import FILL, READ, attachment
from shuheng.web.access import permission
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded

SHOWN = 200  # changes and additions that the preview lists; the counts are of all


@dataclass(frozen=True)
class SheetPage:
    """`plan` and `key` stand after an upload that could be read; `done` after it was applied."""

    declaration: Declaration
    agencies: tuple[Agency, ...]
    agency: str = ""
    problems: tuple[Problem, ...] = ()
    plan: Plan | None = None
    key: str = ""
    name: str = ""
    done: bool = False
    refused: tuple[Problem, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the file holds what is kept already."""
        return self.plan is not None and not self.plan.changes and not self.plan.additions

    @property
    def summary(self) -> str:
        """Additions, changes and what stays, in words."""
        if self.plan is None:
            return ""
        counts = (len(self.plan.additions), len(self.plan.changes), self.plan.unchanged)
        return "新增 {} 行，变更 {} 行，不变 {} 行".format(*(f"{count:,}" for count in counts))

    @property
    def additions(self) -> list[Addition]:
        """Those that the preview lists."""
        return self.plan.additions[:SHOWN] if self.plan else []

    @property
    def changes(self) -> list[Change]:
        """Those that the preview lists."""
        return self.plan.changes[:SHOWN] if self.plan else []

    @property
    def more(self) -> int:
        """How many the preview leaves out."""
        if self.plan is None:
            return 0
        return max(0, len(self.plan.changes) - SHOWN) + max(0, len(self.plan.additions) - SHOWN)

    @property
    def default_agency(self) -> Agency | None:
        """Whose new rows are that name no agency."""
        return next((one for one in self.agencies if one.code == self.agency), None)


def page_of(request: HttpRequest, declaration: Declaration) -> SheetPage:
    """The page before anything was brought; the only agency one fills for is chosen already."""
    visitor = visitor_of(request)
    agencies = tuple(filers(declaration, reachable(visitor, FILL), timezone.localdate()))
    only = agencies[0].code if len(agencies) == 1 else ""
    return SheetPage(declaration, agencies, request.POST.get("agency", "") or only)


def owner_of(visitor: Visitor) -> str:
    return f"{visitor.person_id}:{visitor.name}"


@permission(FILL)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, register: str) -> HttpResponse:
    """The page, and after an upload the preview or all mistakes."""
    declaration = declaration_or_404(register)
    page = page_of(request, declaration)
    if request.method != "POST":
        return render_page(request, "registers/sheet.html", page)
    name = ""
    try:
        file = uploaded(request, "workbook", hint="请分成几个文件，或改为 CSV。")
        name = Path(file.name or "台账.xlsx").name[:200]
        content = file.read()
        given = read_sheet(declaration, content, name)
        plan = plan_import(declaration, given, visitor_of(request), page.default_agency)
    except ProblemsError as error:
        return wrong(request, page, name, error.problems)
    if plan.problems:
        return wrong(request, page, name, tuple(plan.problems))
    key = store.keep_preview(content, owner_of(visitor_of(request)))
    page = SheetPage(declaration, page.agencies, page.agency, plan=plan, key=key, name=name)
    return render_page(request, "registers/sheet.html", page)


def wrong(
    request: HttpRequest,
    page: SheetPage,
    name: str,
    problems: tuple[Problem, ...],
    *,
    refused: tuple[Problem, ...] = (),
) -> HttpResponse:
    """All mistakes of the file, and nothing kept."""
    page = SheetPage(page.declaration, page.agencies, page.agency, problems, name=name, refused=refused)
    return render_page(request, "registers/sheet.html", page, status=WRONG)


@permission(FILL)
@require_POST
def sheet_apply(request: HttpRequest, register: str) -> HttpResponse:
    """Apply the file that was previewed; a new preview when something moved meanwhile."""
    declaration = declaration_or_404(register)
    page, visitor = page_of(request, declaration), visitor_of(request)
    key, name = request.POST.get("key", ""), request.POST.get("name", "")[:200]
    content = store.take_preview(key, owner_of(visitor))
    if content is None:
        gone = Problem("preview-gone", "预览已经过期，没有保存。", hint="请重新上传。")
        return wrong(request, page, name, (), refused=(gone,))
    agency, said = page.default_agency, request.POST.get("fingerprint", "")
    try:
        plan = import_sheet(
            register=register, content=content, name=name, fingerprint=said, by=visitor, agency=agency
        )
    except ProblemsError as error:
        return previewed_again(request, page, content, (key, name), error.problems)
    store.drop_preview(key)
    page = SheetPage(declaration, page.agencies, page.agency, plan=plan, name=name, done=True)
    return render_page(request, "registers/sheet.html", page)


def previewed_again(
    request: HttpRequest,
    page: SheetPage,
    content: bytes,
    upload: tuple[str, str],
    refused: tuple[Problem, ...],
) -> HttpResponse:
    """What the same file would do now, with the reason why it was not done."""
    key, name = upload
    try:
        given = read_sheet(page.declaration, content, name)
        plan = plan_import(page.declaration, given, visitor_of(request), page.default_agency)
    except ProblemsError as error:
        return wrong(request, page, name, error.problems)
    if plan.problems:
        return wrong(request, page, name, tuple(plan.problems), refused=refused)
    page = SheetPage(page.declaration, page.agencies, page.agency, (), plan, key, name, refused=refused)
    return render_page(request, "registers/sheet.html", page, status=WRONG)


@permission(READ)
@require_safe
def sheet_download(request: HttpRequest, register: str) -> HttpResponse:
    """The rows that the filter in the address finds; without any row, the empty form."""
    declaration = declaration_or_404(register)
    wanted = wanted_of(declaration, texts_of(request.GET))
    rows = narrowed(declaration, seen_rows(declaration, visitor_of(request)), wanted)
    some = list(rows.select_related("agency").defer("words")[: MOST_ROWS + 1])
    try:
        content = register_workbook(declaration, some)
    except ProblemsError as error:
        return wrong(request, page_of(request, declaration), "", (), refused=error.problems)
    return attachment(content, XLSX, f"{declaration.title}.xlsx")
