"""Evidence of a row: added, fetched, withdrawn."""

from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from shuheng.accounts.visitors import visitor_of
from shuheng.problems import ProblemsError
from shuheng.registers.actions.evidence import KINDS, attach_file, attach_link, demand_work, withdraw_evidence
from shuheng.registers.forms import WRONG
from shuheng.registers.models import RegisterEvidence, RegisterRow
from shuheng.registers.queries.row import row_page
from shuheng.registers.shelf import declaration_or_404
from shuheng.registers.store import evidence_path
from shuheng.registers.views.common import READ, attachment, row_or_404
from shuheng.web.access import permission
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded


@permission(READ)
@require_POST
def evidence_add(request: HttpRequest, register: str, number: int) -> HttpResponse:
    """A file, or an address where one was written."""
    row = row_or_404(request, register, number)
    title, link = request.POST.get("title", ""), request.POST.get("link", "")
    by = visitor_of(request)
    demand_work(by, row.agency)
    try:
        if link.strip():
            attach_link(number=number, title=title, link=link, by=by)
        else:
            file = uploaded(request, "file", hint="请压缩或拆开再传，或改为填写网址。")
            attach_file(number=number, title=title, name=file.name or "", content=file.read(), by=by)
    except ProblemsError as error:
        return shown(request, row, error)
    return redirect("register-row", register=register, number=number)


@permission(READ)
@require_POST
def evidence_withdraw(request: HttpRequest, register: str, number: int, piece: int) -> HttpResponse:
    """Take a piece back."""
    row = row_or_404(request, register, number)
    held = get_object_or_404(RegisterEvidence, pk=piece, row=row)
    try:
        withdraw_evidence(number=held.pk, by=visitor_of(request))
    except ProblemsError as error:
        return shown(request, row, error)
    return redirect("register-row", register=register, number=number)


@permission(READ)
@require_safe
def evidence_file(request: HttpRequest, register: str, number: int, piece: int) -> HttpResponse:
    """The file as it was brought."""
    row = row_or_404(request, register, number)
    held = get_object_or_404(RegisterEvidence, pk=piece, row=row)
    place = evidence_path(held.sha256)
    if not held.sha256 or not place.is_file():
        raise Http404("the file is not there")
    kind = KINDS.get(PurePath(held.file_name).suffix.lower(), "application/octet-stream")
    return attachment(place.read_bytes(), kind, held.file_name)


def shown(request: HttpRequest, row: RegisterRow, error: ProblemsError) -> HttpResponse:
    page = row_page(declaration_or_404(row.register), row, visitor_of(request), problems=error.problems)
    return render_page(request, "registers/row.html", page, status=WRONG)
