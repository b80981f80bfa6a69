"""A period of a register: who has closed it, with how many rows, and what changed since."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem
from shuheng.registers.actions.guard import FILL, REVIEW
from shuheng.registers.declare import Declaration, Period
from shuheng.registers.models import RegisterClose, RegisterRow
from shuheng.registers.queries.board import READ, Clock
from shuheng.registers.queries.filed import (
    closed_in,
    days_left,
    due_day,
    filers,
    period_at,
    recent_periods,
)
from shuheng.web.components import Choice
from shuheng.workdays.queries import calendar

MOST_PERIODS = 9


@dataclass(frozen=True)
class CloseLine:
    """One agency: its close in force, its rows now, and how many of them changed after it closed."""

    agency: Agency
    close: RegisterClose | None
    rows: int
    unfinished: int
    later: int
    late: bool
    may_close: bool
    may_reopen: bool

    @property
    def word(self) -> str:
        """The state in one word."""
        if self.close is None:
            return "未报全"
        return "零报告" if self.close.rows == 0 else "已报全"

    @property
    def act(self) -> str:
        """What the button says."""
        return f"报全（{self.rows} 行）" if self.rows else "零报告"


@dataclass(frozen=True)
class ClosePage:
    declaration: Declaration
    period: Period
    periods: tuple[Choice, ...]
    clock: Clock
    lines: tuple[CloseLine, ...]
    ahead: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Counts:
    """Rows of one agency: all live ones, and those in states the filler has still to finish."""

    rows: int = 0
    unfinished: int = 0


def close_page(
    declaration: Declaration, visitor: Visitor, start: dt.date | None, *, problems: tuple[Problem, ...] = ()
) -> ClosePage:
    """The period that holds `start`, or the one that is due, for every agency the visitor sees."""
    today, days = timezone.localdate(), calendar()
    period = period_at(declaration, start, today)
    agencies = filers(declaration, reachable(visitor, READ), today)
    closed = closed_in(declaration.code, [period])
    due = due_day(declaration, period, days)
    counts = counts_of(declaration, agencies)
    lines = tuple(
        close_line(declaration, one, closed.get((one.pk, period)), counts.get(one.pk, Counts()), visitor, due)
        for one in agencies
    )
    done = sum(line.close is not None for line in lines)
    left = None if due is None else days_left(due, today, days)
    return ClosePage(
        declaration,
        period,
        period_choices(declaration, period, today),
        Clock(period, due, left, done, len(lines)),
        lines,
        period.start > today,
        problems,
    )


def period_choices(declaration: Declaration, chosen: Period, today: dt.date) -> tuple[Choice, ...]:
    """The latest periods, and the one that was chosen where it lies further back or ahead."""
    found = [*recent_periods(declaration, today)[:MOST_PERIODS]]
    found += [] if chosen in found else [chosen]
    return tuple(Choice(one.title, f"?period={one.start.isoformat()}", one == chosen) for one in found)


def counts_of(declaration: Declaration, agencies: Iterable[Agency]) -> dict[int, Counts]:
    """Live rows by agency."""
    ids = {one.pk for one in agencies}
    unfinished = {one.code for one in declaration.life.states if one.open and not one.counts}
    rows = RegisterRow.objects.filter(register=declaration.code, withdrawn=None)
    found: dict[int, Counts] = {}
    for agency, state, count in rows.values_list("agency", "state").annotate(count=Count("pk")).order_by():
        if agency in ids:
            held = found.get(agency, Counts())
            more = count if state in unfinished else 0
            found[agency] = Counts(held.rows + count, held.unfinished + more)
    return found


def close_line(
    declaration: Declaration,
    agency: Agency,
    close: RegisterClose | None,
    counts: Counts,
    visitor: Visitor,
    due: dt.date | None,
) -> CloseLine:
    later = 0
    if close is not None:
        rows = RegisterRow.objects.filter(register=declaration.code, agency=agency, changed__gt=close.closed)
        later = rows.count()
    fills = allows(visitor, FILL, agency)
    late = close is not None and due is not None and timezone.localdate(close.closed) > due
    return CloseLine(
        agency,
        close,
        counts.rows,
        counts.unfinished,
        later,
        late,
        fills and close is None,
        close is not None and (fills or allows(visitor, REVIEW, agency)),
    )
