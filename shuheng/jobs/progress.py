"""What a task is handed: a way to say how far it is, and to hear that it should stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

EVERY = 0.5  # seconds between two tellings
LONGEST_MESSAGE = 500

Json = Any  # what the json module writes and reads back unchanged


@dataclass(frozen=True)
class Snapshot:
    """How far a task is: `done` of `total` (None when not known), and a few words."""

    done: int = 0
    total: int | None = None
    message: str = ""


class StopTask(BaseException):
    """The task is to end now. No `Exception`, so that a task that goes on after one bad record does not swallow it."""


class Cancelled(StopTask):
    """Somebody asked for the job to be cancelled."""


class Interrupted(StopTask):
    """The worker is being stopped; the job goes back into the queue and nothing is held against it."""


class Superseded(StopTask):
    """The job was taken from this worker (it had given no sign of life) and belongs to another now."""


class TaskProblem(Exception):  # noqa: N818  # said of a task, not of a mistake in the program
    """The task cannot go on, for a reason that people can read and act on. The code stays as it is for ever."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{message}〔{code}〕")


def silent(_: Snapshot) -> None:
    """Tell nobody."""


class Progress:
    """Counts from 0 to a total. `tell` is called at the first step and then at most every `every` seconds.

    Without `tell` it is silent: for commands and tests that call a task's action directly.
    """

    def __init__(self, tell: Callable[[Snapshot], None] = silent, *, every: float = EVERY) -> None:
        self.tell = tell
        self.every = every
        self.now = Snapshot()
        self.told_at = float("-inf")

    def total(self, number: int | None) -> None:
        """How many steps there will be; None as long as nobody knows. Fewer than are done becomes as many."""
        known = None if number is None else max(number, self.now.done)
        self.now = Snapshot(self.now.done, known, self.now.message)

    def step(self, done: int, message: str = "") -> None:
        """So many are done. Raises `Cancelled` (or another `StopTask`) when the task is to end."""
        if done < 0:
            raise ValueError(f"done counts from 0, not {done}")
        total = self.now.total if self.now.total is None else max(self.now.total, done)
        self.now = Snapshot(done, total, message[:LONGEST_MESSAGE] or self.now.message)
        moment = time.monotonic()
        if moment - self.told_at >= self.every:
            self.told_at = moment
            self.tell(self.now)

    def note(self, message: str) -> None:
        """Say something without counting on, at once."""
        self.told_at = float("-inf")
        self.step(self.now.done, message)
