"""Keeping a check: its attempts, and the outage that it opens, goes on with or ends. One transaction for all of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from shuheng.audit.chain import record
from shuheng.quality.models import Outage, Probe, ProbedInterface, ProbeRun
from shuheng.quality.probes.attempt import Seen
from shuheng.quality.probes.clock import due_after
from shuheng.quality.probes.terms import CALLABLE, Outcome
from shuheng.workdays.calendar import WorkdayCalendar

LONGEST = 1000


def keep_check(
    *, run: ProbeRun, number: int, seen: Sequence[Seen], now: datetime, calendar: WorkdayCalendar
) -> Probe | None:
    """The attempts of one check as rows, the last one final. None where this run has checked the interface before.

    What could not be asked (`Outcome.UNKNOWN`) neither opens nor ends an outage.
    """
    with transaction.atomic():
        interface = ProbedInterface.objects.select_for_update().get(pk=number)
        if run.probes.filter(interface=interface, final=True).exists():
            return None
        rows = [
            row_of(run, interface, one, now, (at, at == len(seen))) for at, one in enumerate(seen, start=1)
        ]
        for row in rows:
            row.save(force_insert=True)
        last = rows[-1]
        if last.outcome == Outcome.FAILED:
            failing(run, interface, last, calendar)
        elif last.outcome in CALLABLE:
            recovered(run, interface, last)
    return last


def row_of(
    run: ProbeRun, interface: ProbedInterface, seen: Seen, now: datetime, place: tuple[int, bool]
) -> Probe:
    """One attempt as a row; `place` is its number and whether it decides."""
    return Probe(
        run=run,
        interface=interface,
        at=now,
        attempt=place[0],
        final=place[1],
        outcome=seen.outcome,
        code=seen.code,
        message=seen.message[:LONGEST],
        status=seen.status,
        connect_ms=seen.connect_ms,
        first_byte_ms=seen.first_byte_ms,
        total_ms=seen.total_ms,
        size=seen.size,
        rows=seen.rows,
        fields_ok=seen.fields_ok,
        volume=seen.volume,
        volume_code=seen.volume_code,
    )


def failing(run: ProbeRun, interface: ProbedInterface, probe: Probe, calendar: WorkdayCalendar) -> None:
    """Open an outage, and tell the agency by it; or note that the open one goes on."""
    open_ones = Outage.objects.filter(interface=interface, recovered=None)
    if open_ones.update(last_failure=probe.at):
        return
    outage = Outage.objects.create(
        interface=interface,
        first=probe,
        began=probe.at,
        told=probe.at,
        due=due_after(probe.at, calendar),
        last_failure=probe.at,
    )
    due = outage.due.isoformat() if outage.due else None
    note(run, outage, "outage", {"code": probe.code, "due": due})


def recovered(run: ProbeRun, interface: ProbedInterface, probe: Probe) -> None:
    """End the open outage, if there is one."""
    for outage in Outage.objects.filter(interface=interface, recovered=None):
        outage.recovered, outage.recovery = probe.at, probe
        outage.save(update_fields=["recovered", "recovery"])
        note(run, outage, "recovered", {"probe": probe.pk})


def date_open_outages(calendar: WorkdayCalendar) -> int:
    """Give outages their last day that had none, once the calendar knows their year; how many there were."""
    dated = 0
    for outage in Outage.objects.filter(due=None):
        due = due_after(outage.told, calendar)
        if due is not None:
            dated += Outage.objects.filter(pk=outage.pk, due=None).update(due=due)
    return dated


def note(run: ProbeRun, outage: Outage, act: str, detail: dict[str, object]) -> None:
    record(
        actor=run.actor,
        action=f"quality.probe_{act}",
        thing_type="Outage",
        thing_id=outage.pk,
        detail={"interface": outage.interface_id, "run": run.pk, **detail},
    )
