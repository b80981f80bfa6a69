"""The working-day clock of a step: since when, until when, how many days are left or over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from shuheng.catalogue.lifecycle import stage_of
from shuheng.catalogue.models import CatalogueEntry, EntryStep
from shuheng.workdays.calendar import CalendarError, WorkdayCalendar

BATCH = 1_000


@dataclass(frozen=True)
class Clock:
    """Days are working days. `due` is None where the step has no term or the calendar does not reach."""

    began: dt.datetime
    days: int | None
    due: dt.date | None = None
    left: int = 0
    problem: str = ""

    @property
    def over(self) -> int:
        """Working days past the day it was due; 0 while in time."""
        return max(0, -self.left)

    @property
    def state(self) -> str:
        """As the marks of the pages name it."""
        if self.due is None:
            return "unknown" if self.problem else ""
        return "bad" if self.left < 0 else "warn" if self.left <= 1 else "good"


def clock_of(entry: CatalogueEntry, calendar: WorkdayCalendar, began: dt.datetime, today: dt.date) -> Clock:
    """The clock as of `today`: the day a step begins does not count, the day it is due does."""
    days = stage_of(entry).days
    if days is None:
        return Clock(began, None)
    try:
        due = calendar.add(timezone.localtime(began).date(), days)
        left = calendar.between(today, due)
    except CalendarError as error:
        return Clock(began, days, problem=error.problems[0].message)
    return Clock(began, days, due, left)


def beginnings(entries: Sequence[CatalogueEntry]) -> dict[int, dt.datetime]:
    """When each entry came to its present step: the last decision on it, or its making."""
    found = {entry.pk: entry.created for entry in entries}
    for start in range(0, len(entries), BATCH):
        some = [entry.pk for entry in entries[start : start + BATCH]]
        decided = EntryStep.objects.filter(entry__in=some).order_by().values_list("entry").annotate(Max("at"))
        found |= dict(decided)
    return found
