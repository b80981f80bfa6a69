"""Runs: each table is measured by itself and kept in one transaction; one that cannot be measured stops no other."""

import logging

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from shuheng.audit.chain import record
from shuheng.jobs import actions as jobs
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Cancelled, Json, Progress
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.issues.from_results import take_result
from shuheng.quality.models import ResultFigure, TableResult, TableRun
from shuheng.quality.tables.codes import problem, refused
from shuheng.quality.tables.measuring import Measured, measured
from shuheng.quality.tables.orders import TableOrder, tables_of
from shuheng.quality.tables.summary import summary_of
from shuheng.quality.tables.terms import ResultState, RunState

TASK = "quality.tables"
BATCH = 5_000
SHOWN_PROBLEMS = 5
log = logging.getLogger(__name__)


def open_run(*, order: TableOrder, actor: str, again_of: TableRun | None = None) -> TableRun:
    """Write down which tables are to be measured. ProblemsError where there is nothing to measure."""
    with transaction.atomic():
        tables = list(tables_of(order))
        run = TableRun.objects.create(
            title=order.title,
            order=order.plain(),
            as_of=order.as_of,
            sample_every=order.every,
            again_of=again_of,
            actor=actor,
        )
        TableResult.objects.bulk_create((TableResult(run=run, table=one) for one in tables), batch_size=BATCH)
        note(run, actor, "run", {**order.plain(), "count": len(tables), "every": order.every})
    return run


def start(*, order: TableOrder, actor: str, again_of: TableRun | None = None) -> TableRun:
    """Have it measured in the background; the run names its job."""
    with transaction.atomic():
        run = open_run(order=order, actor=actor, again_of=again_of)
        run.job = jobs.start(task=TASK, title=run.title, arguments={"run": run.pk}, actor=actor)
        run.save(update_fields=["job"])
    return run


def run_tables(order: TableOrder, actor: str, progress: Progress | None = None) -> TableRun:
    """Measure here and now, for commands and tests."""
    return carry_out(open_run(order=order, actor=actor), progress or Progress())


def again(*, run: TableRun, within: tuple[int, ...] | None, actor: str) -> TableRun:
    """A new run over what this one failed at or did not come to. ProblemsError where nothing is left."""
    left = run.results.exclude(state=ResultState.MEASURED).values_list("table_id", flat=True)
    tables = tuple(left)
    if not tables:
        raise refused("run-nothing")
    order = TableOrder(run.as_of, tables, every=run.sample_every, within=within)
    return start(order=order, actor=actor, again_of=run)


def carry_out(run: TableRun, progress: Progress) -> TableRun:
    """Measure what still waits; safe to call again after it was killed or cancelled: nothing is measured twice."""
    TableRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, finished=None)
    everything = run.results.count()
    waiting = run.results.filter(state=ResultState.WAITING)
    progress.total(everything)
    try:
        for done, number in enumerate(
            list(waiting.values_list("pk", flat=True)), everything - waiting.count()
        ):
            result = TableResult.objects.select_related(
                "table__agency", "table__current", "table__place", "run"
            ).get(pk=number)
            progress.step(done, f"正在计量“{result.table.title}”")
            measure_one(result)
        progress.step(everything, "正在收尾")
    except Cancelled:
        close(run, RunState.CANCELLED)
        raise
    return close(run, RunState.DONE)


def measure_one(result: TableResult) -> None:
    """Measure one table and keep what was found, or why nothing was. A mistake of ours is one table's, too."""
    result.version = result.table.current
    try:
        found = measured(result)
    except ProblemsError as error:
        keep_failure(result, error.problems)
    except Exception:
        log.exception("table %s could not be measured in run %s", result.table_id, result.run_id)
        keep_failure(result, (problem("table-crashed"),))
    else:
        keep(result, found)


def keep(result: TableResult, found: Measured) -> None:
    """Result, figures and what follows for issues, all of it or nothing."""
    with transaction.atomic():
        result.state = ResultState.MEASURED
        result.rows, result.columns, result.how = found.rows, found.columns, found.how
        result.summary = summary_of(found.figures, found.measures)
        if found.bands is not None:
            result.summary["bands"] = {"edges": list(found.bands.edges), "empty": found.bands.empty}
        result.backend, result.finished = found.backend, timezone.now()
        fields = ["version", "state", "rows", "columns", "how", "summary", "backend", "finished"]
        result.save(update_fields=fields)
        figures = [
            ResultFigure(
                result=result,
                measure=one.measure,
                column=one.column,
                value=one.value,
                whole=one.whole,
                how=one.how,
                detail=one.detail,
                samples=one.samples,
            )
            for one in found.figures
        ]
        ResultFigure.objects.bulk_create(figures, batch_size=BATCH)
        take_result(result, figures, found.measures)


def keep_failure(result: TableResult, problems: tuple[Problem, ...]) -> None:
    """Say why the table was not measured: the first problems, a line each."""
    told = [str(one) for one in problems[:SHOWN_PROBLEMS]]
    if len(problems) > SHOWN_PROBLEMS:
        told.append(f"另有 {len(problems) - SHOWN_PROBLEMS} 处问题。")
    result.state, result.finished = ResultState.FAILED, timezone.now()
    result.problem_code, result.problem = problems[0].code, "\n".join(told)
    result.save(update_fields=["version", "state", "finished", "problem_code", "problem"])


def close(run: TableRun, state: RunState) -> TableRun:
    """End the run, with the row of the log."""
    with transaction.atomic():
        TableRun.objects.filter(pk=run.pk).update(state=state, finished=timezone.now())
        counts = {one.value: run.results.filter(state=one).count() for one in ResultState}
        note(run, run.actor, "run_end", {"state": state.value, **counts})
    run.refresh_from_db()
    return run


def measure_tables(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """What a worker does: the run with the number `run`."""
    run = carry_out(TableRun.objects.get(pk=arguments["run"]), progress)
    counts = {one: run.results.filter(state=one).count() for one in ResultState}
    told = f"已计量 {counts[ResultState.MEASURED]:,} 张表"
    if counts[ResultState.FAILED]:
        told += f"，{counts[ResultState.FAILED]:,} 张未能计量"
    return {"summary": f"{told}。", "link": reverse("table-run", args=[run.pk])}


def job_of(run: TableRun) -> Job | None:
    """The newest job that carries the run out: one that was run again goes on with it."""
    job = run.job
    while job is not None and (later := job.again.order_by("-pk").first()) is not None:
        job = later
    return job


def note(run: TableRun, actor: str, act: str, detail: dict[str, Json]) -> None:
    """The row of the log for an act on this run."""
    record(actor=actor, action=f"tables.{act}", thing_type="TableRun", thing_id=run.pk, detail=detail)
