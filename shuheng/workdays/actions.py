"""What changes the calendar. Every change leaves the day as it was before in the log."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from shuheng.audit.chain import record
from shuheng.workdays.models import CalendarDay, CalendarYear
from shuheng.workdays.terms import DayKind


@dataclass(frozen=True)
class NewDay:
    """A day as somebody enters it."""

    date: date
    kind: DayKind
    name: str


def set_day(*, day: NewDay, source: str, actor: str) -> CalendarDay:
    """Enter one special day, or change it; it goes before the calendar that comes with the program."""
    with transaction.atomic():
        before = as_json(CalendarDay.objects.filter(date=day.date).first())
        kept = keep(day, source, actor)
        after = as_json(kept)
        if after != before:
            note("set_day", day.date, actor, {"before": before, "after": after})
    return kept


def clear_day(*, day: date, actor: str) -> bool:
    """Take back what was entered for a day: the calendar that comes with the program holds again."""
    with transaction.atomic():
        found = CalendarDay.objects.filter(date=day).first()
        if found is None:
            return False
        before = as_json(found)
        found.delete()
        note("clear_day", day, actor, {"before": before})
    return True


def set_year(*, year: int, days: Sequence[NewDay], source: str, actor: str) -> CalendarYear:
    """Enter the notice of a year as a whole: its special days replace what was entered for that year before.

    A notice may also name days at the end of the year before; those are entered and others there stay.
    """
    with transaction.atomic():
        old = CalendarDay.objects.filter(date__year=year)
        before = [as_json(day) for day in old]
        old.delete()
        for day in days:
            keep(day, source, actor)
        kept, _ = CalendarYear.objects.update_or_create(
            year=year, defaults={"source": source, "edited_by": actor}
        )
        after = [asdict(day) | {"date": day.date.isoformat()} for day in days]
        note("set_year", year, actor, {"source": source, "before": before, "after": after})
    return kept


def keep(day: NewDay, source: str, actor: str) -> CalendarDay:
    kept, _ = CalendarDay.objects.update_or_create(
        date=day.date,
        defaults={"kind": day.kind, "name": day.name, "source": source, "edited_by": actor},
    )
    return kept


def as_json(day: CalendarDay | None) -> dict[str, Any] | None:
    if day is None:
        return None
    return {"date": day.date.isoformat(), "kind": str(day.kind), "name": day.name, "source": day.source}


def note(act: str, thing: object, actor: str, detail: dict[str, Any]) -> None:
    record(actor=actor, action=f"workdays.{act}", thing_type="CalendarDay", thing_id=thing, detail=detail)
