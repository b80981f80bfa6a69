"""The cleaning of a month, from the totals that the cleaning room keeps; examples are masked there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from shuheng.accounts.models import Agency
from shuheng.engines.measure.repair import KINDS
from shuheng.problems import ProblemsError
from shuheng.quality.cleaning.queries.period import (
    CleaningTotals,
    TableTotal,
    cleaning_totals,
    day_of,
    systems_of,
)
from shuheng.quality.cleaning.records import change_examples
from shuheng.quality.models import Cleaning
from shuheng.quality.monthly.model import CleanedAgency, CleanedTable, CleaningSummary, Example, RuleLine
from shuheng.quality.monthly.month import Month

MOST_EXAMPLES, MOST_OPENED = 20, 10  # lines, and cleanings whose records are opened for them


def cleaning_summary(agency: Agency, month: Month, today: date) -> CleaningSummary:
    """What the agency and those below it connected and cleaned; a month without cleaning says so by its zeros."""
    below = tuple(Agency.objects.filter(path__startswith=agency.path).values_list("pk", flat=True))
    totals = cleaning_totals(below, month.first, month.last)
    inside = [one for table in totals.tables for one in table.cleanings if _within(one, month)]
    examples, unread = _examples(inside)
    return CleaningSummary(
        agency_code=agency.code,
        agency=agency.name,
        month=month,
        as_of=month.until(today),
        demo=agency.demo or any(one.table.demo for one in totals.tables),
        systems=totals.systems,
        nameless=totals.without_system,
        connected=len(totals.tables),
        unmeasured=totals.unmeasured,
        rows=totals.rows,
        cleaned=totals.cleaned,
        cleanings=len(inside),
        repaired=totals.cells_changed,
        apart=totals.rows_apart,
        rules=_rules(totals),
        agencies=_agencies(totals.tables),
        tables=tuple(_table(one) for one in totals.tables if one.cleanings),
        examples=examples,
        unread=unread,
    )


def _within(cleaning: Cleaning, month: Month) -> bool:
    return cleaning.applied is not None and month.first <= day_of(cleaning.applied) <= month.last


def _rules(totals: CleaningTotals) -> tuple[RuleLine, ...]:
    return tuple(
        RuleLine(one.kind, _title(one.kind), one.apart, one.count, one.tables) for one in totals.by_rule
    )


def _title(kind: str) -> str:
    """The kind in words; its code where this version of the program does not know it any more."""
    return KINDS[kind].title if kind in KINDS else kind


def _agencies(tables: Iterable[TableTotal]) -> tuple[CleanedAgency, ...]:
    owned: dict[str, list[TableTotal]] = defaultdict(list)
    for one in tables:
        owned[one.table.agency.path].append(one)
    return tuple(_agency(owned[path]) for path in sorted(owned))


def _agency(tables: Sequence[TableTotal]) -> CleanedAgency:
    known = [one for one in tables if one.rows is not None]
    return CleanedAgency(
        agency=tables[0].table.agency.name,
        systems=systems_of(one.table for one in tables)[0],
        tables=len(tables),
        rows=sum(one.rows or 0 for one in known) if known else None,
        cleaned=sum(one.cleaned for one in known) if known else None,
        repaired=sum(one.cells_changed for one in tables),
        apart=sum(one.rows_apart for one in tables),
    )


def _table(one: TableTotal) -> CleanedTable:
    newest, oldest = one.cleanings[0], one.cleanings[-1]
    after = newest.after.number if newest.after is not None else newest.before.number
    return CleanedTable(
        agency=one.table.agency.name,
        title=one.table.title,
        versions=f"第 {oldest.before.number} 版 → 第 {after} 版",
        rows=one.rows,
        repaired=one.cells_changed,
        apart=one.rows_apart,
    )


def _examples(cleanings: Iterable[Cleaning]) -> tuple[tuple[Example, ...], int]:
    """The most frequent changes of the newest cleanings, and how many of those have lost their record."""
    found: list[Example] = []
    unread = 0
    newest = sorted(cleanings, key=lambda one: -one.pk)[:MOST_OPENED]
    for cleaning in newest:
        try:
            changes = change_examples(cleaning)
        except ProblemsError:
            unread += 1
            continue
        found += [
            Example(cleaning.table.title, one.column, _title(one.kind), one.before, one.after, one.times)
            for one in changes
        ]
    return tuple(found[:MOST_EXAMPLES]), unread
