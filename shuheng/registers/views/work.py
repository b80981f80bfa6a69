"""The work on registers: reviewing what waits, closing a period and opening it again."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import visitor_of
from shuheng.problems import Problem, ProblemsError
from shuheng.registers.actions.closes import close_period, reopen_period
from shuheng.registers.actions.moves import MOST_ROWS, Moved, move_many
from shuheng.registers.forms import WRONG, day_or_none, number_in, numbers_in, texts_of
from shuheng.registers.models import RegisterClose, RegisterRow
from shuheng.registers.queries.closing import close_page
from shuheng.registers.queries.grid import grid_page, narrowed, seen_rows, wanted_of
from shuheng.registers.queries.review import queue, review_page
from shuheng.registers.shelf import declaration_or_404
from shuheng.registers.views.common import FILL, READ, REVIEW, demand_here
from shuheng.web.access import permission
from shuheng.web.fragments import render_page


@permission(REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Rows that wait for a reviewer; the chosen ones take the same step."""
    visitor, query = visitor_of(request), request.GET
    register, state = query.get("register", ""), query.get("state", "")
    act = Act() if request.method != "POST" else acted(request, queue(visitor, register, state))
    text = query.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    page = review_page(
        visitor, register, state, number, problems=act.problems, done=act.done, reason=act.reason
    )
    return render_page(request, "registers/review.html", page, status=WRONG if act.problems else 200)


@permission(READ)
@require_POST
def rows_move(request: HttpRequest, register: str) -> HttpResponse:
    """The same step for the rows that were ticked, or for all that the filter in the address finds."""
    declaration, visitor = declaration_or_404(register), visitor_of(request)
    wanted = wanted_of(declaration, texts_of(request.GET))
    act = acted(request, narrowed(declaration, seen_rows(declaration, visitor), wanted))
    page = grid_page(declaration, visitor, wanted)
    page = replace(page, problems=act.problems, done=act.done, reason=act.reason)
    return render_page(request, "registers/register.html", page, status=WRONG if act.problems else 200)


@dataclass(frozen=True)
class Act:
    """What became of a step for many."""

    problems: tuple[Problem, ...] = ()
    done: Moved | None = None
    reason: str = ""


def acted(request: HttpRequest, everything: QuerySet[RegisterRow]) -> Act:
    """Move the ticked rows, or everything where that was ticked; the reason stays in the form while it is needed."""
    reason = request.POST.get("reason", "")[:1000]
    try:
        numbers = chosen(request, everything)
        done = move_many(
            numbers=numbers, to=request.POST.get("to", ""), by=visitor_of(request), reason=reason
        )
    except ProblemsError as error:
        return Act(error.problems, None, reason)
    return Act((), done, reason if done.refused else "")


def chosen(request: HttpRequest, everything: QuerySet[RegisterRow]) -> list[int]:
    """The rows meant. All of them only if they are as many as the page had said."""
    if "all" not in request.POST:
        return numbers_in(request.POST)
    numbers = list(everything.order_by("pk").values_list("pk", flat=True)[: MOST_ROWS + 1])
    if str(len(numbers)) != request.POST.get("expected"):
        message = f"打开页面以后行数有变动，现在是 {len(numbers)} 行，没有办理。"
        raise ProblemsError([Problem("register-count-moved", message, hint="请看一遍现在的行，再办一次。")])
    return numbers


@permission(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, register: str) -> HttpResponse:
    """A period and who has closed it; posted, one agency closes it."""
    declaration, visitor = declaration_or_404(register), visitor_of(request)
    if request.method != "POST":
        start = day_or_none(request.GET.get("period", ""))
        return render_page(request, "registers/close.html", close_page(declaration, visitor, start))
    start = day_or_none(request.POST.get("start", ""))
    agency = get_object_or_404(Agency, code=request.POST.get("agency", ""))
    demand_here(request, FILL, agency)
    try:
        if start is None:
            raise ProblemsError(
                [Problem("register-period", "没有说明是哪一期。", hint="请在页面上选择一期。")]
            )
        close_period(register=register, agency=agency, start=start, by=visitor)
    except ProblemsError as error:
        page = close_page(declaration, visitor, start, problems=error.problems)
        return render_page(request, "registers/close.html", page, status=WRONG)
    return redirect(f"{reverse('register-close', args=[register])}?period={start.isoformat()}")


@permission(READ)
@require_POST
def reopen(request: HttpRequest, register: str) -> HttpResponse:
    """Open a closed period again, with the reason."""
    declaration, visitor = declaration_or_404(register), visitor_of(request)
    closes = RegisterClose.objects.select_related("agency")
    held = get_object_or_404(closes, pk=number_in(request.POST, "close"), register=register)
    demand_here(request, READ, held.agency)
    try:
        reopen_period(number=held.pk, by=visitor, reason=request.POST.get("reason", ""))
    except ProblemsError as error:
        page = close_page(declaration, visitor, held.start, problems=error.problems)
        return render_page(request, "registers/close.html", page, status=WRONG)
    return redirect(f"{reverse('register-close', args=[register])}?period={held.start.isoformat()}")
