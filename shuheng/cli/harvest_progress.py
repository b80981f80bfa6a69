"""How far a harvest is, on stderr: a bar in a terminal, silence in a pipe."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shuheng.cli.console import stderr


class Bar:
    """What a run of the catalogue tells, drawn as a bar that is gone when the run is over."""

    def __init__(self, title: str) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.inner = Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal)
        self.title = title
        self.task = self.inner.add_task(title, total=None)

    def __enter__(self) -> Self:
        self.inner.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.inner.stop()

    def total(self, number: int | None) -> None:
        """How many records there will be."""
        self.inner.update(self.task, total=number)

    def step(self, done: int, message: str = "") -> None:
        """So many are done."""
        self.inner.update(self.task, completed=done, description=f"{self.title} {message}".rstrip())
