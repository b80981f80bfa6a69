"""What this room does: measure the catalogue and keep what was found, for good."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import pyarrow.compute as pc
from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.audit.chain import record
from shuheng.engines.measure import Parameters
from shuheng.jobs import actions as jobs
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Progress
from shuheng.quality import snapshot
from shuheng.quality.assessed import Choice, choose
from shuheng.quality.models import MeasuredAgency, MeasureFigure, MeasureRun
from shuheng.quality.passes import Measured, measure_layers
from shuheng.quality.table import DEMO, OWNER, catalogue_table

TASK = "quality.measure"
BATCH = 5_000


@dataclass(frozen=True)
class Order:
    """What is to be measured: for which period, as of which day (None: of each agency's own lists), who (None: all).

    `baseline` is the day that growth is counted from.
    """

    period: str
    as_of: date | None = None
    baseline: date | None = None
    agencies: tuple[Agency, ...] | None = None


@dataclass(frozen=True)
class Finished:
    """The run, and the agencies that have entries but could not be measured for want of a day."""

    run: MeasureRun
    skipped: tuple[Agency, ...] = ()


def measure(
    *,
    order: Order,
    actor: str,
    parameters: Parameters | None = None,
    progress: Progress | None = None,
) -> Finished:
    """Measure and keep figures, answers and families; all of it or nothing, so that it is safe to do again.

    Raises ProblemsError where there is nothing to measure.
    """
    started = timezone.now()
    told = progress or Progress()
    table = catalogue_table(lambda done: told.step(done, "正在读取目录"))
    choice = choose(pc.unique(table[OWNER]).to_pylist(), order.agencies, order.as_of)
    told.note(f"正在计量 {len(choice.assessed)} 个单位的 {table.num_rows} 条目录")
    asked = parameters or Parameters()
    found = measure_layers(
        table,
        choice.assessed,
        baseline=order.baseline,
        parameters=asked,
        told=lambda done: told.note(f"已计量 {done} 个单位"),
    )
    with snapshot.new_folder() as folder:
        files = snapshot.write(folder, {snapshot.ENTRIES: found.entries, snapshot.FAMILIES: found.families})
        run = MeasureRun(
            period=order.period,
            as_of=order.as_of,
            baseline=order.baseline,
            parameters=plain(asked),
            entries=len(pc.unique(found.entries["entry_id"])),
            folder=folder.name,
            files=files,
            demo=bool(pc.any(table[DEMO]).as_py()),
            actor=actor,
            started=started,
        )
        keep(run, choice, found, timezone.now())
    return Finished(run, choice.skipped)


def keep(run: MeasureRun, choice: Choice, found: Measured, finished: datetime) -> None:
    """Run, agencies and figures, with the row of the log, in one transaction."""
    ids = {one.agency.code: one.agency.pk for one in choice.assessed}
    with transaction.atomic():
        run.finished = finished
        run.save(force_insert=True)
        MeasuredAgency.objects.bulk_create(
            MeasuredAgency(
                run=run, agency=one.agency, as_of=one.as_of, entries=found.counts.get(one.agency.code, 0)
            )
            for one in choice.assessed
        )
        MeasureFigure.objects.bulk_create(
            (
                MeasureFigure(
                    run=run,
                    agency_id=ids[one.agency],
                    measure=one.measure,
                    scope=one.scope.value,
                    yes=one.yes,
                    no=one.no,
                    unknown=one.unknown,
                    amount=one.amount,
                    denominator=one.denominator,
                )
                for one in found.figures
            ),
            batch_size=BATCH,
        )
        record(
            actor=run.actor,
            action="quality.measure",
            thing_type="MeasureRun",
            thing_id=run.pk,
            detail={
                "period": run.period,
                "as_of": run.as_of.isoformat() if run.as_of else "source",
                "agencies": len(ids),
                "entries": run.entries,
                "files": run.files,
            },
        )


def start(*, order: Order, actor: str) -> Job:
    """Have it measured in the background."""
    title = f"计量 {order.period}（{order.as_of.isoformat() if order.as_of else '各清单的截止日期'}）"
    arguments = {
        "period": order.period,
        "as_of": order.as_of.isoformat() if order.as_of else None,
        "baseline": order.baseline.isoformat() if order.baseline else None,
        "agencies": [one.code for one in order.agencies] if order.agencies is not None else None,
        "actor": actor,
    }
    return jobs.start(task=TASK, title=title, arguments=arguments, actor=actor)


def plain(parameters: Parameters) -> dict[str, Any]:
    """The parameters as JSON keeps them."""
    return {name: as_json(value) for name, value in asdict(parameters).items()}


def as_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
