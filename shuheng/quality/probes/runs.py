"""Rounds of probes: opened by hand or by schedule, carried out side by side by a worker, gone on with after a kill."""

import logging
import ssl
import threading
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from shuheng.audit.chain import record
from shuheng.jobs import actions as jobs
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Json, Progress
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import ProbedInterface, ProbeRun
from shuheng.quality.probes.attempt import Seen, Spec, check_interface
from shuheng.quality.probes.bounds import BOUNDS, Bounds
from shuheng.quality.probes.call import Line
from shuheng.quality.probes.checks import date_open_outages, keep_check
from shuheng.quality.probes.specs import spec_of
from shuheng.quality.probes.terms import Outcome, RunReason
from shuheng.workdays.queries import calendar

TASK = "quality.probe"
TICK = 0.3  # seconds between two looks at whether somebody wants it to end
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tally:
    """How many checks of a run ended how."""

    passed: int = 0
    slow: int = 0
    odd: int = 0
    failed: int = 0
    unknown: int = 0

    @property
    def words(self) -> str:
        """The counts that are not zero, in words."""
        titles = Outcome.titles()
        said = [f"{titles[one]} {getattr(self, one)}" for one in Outcome if getattr(self, one)]
        return "，".join(said) or "没有要探测的接口"


def open_run(
    *, interfaces: Iterable[ProbedInterface], title: str, actor: str, reason: RunReason = RunReason.HAND
) -> ProbeRun:
    """A round over these interfaces and the job that carries it out. Raises `ProblemsError` probe-none for none."""
    numbers = sorted({one.pk for one in interfaces})
    if not numbers:
        hint = "请先登记接口，或启用已停用的接口。"
        raise ProblemsError([Problem("probe-none", "没有可以探测的接口。", hint=hint)])
    with transaction.atomic():
        run = ProbeRun.objects.create(
            title=title[:300], asked=numbers, reason=reason, actor=actor, started=timezone.now()
        )
        record(
            actor=actor,
            action="quality.probe",
            thing_type="ProbeRun",
            thing_id=run.pk,
            detail={"interfaces": len(numbers), "reason": reason.value},
        )
        run.job = start_job(run, actor)
        run.save(update_fields=["job"])
    return run


def start_job(run: ProbeRun, actor: str) -> Job:
    return jobs.start(task=TASK, title=f"接口探测：{run.title}", arguments={"run": run.pk}, actor=actor)


def probe_task(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """What a worker does: the run with the number `run`, or what is left of it."""
    run = ProbeRun.objects.get(pk=arguments["run"])
    tally = carry_out(run, progress)
    return {"summary": f"探测完成：{tally.words}。", "link": reverse("probe-run", args=[run.pk])}


def carry_out(
    run: ProbeRun, progress: Progress, *, bounds: Bounds = BOUNDS, now: datetime | None = None
) -> Tally:
    """Check what this run has not checked yet, several at a time. One bad interface never stops the rest.

    When the job is to end, checks that have begun are given up and nothing is kept of them. `now` for tests.
    """
    known = calendar()
    date_open_outages(known)
    left = not_checked(run)
    done = len(run.asked) - len(left)
    progress.total(len(run.asked))
    progress.step(done)
    line = Line(tuple(settings.PROBE_HOSTS), bounds, ssl.create_default_context())
    stop = threading.Event()
    pool = ThreadPoolExecutor(max_workers=bounds.workers, thread_name_prefix="probe")
    try:
        waiting = {pool.submit(safely, spec_of(one), line, stop): one for one in left}
        while waiting:
            ended, _ = wait(waiting, timeout=TICK, return_when=FIRST_COMPLETED)
            for future in ended:
                one = waiting.pop(future)
                keep_check(
                    run=run, number=one.pk, seen=future.result(), now=now or timezone.now(), calendar=known
                )
                done += 1
                progress.step(done, one.title)
            progress.step(done)
    finally:
        stop.set()
        pool.shutdown(wait=done == len(run.asked), cancel_futures=True)
    ProbeRun.objects.filter(pk=run.pk, finished=None).update(finished=now or timezone.now())
    return tally_of(run)


def not_checked(run: ProbeRun) -> list[ProbedInterface]:
    """The interfaces of a run that it has not checked; one that was stopped meanwhile is left out."""
    checked = run.probes.filter(final=True).values_list("interface_id", flat=True)
    wanted = set(run.asked) - set(checked)
    return [one for one in ProbedInterface.objects.filter(active=True) if one.pk in wanted]


def safely(spec: Spec, line: Line, stop: threading.Event) -> tuple[Seen, ...]:
    """A check in a thread of its own; a fault of ours says nothing about the interface."""
    if stop.is_set():
        return ()
    try:
        return check_interface(spec, line, stop.is_set)
    except Exception as error:
        log.exception("probing interface %s crashed", spec.number)
        return (Seen("probe-crashed", type(error).__name__),)


def tally_of(run: ProbeRun) -> Tally:
    """The checks of a run, counted."""
    counts = Counter(run.probes.filter(final=True).values_list("outcome", flat=True))
    return Tally(**{one.value: counts[one.value] for one in Outcome})
