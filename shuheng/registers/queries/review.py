"""What waits for a reviewer: by register and state, then row by row."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem
from shuheng.registers.actions.guard import REVIEW
from shuheng.registers.actions.moves import Moved
from shuheng.registers.declare import Declaration, Move
from shuheng.registers.models import RegisterRow
from shuheng.registers.queries.board import review_states
from shuheng.registers.queries.grid import MOST_COLUMNS, GridRow, grid_row
from shuheng.registers.queries.pages import Pages, pages_of
from shuheng.registers.shelf import declarations
from shuheng.registers.words import field_title, state_title


@dataclass(frozen=True)
class Waiting:
    """Rows of one register in one state."""

    declaration: Declaration
    state: str
    title: str
    count: int
    chosen: bool

    @property
    def link(self) -> str:
        """The address that shows these rows."""
        return f"?register={self.declaration.code}&state={self.state}"


@dataclass(frozen=True)
class ReviewPage:
    """The queue; rows and steps of the register and state that were chosen."""

    waiting: tuple[Waiting, ...]
    chosen: Waiting | None
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    moves: tuple[Move, ...]
    pages: Pages
    problems: tuple[Problem, ...] = ()
    done: Moved | None = None
    reason: str = ""

    @property
    def total(self) -> int:
        """All rows that wait."""
        return sum(one.count for one in self.waiting)


def queue(visitor: Visitor, register: str, state: str) -> QuerySet[RegisterRow]:
    """Rows of this register in this state that the visitor may review."""
    live = RegisterRow.objects.filter(withdrawn=None, agency__in=reachable(visitor, REVIEW))
    return live.filter(register=register, state=state)


def review_page(
    visitor: Visitor,
    register: str,
    state: str,
    page: int,
    *,
    problems: tuple[Problem, ...] = (),
    done: Moved | None = None,
    reason: str = "",
) -> ReviewPage:
    """What this visitor may review; the first kind of rows where none was chosen."""
    found = declarations()
    agencies = reachable(visitor, REVIEW)
    live = RegisterRow.objects.filter(withdrawn=None, agency__in=agencies)
    counts = live.values_list("register", "state").annotate(count=Count("pk")).order_by("register", "state")
    some = [
        (found[code], at, count)
        for code, at, count in counts
        if code in found and at in review_states(found[code])
    ]
    asked = (register, state) if register else next(((one.code, at) for one, at, _ in some), ("", ""))
    waiting = tuple(
        Waiting(one, at, state_title(one, at), count, (one.code, at) == asked) for one, at, count in some
    )
    chosen = next((one for one in waiting if one.chosen), None)
    if chosen is None:
        return ReviewPage(waiting, None, (), (), (), pages_of(0, 1), problems, done, reason)
    declaration = chosen.declaration
    rows = queue(visitor, declaration.code, chosen.state).select_related("agency")
    rows = rows.order_by("agency__path", "pk")
    columns = tuple(declaration.fields)[: MOST_COLUMNS - 2]
    pages = pages_of(chosen.count, page, f"register={declaration.code}&state={chosen.state}&")
    return ReviewPage(
        waiting,
        chosen,
        tuple(field_title(declaration, code) for code in columns),
        tuple(grid_row(declaration, row, columns) for row in rows[pages.rows]),
        declaration.life.moves_from(chosen.state, "review"),
        pages,
        problems,
        done,
        reason,
    )
