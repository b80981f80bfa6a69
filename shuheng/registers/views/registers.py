"""The registers: their list, one as a table, what it is, what lies behind a figure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import visitor_of
from shuheng.registers.forms import day_or_none, texts_of
from shuheng.registers.queries.about import about_page
from shuheng.registers.queries.behind import behind_page
from shuheng.registers.queries.board import board_page
from shuheng.registers.queries.grid import grid_page, wanted_of
from shuheng.registers.shelf import declaration_or_404, supplies
from shuheng.registers.views.common import READ, demand_here
from shuheng.web.access import permission
from shuheng.web.fragments import render_page


@permission(READ)
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """All registers by theme."""
    page = board_page(visitor_of(request), request.GET.get("show", ""))
    return render_page(request, "registers/board.html", page)


@permission(READ)
@require_safe
def register(request: HttpRequest, register: str) -> HttpResponse:
    """One register as a table."""
    declaration = declaration_or_404(register)
    wanted = wanted_of(declaration, texts_of(request.GET))
    page = grid_page(declaration, visitor_of(request), wanted)
    return render_page(request, "registers/register.html", page, fragment="grid")


@permission(READ)
@require_safe
def about(request: HttpRequest, register: str) -> HttpResponse:
    """The declaration in words."""
    return render_page(request, "registers/about.html", about_page(declaration_or_404(register)))


@permission(READ)
@require_safe
def behind(request: HttpRequest, register: str, metric: str) -> HttpResponse:
    """The rows behind one figure of one agency and period."""
    if supplies().get(metric) != register:
        raise Http404(f"register {register} supplies no metric {metric}")
    agency = get_object_or_404(Agency, code=request.GET.get("agency", ""))
    demand_here(request, READ, agency)
    start, end = (day_or_none(request.GET.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or end < start:
        raise Http404("a period has a first and a last day")
    return render_page(request, "registers/behind.html", behind_page(metric, agency, (start, end)))
