"""One row: looked at, filled in, moved along its life, withdrawn."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import Problem, ProblemsError
from shuheng.registers.actions.guard import ConflictError
from shuheng.registers.actions.moves import move_row
from shuheng.registers.actions.rows import change_row, create_row, restore_row, withdraw_row
from shuheng.registers.actions.store import known_only
from shuheng.registers.declare import Declaration
from shuheng.registers.forms import WRONG, RowForm, number_in, opened, sent, with_problems
from shuheng.registers.models import RegisterRow
from shuheng.registers.queries.filed import filers
from shuheng.registers.queries.row import row_page
from shuheng.registers.shelf import declaration_or_404
from shuheng.registers.views.common import FILL, READ, demand_here, row_or_404
from shuheng.registers.words import Difference, changes_between, differences
from shuheng.web.access import permission
from shuheng.web.fragments import render_page


@dataclass(frozen=True)
class EditPage:
    """The form of a row; without `row` of a new one. `meanwhile` is what somebody else changed."""

    declaration: Declaration
    form: RowForm
    agencies: tuple[Agency, ...] = ()
    agency: str = ""
    row: RegisterRow | None = None
    version: int = 0
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    meanwhile: tuple[Difference, ...] = ()


@permission(READ)
@require_safe
def row(request: HttpRequest, register: str, number: int) -> HttpResponse:
    """The row with history and evidence."""
    declaration = declaration_or_404(register)
    page = row_page(declaration, row_or_404(request, register, number), visitor_of(request))
    return render_page(request, "registers/row.html", page)


@permission(FILL)
@require_http_methods(["GET", "HEAD", "POST"])
def row_new(request: HttpRequest, register: str) -> HttpResponse:
    """A new row."""
    declaration, visitor = declaration_or_404(register), visitor_of(request)
    agencies = tuple(filers(declaration, reachable(visitor, FILL), timezone.localdate()))
    only = agencies[0].code if len(agencies) == 1 else ""
    code = request.POST.get("agency", request.GET.get("agency", "")) or only
    page = EditPage(declaration, opened(declaration, {}), agencies, code)
    if request.method != "POST":
        return render_page(request, "registers/edit.html", page)
    page = replace(page, form=sent(declaration, request.POST))
    agency = next((one for one in agencies if one.code == code), None)
    if agency is None:
        missing = Problem("register-agency", "没有选择填报单位。", hint="请选择这一行属于哪个单位。")
        return refused(request, page, [missing])
    if page.form.errors:
        return refused(request, page)
    try:
        made = create_row(register=register, agency=agency, values=page.form.values, by=visitor)
    except ProblemsError as error:
        return refused(request, page, error.problems)
    return redirect("register-row", register=register, number=made.pk)


@permission(FILL)
@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: HttpRequest, register: str, number: int) -> HttpResponse:
    """Change a row; what was typed stays when somebody else was faster."""
    declaration = declaration_or_404(register)
    held = row_or_404(request, register, number)
    demand_here(request, FILL, held.agency)
    form = opened(declaration, known_only(declaration, held.values))
    page = EditPage(declaration, form, row=held, version=held.version)
    if request.method != "POST":
        return render_page(request, "registers/edit.html", page)
    version, reason = number_in(request.POST, "version"), request.POST.get("reason", "")
    page = replace(page, form=sent(declaration, request.POST), version=version, reason=reason)
    if page.form.errors:
        return refused(request, page)
    try:
        values, by = page.form.values, visitor_of(request)
        change_row(number=number, version=version, values=values, by=by, reason=reason)
    except ConflictError as error:
        now = error.row
        page = replace(page, row=now, version=now.version, meanwhile=since(declaration, now, version))
        return refused(request, page, error.problems)
    except ProblemsError as error:
        return refused(request, page, error.problems)
    return redirect("register-row", register=register, number=number)


def refused(
    request: HttpRequest, page: EditPage, problems: list[Problem] | tuple[Problem, ...] = ()
) -> HttpResponse:
    """The form again, with the mistakes at their fields and nothing lost."""
    form, rest = with_problems(page.declaration, page.form, problems) if problems else (page.form, ())
    page = replace(page, form=form, problems=rest)
    return render_page(request, "registers/edit.html", page, status=WRONG)


def since(declaration: Declaration, row: RegisterRow, version: int) -> tuple[Difference, ...]:
    """What others changed since this version."""
    before = dict(row.values)
    for one in row.versions.filter(number__gt=version).order_by("-number"):
        for code, (old, _) in one.changes.items():
            before[code] = old
    return differences(declaration, changes_between(before, row.values))


@permission(READ)
@require_POST
def row_move(request: HttpRequest, register: str, number: int) -> HttpResponse:
    """One step of the row's life; what a step asks, the action asks."""
    return acted(request, register, number, "move")


@permission(READ)
@require_POST
def row_withdraw(request: HttpRequest, register: str, number: int) -> HttpResponse:
    """Take the row out of the register."""
    return acted(request, register, number, "withdraw")


@permission(FILL)
@require_POST
def row_restore(request: HttpRequest, register: str, number: int) -> HttpResponse:
    """Bring a withdrawn row back."""
    return acted(request, register, number, "restore")


def acted(request: HttpRequest, register: str, number: int, act: str) -> HttpResponse:
    """Do it and show the row; where it was refused, the row with the reason."""
    declaration, by = declaration_or_404(register), visitor_of(request)
    row_or_404(request, register, number)
    reason = request.POST.get("reason", "")[:1000]
    try:
        if act == "move":
            to, version = request.POST.get("to", ""), number_in(request.POST, "version")
            move_row(number=number, version=version, to=to, by=by, reason=reason)
        elif act == "withdraw":
            version = number_in(request.POST, "version")
            withdraw_row(number=number, version=version, by=by, reason=reason)
        else:
            restore_row(number=number, by=by)
    except ProblemsError as error:
        held = get_object_or_404(RegisterRow.objects.select_related("agency"), pk=number)
        page = row_page(declaration, held, by, problems=error.problems, reason=reason)
        return render_page(request, "registers/row.html", page, status=WRONG)
    return redirect("register-row", register=register, number=number)
