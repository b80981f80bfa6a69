"""All registers by theme: rows, what waits, and the clock of the period that is due."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from django.db.models import Count
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem
from shuheng.registers.actions.guard import FILL, REVIEW
from shuheng.registers.declare import FREQUENCY_WORDS, Declaration, Period
from shuheng.registers.models import RegisterClose, RegisterRow
from shuheng.registers.queries.filed import closed_in, days_left, due_day, filers, last_ended
from shuheng.registers.shelf import shelf
from shuheng.web.components import Choice
from shuheng.workdays.calendar import WorkdayCalendar
from shuheng.workdays.queries import calendar

READ = "registers.read"
SHOWN = {"": "全部", "due": "待报全", "review": "待审核"}
ClockState = Literal["done", "over", "soon", "left", "unknown", "nobody"]
KINDS: dict[ClockState, str] = {
    "done": "good", "over": "bad", "soon": "warn", "left": "muted", "unknown": "unknown", "nobody": "muted",
}  # fmt: skip
SOON = 3


@dataclass(frozen=True)
class Clock:
    """The period that is due: how many of the agencies closed it, and the working days until its deadline."""

    period: Period
    due: dt.date | None
    left: int | None
    closed: int
    filers: int

    @property
    def state(self) -> ClockState:
        """Done, over, soon, left, or not to be said."""
        if not self.filers:
            return "nobody"
        if self.closed == self.filers:
            return "done"
        if self.left is None:
            return "unknown"
        return "over" if self.left < 0 else "soon" if self.left <= SOON else "left"

    @property
    def words(self) -> str:
        """The state in words."""
        said: dict[ClockState, str] = {
            "done": "已报全",
            "over": f"超期 {-(self.left or 0)} 个工作日",
            "soon": f"还剩 {self.left} 个工作日",
            "left": f"还剩 {self.left} 个工作日",
            "unknown": "工作日历未录入",
            "nobody": "无填报单位",
        }
        return said[self.state]

    @property
    def kind(self) -> str:
        """The colour of the mark."""
        return KINDS[self.state]


@dataclass(frozen=True)
class RegisterLine:
    """One register of the list. `mine`: the visitor fills it for some agency that has not closed yet."""

    declaration: Declaration
    rows: int
    waiting: int
    clock: Clock
    mine: bool

    @property
    def frequency(self) -> str:
        """How often it is filed."""
        return FREQUENCY_WORDS[self.declaration.frequency]


@dataclass(frozen=True)
class BoardPage:
    """Registers by theme, and for those who review the mistakes of declarations of one's own."""

    themes: tuple[tuple[str, tuple[RegisterLine, ...]], ...]
    shown: tuple[Choice, ...]
    registers: int
    due: int
    waiting: int
    problems: tuple[Problem, ...]
    may_review: bool
    today: dt.date


def board_page(visitor: Visitor, show: str) -> BoardPage:
    """What this visitor sees of the registers, narrowed to what is due or waits for review."""
    loaded, today = shelf(), timezone.localdate()
    lines = register_lines(loaded.declarations, visitor, today)
    may_review = allows(visitor, REVIEW)
    due, waiting = [one for one in lines if one.mine], [one for one in lines if one.waiting]
    kept = {"due": due, "review": waiting}.get(show, lines)
    themes: dict[str, list[RegisterLine]] = {}
    for line in sorted(kept, key=lambda one: (one.declaration.theme, one.declaration.title)):
        themes.setdefault(line.declaration.theme, []).append(line)
    counts = {"": len(lines), "due": len(due), "review": len(waiting)}
    return BoardPage(
        themes=tuple((theme, tuple(some)) for theme, some in themes.items()),
        shown=tuple(
            Choice(title, f"?{urlencode({'show': code})}" if code else "?", show == code, counts[code])
            for code, title in SHOWN.items()
        ),
        registers=len(lines),
        due=len(due),
        waiting=sum(one.waiting for one in lines),
        problems=loaded.problems if may_review else (),
        may_review=may_review,
        today=today,
    )


def register_lines(found: Mapping[str, Declaration], visitor: Visitor, today: dt.date) -> list[RegisterLine]:
    """A line for each register, its figures asked for all at once."""
    seen = list(reachable(visitor, READ))
    fills = set(reachable(visitor, FILL).values_list("pk", flat=True))
    counts = state_counts(seen)
    closed = closed_by_register(found.values(), today)
    days = calendar()
    lines = []
    for declaration in found.values():
        states = counts.get(declaration.code, {})
        clock, still_open = clock_of(declaration, seen, today, days, closed.get(declaration.code, ()))
        waiting = sum(states.get(code, 0) for code in review_states(declaration))
        mine = any(one.pk in fills for one in still_open)
        lines.append(RegisterLine(declaration, sum(states.values()), waiting, clock, mine))
    return lines


def state_counts(agencies: Sequence[Agency]) -> dict[str, dict[str, int]]:
    """Live rows of these agencies: register -> state -> how many."""
    ids = {one.pk for one in agencies}
    rows = RegisterRow.objects.filter(withdrawn=None).values_list("register", "state", "agency")
    found: dict[str, dict[str, int]] = {}
    for register, state, agency, count in rows.annotate(count=Count("pk")).order_by():
        if agency in ids:
            states = found.setdefault(register, {})
            states[state] = states.get(state, 0) + count
    return found


def review_states(declaration: Declaration) -> tuple[str, ...]:
    """The states in which a row waits for a reviewer: not the filler's to change, with a step forward for the reviewer."""
    life = declaration.life
    counted = life.counted
    return tuple(
        state.code
        for state in life.states
        if not state.open
        and any(
            not move.reason and (move.to in counted or state.code not in counted)
            for move in life.moves_from(state.code, "review")
        )
    )


def clock_of(
    declaration: Declaration,
    agencies: Sequence[Agency],
    today: dt.date,
    days: WorkdayCalendar,
    closed: Collection[int] | None = None,
) -> tuple[Clock, list[Agency]]:
    """The clock of the period that is due, and those who have not closed it. `closed`: who has, where it is known."""
    period = last_ended(declaration, today)
    filing = filers(declaration, agencies, today)
    if closed is None:
        closed = {agency for agency, _ in closed_in(declaration.code, [period])}
    still_open = [one for one in filing if one.pk not in closed]
    due = due_day(declaration, period, days)
    left = None if due is None else days_left(due, today, days)
    return Clock(period, due, left, len(filing) - len(still_open), len(filing)), still_open


def closed_by_register(found: Iterable[Declaration], today: dt.date) -> dict[str, set[int]]:
    """Who has closed the period that is due, by register, asked for all of them at once."""
    periods = {one.code: last_ended(one, today) for one in found}
    closes = RegisterClose.objects.filter(reopened=None, start__in={one.start for one in periods.values()})
    closed: dict[str, set[int]] = {}
    for register, agency, start, end in closes.values_list("register", "agency", "start", "end"):
        if periods.get(register) == Period(start, end):
            closed.setdefault(register, set()).add(agency)
    return closed
