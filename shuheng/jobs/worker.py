"""Running one job: claim it, do it, write down how it ended. django-q calls `run` in its worker processes."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django_q.exceptions import TimeoutException

from shuheng.jobs.actions import change, deliver
from shuheng.jobs.models import Job
from shuheng.jobs.processes import own_name
from shuheng.jobs.progress import (
    EVERY,
    Cancelled,
    Interrupted,
    Json,
    Progress,
    Snapshot,
    Superseded,
    TaskProblem,
)
from shuheng.jobs.registry import tasks
from shuheng.jobs.reports import report_of
from shuheng.jobs.stopping import stopping
from shuheng.jobs.terms import JobState
from shuheng.problems import ProblemsError

PAUSES = (0.5, 2.0, 8.0)  # seconds before the database is tried again
MOST_PROBLEMS = 20
CRASHED = "程序出错（{kind}），任务没有完成。详细原因已写入服务器日志，请把任务编号 {number} 告诉系统管理员。"
TOO_LONG = "任务超过最长运行时间，已停止。可以把数据分成几份再试。"
UNKNOWN_TASK = "当前版本没有“{task}”这种任务，可能是系统升级后取消了。请从对应的页面重新发起。"
log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended. Back to QUEUED when the worker was asked to stop."""

    state: JobState
    result: dict[str, Json] | None = None
    problem_code: str = ""
    problem: str = ""
    last: Snapshot = field(default_factory=Snapshot)


def run(number: int, *, every: float = EVERY) -> Job | None:
    """Run a queued job here and now.

    None when it waits no longer (done, cancelled, with another worker), and in a worker that is being stopped: the
    next start wakes a worker for it again.
    """
    job = None if stopping.is_set() else persistently(lambda: claim(number))
    if job is None:
        return None
    outcome = attempt(job, every)
    if outcome is not None:
        persistently(lambda: finish(job, outcome))
    job.refresh_from_db()
    return job


def claim(number: int) -> Job | None:
    """Take a job that waits; of several workers one gets it."""
    now = timezone.now()
    taken = Job.objects.filter(pk=number, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        holder=own_name(),
        started=now,
        heartbeat=now,
        done=0,
        total=None,
    )
    return Job.objects.get(pk=number) if taken else None


def attempt(job: Job, every: float) -> Outcome | None:
    """Call the task. None when the job belongs to another worker by now, so that nothing may be written."""
    progress = Progress(every=every)
    try:
        with report_of(job) as report:
            progress.tell = report.tell
            outcome = called(job, progress)
    except Superseded:
        log.warning("job %s was taken over by another worker; this attempt ends", job.pk)
        return None
    except KeyboardInterrupt:  # a command in a terminal
        finish(job, Outcome(JobState.CANCELLED, last=progress.now))
        raise
    return Outcome(outcome.state, outcome.result, outcome.problem_code, outcome.problem, progress.now)


def called(job: Job, progress: Progress) -> Outcome:
    """What the task returned or raised, as an outcome."""
    try:
        task = tasks().get(job.task)
        if task is None:
            return failed("job-unknown-task", UNKNOWN_TASK.format(task=job.task))
        return Outcome(JobState.DONE, json.loads(json.dumps(task(progress, job.arguments), allow_nan=False)))
    except Cancelled:
        return Outcome(JobState.CANCELLED)
    except Interrupted:
        return Outcome(JobState.QUEUED)
    except TaskProblem as problem:
        return failed(problem.code, problem.message)
    except ProblemsError as error:
        return failed(error.problems[0].code, told(error))
    except TimeoutException:
        return failed("job-too-long", TOO_LONG)
    except Exception as error:
        log.exception("job %s (%s) crashed", job.pk, job.task)
        return failed("job-crashed", CRASHED.format(kind=type(error).__name__, number=job.pk))


def failed(code: str, message: str) -> Outcome:
    return Outcome(JobState.FAILED, problem_code=code, problem=message)


def told(error: ProblemsError) -> str:
    """The first problems, a line each, and how many more there are."""
    lines = [str(problem) for problem in error.problems[:MOST_PROBLEMS]]
    more = len(error.problems) - len(lines)
    return "\n".join([*lines, f"另有 {more} 处问题。"] if more else lines)


def finish(job: Job, outcome: Outcome) -> None:
    """Write down the end, unless the job was taken from this attempt in the meantime."""
    held = Job.objects.filter(pk=job.pk, attempts=job.attempts)
    fields: dict[str, object] = {
        "done": outcome.last.done,
        "total": outcome.last.total,
        "message": outcome.last.message,
        "heartbeat": timezone.now(),
        "result": outcome.result,
        "problem_code": outcome.problem_code,
        "problem": outcome.problem,
    }
    if outcome.state == JobState.QUEUED:
        fields["attempts"] = F("attempts") - 1  # nothing was wrong with it
    with transaction.atomic():
        kept = change(held, JobState.RUNNING, outcome.state, **fields)
        if kept and outcome.state == JobState.QUEUED:
            deliver(job)


def persistently(act: Callable[[], Answer]) -> Answer:
    """Try again on a fresh connection when the database is busy or was away for a moment."""
    for pause in PAUSES:
        try:
            return act()
        except (OperationalError, InterfaceError) as error:
            if connection.in_atomic_block:
                raise
            log.warning("the database did not answer, again in %s s: %s", pause, error)
            connection.close()
            time.sleep(pause)
    return act()
