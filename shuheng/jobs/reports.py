"""Two ways from a task's progress into the job's row.

`Direct` writes on the task's own connection, for one that runs inside a transaction of its caller (tests) or in a
database in memory. `Pulse` writes from a thread with a connection of its own: it shows signs of life while one long
step runs, never becomes part of the task's transaction, and never makes the task wait for the database.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.db import DatabaseError, connection
from django.utils import timezone

from shuheng.jobs.models import Job
from shuheng.jobs.progress import EVERY, Cancelled, Interrupted, Snapshot, StopTask, Superseded
from shuheng.jobs.stopping import stopping
from shuheng.jobs.terms import JobState

SIGN_OF_LIFE = 5.0  # seconds between two heartbeats when nothing else is to be written
log = logging.getLogger(__name__)


class Report(Protocol):
    """Takes snapshots; raises a `StopTask` when the task is to end."""

    def tell(self, now: Snapshot) -> None: ...


def write(job: Job, now: Snapshot) -> type[StopTask] | None:
    """Put the snapshot and a heartbeat into the row this attempt holds; say why the task should stop, if it should."""
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    fields = {"done": now.done, "total": now.total, "message": now.message}
    if not held.update(heartbeat=timezone.now(), **fields):
        return Superseded
    return Cancelled if held.filter(cancel_requested=True).exists() else None


class Direct:
    """Writes when it is told."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def tell(self, now: Snapshot) -> None:
        stop = write(self.job, now)
        if stop is not None:
            raise stop


class Pulse(threading.Thread):
    """Keeps the latest snapshot and writes it when it changed, else a heartbeat now and then."""

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"job-{job.pk}", daemon=True)
        self.job = job
        self.latest = Snapshot()
        self.written = Snapshot()
        self.quiet = 0.0
        self.stop: type[StopTask] | None = None
        self.over = threading.Event()

    def tell(self, now: Snapshot) -> None:
        self.latest = now
        if self.stop is not None:
            raise self.stop
        if stopping.is_set():
            raise Interrupted

    def run(self) -> None:
        try:
            while not self.over.wait(EVERY):
                self.beat()
        finally:
            connection.close()

    def beat(self) -> None:
        """A database that is busy or away is asked again at the next beat; the task does not notice."""
        now = self.latest
        self.quiet += EVERY
        try:
            if now != self.written or self.quiet >= SIGN_OF_LIFE:
                self.stop = write(self.job, now) or self.stop
                self.written, self.quiet = now, 0.0
            elif Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
                self.stop = self.stop or Cancelled
        except DatabaseError as error:
            log.warning("job %s could not report its progress: %s", self.job.pk, error)
            connection.close()


@contextmanager
def report_of(job: Job) -> Iterator[Report]:
    """The way that works here; the thread has ended when the block is left."""
    if connection.in_atomic_block or in_memory():
        yield Direct(job)
        return
    pulse = Pulse(job)
    pulse.start()
    try:
        yield pulse
    finally:
        pulse.over.set()
        pulse.join()


def in_memory() -> bool:
    """Whether the database lives in this connection, so that another one would not see it."""
    return connection.vendor == "sqlite" and "mode=memory" in str(connection.settings_dict["NAME"])
