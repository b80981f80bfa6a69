"""What people and workers do with jobs: start, cancel, run again, and take up what a dead worker left."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_q.tasks import async_task

from shuheng.audit.chain import record
from shuheng.jobs import processes
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Json
from shuheng.jobs.registry import tasks
from shuheng.jobs.terms import ENDED, JobState

MOST_ATTEMPTS = 3
PATIENCE_WITH_THE_LIVING = 10  # a process that lives may be silent so many times longer
LOST = "job-lost"
LOST_MESSAGE = (
    "执行任务的后台进程 {attempts} 次中途退出（可能是内存不足，或机器断电、重启），已停止自动重试。"
    "请系统管理员查看日志并排除原因后，再点“重新运行”。"
)


@dataclass(frozen=True)
class Resumed:
    """What `resume` found, as numbers of jobs."""

    again: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()


def start(
    *, task: str, title: str, arguments: dict[str, Json], actor: str, again_of: Job | None = None
) -> Job:
    """Queue a job. It is there for the workers when the caller's transaction commits, and not before.

    `KeyError` for a task that `config/tasks.py` does not hold; `TypeError` or `ValueError` for arguments that JSON
    cannot write.
    """
    if task not in tasks():
        raise KeyError(f"unknown task {task!r}; known: {', '.join(tasks())}")
    plain = json.loads(json.dumps(arguments, allow_nan=False))
    with transaction.atomic():
        job = Job.objects.create(
            task=task, title=title[:300], arguments=plain, actor=actor, again_of=again_of
        )
        note(job, actor, "start", {"task": task, "again_of": again_of.pk if again_of else None})
        deliver(job)
    return job


def cancel(*, job: Job, actor: str) -> Job:
    """End a job that waits; ask one that runs to end at its next step. One that has ended stays as it is."""
    with transaction.atomic():
        waiting = change(Job.objects.filter(pk=job.pk), JobState.QUEUED, JobState.CANCELLED)
        running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, cancel_requested=False)
        asked = 0 if waiting else running.update(cancel_requested=True)
        if waiting or asked:
            note(job, actor, "cancel", {"was": JobState.QUEUED if waiting else JobState.RUNNING})
    job.refresh_from_db()
    return job


def retry(*, job: Job, actor: str) -> Job:
    """Run again what has ended, as a new job that names the old one. `ValueError` while the old one has not ended."""
    if not job.ended:
        raise ValueError(f"job {job.pk} is {job.state}; only {', '.join(ENDED)} can be run again")
    return start(task=job.task, title=job.title, arguments=job.arguments, actor=actor, again_of=job)


def resume(*, actor: str, now: datetime | None = None) -> Resumed:
    """Take up what dead workers left, and wake workers for all that waits. Safe at any time, by several at once."""
    moment = now or timezone.now()
    found: dict[JobState, list[int]] = {state: [] for state in JobState}
    for job in Job.objects.filter(state=JobState.RUNNING).order_by("pk"):
        if is_lost(job, moment):
            with transaction.atomic():
                after = take_up(job)
                if after is not None:
                    found[after].append(job.pk)
                    note(job, actor, "resume", {"state": after, "attempts": job.attempts})
    with transaction.atomic():
        for job in Job.objects.filter(state=JobState.QUEUED).order_by("pk"):
            deliver(job)  # once too often does no harm: only one worker can claim a job
    return Resumed(*(tuple(found[state]) for state in (JobState.QUEUED, JobState.FAILED, JobState.CANCELLED)))


def is_lost(job: Job, moment: datetime) -> bool:
    """Dead for certain, or silent for too long. A process known to live is given more time: it may hold a lock."""
    fate = processes.fate_of(job.holder)
    if fate == "dead":
        return True
    silence = timedelta(seconds=settings.JOB_STALE_SECONDS)
    longest = silence * PATIENCE_WITH_THE_LIVING if fate == "alive" else silence
    return job.heartbeat is None or moment - job.heartbeat > longest


def take_up(job: Job) -> JobState | None:
    """Put a lost job back into the queue, or end it; None when somebody else has done so."""
    held = Job.objects.filter(pk=job.pk, attempts=job.attempts)
    after = JobState.QUEUED if job.attempts < MOST_ATTEMPTS else JobState.FAILED
    after = JobState.CANCELLED if job.cancel_requested else after
    message = LOST_MESSAGE.format(attempts=job.attempts) if after == JobState.FAILED else ""
    code = LOST if message else ""
    return after if change(held, JobState.RUNNING, after, problem=message, problem_code=code) else None


def change(jobs: QuerySet[Job], before: JobState, after: JobState, **fields: object) -> int:
    """From one state into another, for those still in the first; how many there were."""
    moment = timezone.now() if after in ENDED else None
    return jobs.filter(state=before).update(state=after, finished=moment, **fields)


def deliver(job: Job) -> None:
    """Wake a worker for this job, in the transaction of the caller."""
    async_task("shuheng.jobs.worker.run", job.pk, task_name=f"job-{job.pk}")


def note(job: Job, actor: str, act: str, detail: dict[str, object]) -> None:
    """The row of the log for an act on this job."""
    record(actor=actor, action=f"jobs.{act}", thing_type="Job", thing_id=job.pk, detail=detail)
