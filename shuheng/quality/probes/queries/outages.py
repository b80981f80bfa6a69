"""Outages with their clock: the list, and one with what may be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem
from shuheng.quality.models import Outage
from shuheng.quality.probes.clock import Clock, clock_of, is_overdue
from shuheng.quality.probes.terms import ExcuseState, Platform
from shuheng.web.components import Choice
from shuheng.workdays.queries import calendar

PAGE_SIZE = 50
SHOWN = {"": "中断中", "asked": "说明待认定", "overdue": "逾期", "all": "全部"}
EXCUSE_KINDS = {
    ExcuseState.NONE: "",
    ExcuseState.ASKED: "warn",
    ExcuseState.ACCEPTED: "good",
    ExcuseState.RETURNED: "bad",
}


@dataclass(frozen=True)
class OutageLine:
    """One outage, its clock, and the state of its excuse."""

    outage: Outage
    clock: Clock

    @property
    def agency(self) -> Agency:
        """Whose interface it is."""
        return self.outage.interface.agency

    @property
    def platform(self) -> str:
        """The title of the platform."""
        return Platform.titles()[self.outage.interface.platform]

    @property
    def excuse_word(self) -> str:
        """The state of the excuse in words."""
        return ExcuseState.titles()[self.outage.excuse_state]

    @property
    def excuse_kind(self) -> str:
        """Its state mark; empty for none."""
        return next((kind for state, kind in EXCUSE_KINDS.items() if state == self.outage.excuse_state), "")


@dataclass(frozen=True)
class OutagesPage:
    lines: tuple[OutageLine, ...]
    choices: tuple[Choice, ...]
    total: int
    number: int
    last: int
    shown: str


@dataclass(frozen=True)
class OutagePage:
    """`typed` is what was refused; why nothing can be done now stands in `ask_off` and `decide_off`."""

    line: OutageLine
    may_ask: bool
    may_decide: bool
    ask_off: str
    typed: str = ""
    problems: tuple[Problem, ...] = ()


def outages_page(visitor: Visitor, shown: str, at: int, today: date) -> OutagesPage:
    """Outages of the agencies that the visitor may see, newest first."""
    mine = Outage.objects.filter(interface__agency__in=reachable(visitor, "quality.read"))
    found = mine.select_related("interface__agency", "first")
    if shown == "":
        chosen = list(found.filter(recovered=None))
    elif shown == "asked":
        chosen = list(found.filter(excuse_state=ExcuseState.ASKED))
    elif shown == "overdue":
        chosen = [one for one in found if is_overdue(one, today)]
    else:
        chosen = list(found)
    last = max(1, -(-len(chosen) // PAGE_SIZE))
    number = min(at, last)
    lines = outage_lines(chosen[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], today)
    choices = tuple(Choice(title, f"?shown={code}", code == shown) for code, title in SHOWN.items())
    return OutagesPage(lines, choices, len(chosen), number, last, shown)


def outage_lines(outages: Iterable[Outage], today: date) -> tuple[OutageLine, ...]:
    """Each with its clock."""
    known = calendar()
    return tuple(OutageLine(one, clock_of(one, today, known)) for one in outages)


def outage_page(
    outage: Outage, visitor: Visitor, today: date, typed: str = "", problems: tuple[Problem, ...] = ()
) -> OutagePage:
    """One outage and what the visitor may do about it."""
    agency = outage.agency
    states = {
        ExcuseState.ASKED: "说明已提交，正在等待认定。",
        ExcuseState.ACCEPTED: "理由已认定正当，无需再提交。",
    }
    off = next((words for state, words in states.items() if state == outage.excuse_state), "")
    return OutagePage(
        line=outage_lines([outage], today)[0],
        may_ask=allows(visitor, "quality.work", agency),
        may_decide=allows(visitor, "quality.manage", agency) and outage.excuse_state == ExcuseState.ASKED,
        ask_off=off,
        typed=typed,
        problems=problems,
    )
