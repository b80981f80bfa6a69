"""Interfaces registered for the occasion, and rounds carried out here and now."""

from datetime import UTC, datetime, timedelta
from typing import Any

from shuheng.accounts.models import Agency
from shuheng.jobs.progress import Progress
from shuheng.quality.models import Probe, ProbedInterface, ProbeRun
from shuheng.quality.probes.attempt import Seen
from shuheng.quality.probes.bounds import Bounds
from shuheng.quality.probes.checks import keep_check
from shuheng.quality.probes.runs import Tally, carry_out
from shuheng.workdays.queries import calendar

QUICK = Bounds(
    connect=2, read=1.0, total=3.0, volume=1.0, size=200_000, redirects=2, tries=3, pause=0.01, workers=4
)
MONDAY = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)  # nine in the morning in Shanghai
FIELDS = [
    {"name": "名称", "type": "text", "required": True},
    {"name": "床位", "type": "integer", "required": True},
]
DAY = timedelta(days=1)
FINE = Seen(
    "",
    status=200,
    connect_ms=2,
    first_byte_ms=9,
    total_ms=12,
    size=80,
    rows=3,
    fields_ok=True,
    volume_code="volume-undeclared",
)
DOWN = Seen("probe-connect", "连接被拒绝", total_ms=3)
BARRED = Seen("probe-host", "x.example")


def registered(
    agency: Agency, title: str, address: str = "http://127.0.0.1:1/", **more: Any
) -> ProbedInterface:
    """An interface, straight into the table."""
    said = {"platform": "sharing", "rows_path": "data.rows", "fields": FIELDS, "actor": "测试员", **more}
    return ProbedInterface.objects.create(agency=agency, title=title, address=address, **said)


def a_run(*interfaces: ProbedInterface, at: datetime = MONDAY) -> ProbeRun:
    """A round that nobody has carried out yet."""
    return ProbeRun.objects.create(
        title="测试", asked=[one.pk for one in interfaces], actor="测试员", started=at
    )


def probed(*interfaces: ProbedInterface, at: datetime = MONDAY) -> Tally:
    """A round carried out over real HTTP."""
    return carry_out(a_run(*interfaces, at=at), Progress(), bounds=QUICK, now=at)


def seen(one: ProbedInterface, at: datetime, *found: Seen) -> Probe:
    """A check that found this, kept as if it had been made at that time."""
    kept = keep_check(run=a_run(one, at=at), number=one.pk, seen=found, now=at, calendar=calendar())
    assert kept is not None
    return kept
