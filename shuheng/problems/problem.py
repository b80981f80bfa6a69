"""Mistakes as values: what is wrong, where, what is allowed and what to do.

Every reader of the engine collects problems and reports all of them at once; a code never changes
once it has been released, because people look codes up and programmers of other systems match on them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "contradiction", "info"]
SEVERITY_WORDS: dict[Severity, str] = {
    "error": "错误",
    "warning": "提醒",
    "contradiction": "原文矛盾",
    "info": "说明",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake or remark. ``line``, ``column`` and ``row`` count from 1; 0 means they do not apply."""

    code: str
    message: str
    severity: Severity = "error"
    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""
    row: int = 0
    field: str = ""
    allowed: tuple[str, ...] = ()
    hint: str = ""

    def place(self) -> str:
        """Where the mistake stands, for a person: file, sheet, line or row, field."""
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.line:
            parts.append(f"第 {self.line} 行第 {self.column} 列" if self.column else f"第 {self.line} 行")
        if self.row:
            parts.append(f"第 {self.row} 行")
        if self.field:
            parts.append(self.field)
        return " ".join(parts)

    def __str__(self) -> str:
        place = self.place()
        text = f"{place}：{self.message}" if place else self.message
        if self.allowed:
            text += f"可用：{'、'.join(self.allowed)}。"
        if self.hint:
            text += self.hint
        return f"{text}〔{self.code}〕"


class ProblemsError(Exception):
    """Something could not be read; ``problems`` holds every mistake found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A hint in Chinese naming the nearest known word, or an empty text."""
    short = len(word) <= 2 and not word.isascii()  # of two characters one may be wrong; of a code x1 none
    near = difflib.get_close_matches(word, list(words), n=1, cutoff=0.5 if short else 0.6)
    return f"是否想写“{near[0]}”？" if near else ""
