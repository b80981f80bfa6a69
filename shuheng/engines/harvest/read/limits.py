"""Bounds of what is read, and the errors that name them."""

from __future__ import annotations

from dataclasses import dataclass

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.problems import Problem, ProblemsError

CHUNK = 1 << 18
RECORD_CHARS = 2_000_000
MAX_DEPTH = 50
MAX_BYTES = 2_000_000_000
MAX_GRAPH_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the unpacked bytes: offset from 0, line and column (in characters) from 1."""

    byte: int
    line: int
    column: int

    def __str__(self) -> str:
        return f"第 {self.line} 行第 {self.column} 列（第 {self.byte} 字节）"


class BrokenListError(ProblemsError):
    """The list cannot be read to its end. ``readable`` records could be read before the ``problem``."""

    def __init__(self, problem: Problem, readable: int = 0) -> None:
        self.problem = problem
        self.readable = readable
        super().__init__([problem])


def broken(code: str, detail: str, file: str, place: Place | None = None, hint: str = "") -> BrokenListError:
    """The error for a list that breaks at ``place``; meaning and remedy come from the table of codes."""
    meaning, remedy = PROBLEM_CODES[code]
    message = f"{meaning}：{detail}" if detail else f"{meaning}。"
    line, column = (place.line, place.column) if place else (0, 0)
    return BrokenListError(Problem(code, message, file=file, line=line, column=column, hint=hint or remedy))


def notice(code: str, detail: str, file: str) -> Problem:
    """A remark on a list that can be read all the same."""
    meaning, remedy = PROBLEM_CODES[code]
    return Problem(code, f"{meaning}：{detail}", "warning", file=file, hint=remedy)
