"""Demonstration rows in all registers, marked 演示数据, and the periods closed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.audit.chain import record
from shuheng.registers.actions.guard import BATCH
from shuheng.registers.actions.store import Draft, Said, add_rows, known_only
from shuheng.registers.declare import Declaration, Period, demo_rows, filing_periods, key_of, shipped
from shuheng.registers.known import files
from shuheng.registers.models import RegisterClose, RegisterRow

SAID = "演示数据"
WORKING = dt.time(9)
LATER = dt.timedelta(days=3)


@dataclass(frozen=True)
class Filled:
    """What was made."""

    registers: int
    rows: int
    closes: int


def fill_demo(
    *, agencies: Iterable[Agency], periods: Sequence[Period], actor: str, seed: str = "demo"
) -> Filled:
    """Fill every shipped register for those of the agencies that fill it, and close the periods. Safe to repeat.

    Rows whose key the agency has already stay as they are; periods that are closed stay closed.
    """
    some = list(agencies)
    rows = closes = registers = 0
    with transaction.atomic():
        for declaration in shipped().values():
            filing = [one for one in some if files(declaration, one)]
            if not filing:
                continue
            registers += 1
            rows += fill_register(declaration, filing, periods, actor, seed)
            closes += close_register(declaration, filing, periods, actor)
        made = Filled(registers, rows, closes)
        detail = {"registers": registers, "rows": rows, "closes": closes, "agencies": len(some)}
        record(
            actor=actor, action="registers.fill_demo", thing_type="RegisterRow", thing_id="", detail=detail
        )
    return made


def fill_register(
    declaration: Declaration, agencies: Sequence[Agency], periods: Sequence[Period], actor: str, seed: str
) -> int:
    """How many rows were added."""
    live = RegisterRow.objects.filter(register=declaration.code, withdrawn=None)
    taken = set(live.values_list("agency", "key"))
    made, said = 0, Said(actor, SAID)
    for period in periods:
        drafts: list[Draft] = []
        for agency in agencies:
            for row in demo_rows(declaration.code, agency.code, period, seed):
                values = known_only(declaration, row.values)
                place = (agency.pk, key_of(declaration, values))
                if place not in taken:
                    taken.add(place)
                    drafts.append(Draft(agency, values, row.state, demo=True))
        made += len(add_rows(declaration=declaration, drafts=drafts, said=said, at=day_of(period.start)))
    return made


def day_of(day: dt.date) -> dt.datetime:
    """The morning of a day that lies behind, otherwise now: the audit row says when it was made in truth."""
    return min(timezone.make_aware(dt.datetime.combine(day, WORKING)), timezone.now())


def close_register(
    declaration: Declaration, agencies: Sequence[Agency], periods: Sequence[Period], actor: str
) -> int:
    """How many closes were added."""
    spans = {one for period in periods for one in filing_periods(declaration.frequency, period)}
    standing = RegisterClose.objects.filter(register=declaration.code, reopened=None)
    closed = set(standing.values_list("agency", "start", "end"))
    counted = RegisterRow.objects.filter(
        register=declaration.code, withdrawn=None, state__in=declaration.life.counted
    )
    rows: dict[int, int] = {}
    for number in counted.values_list("agency", flat=True):
        rows[number] = rows.get(number, 0) + 1
    new = [
        RegisterClose(
            register=declaration.code,
            agency=agency,
            start=span.start,
            end=span.end,
            rows=rows.get(agency.pk, 0),
            closed=day_of(span.end + LATER),
            closed_by=actor,
            demo=True,
        )
        for agency in agencies
        for span in sorted(spans)
        if (agency.pk, span.start, span.end) not in closed
    ]
    RegisterClose.objects.bulk_create(new, batch_size=BATCH)
    return len(new)
