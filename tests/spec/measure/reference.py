"""Figures counted by hand from the answers of the twins: a second way to the same numbers."""

from collections import defaultdict
from collections.abc import Iterable

from shuheng.engines.measure import MEASURES, Answer, Figure, Kind, Question, Scope, answers
from tests.spec.measure.entries import Row

Told = tuple[bool | None, bool, Answer]  # inside the scope, asked, what the twin says
OPEN = {"unconditional": True, "conditional": True, "none": False}


def inside(row: Row, scope: Scope) -> bool | None:
    """Whether an entry belongs to a scope; None = nobody knows."""
    if scope is Scope.ALL:
        return True
    return OPEN.get(row["sharing_type" if scope is Scope.SHARING else "open_type"] or "")


def figures(rows: Iterable[Row], question: Question) -> set[Figure]:
    """Every figure of every agency."""
    by_agency: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_agency[row["agency"]].append(row)
    found = answers([row for own in by_agency.values() for row in own], question)
    return {
        figure(agency, code, scope, [(inside(row, scope), *found[code][row["entry_id"]]) for row in own])
        for agency, own in by_agency.items()
        for code in MEASURES
        for scope in Scope
    }


def figure(agency: str, code: str, scope: Scope, told: list[Told]) -> Figure:
    """One figure, entry by entry."""
    kind, whole = MEASURES[code].kind, MEASURES[code].whole
    asked = [(here, answer) for here, belongs, answer in told if belongs and here is not False]
    known = [answer for here, answer in asked if here is True and answer.value is not None]
    yes = sum(answer.value is True for answer in known) if kind is Kind.FLAG else len(known)
    no = sum(answer.value is False for answer in known) if kind is Kind.FLAG else 0
    if kind is Kind.FAMILY:
        no = sum(here is True for here, _ in asked) - yes
    unknown = len(asked) - yes - no
    if kind is Kind.AMOUNT:
        amount: int | None = sum(int(answer.value or 0) for answer in known)
        denominator = sum(answer.whole or 0 for answer in known) if whole is not None else None
    else:
        amount = len({answer.value for answer in known}) if kind is Kind.FAMILY else None
        denominator = yes + no + unknown
    return Figure(agency, code, scope, yes, no, unknown, amount, denominator)
