"""The two streams: results to stdout, everything said beside them to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.text import Text

from shuheng.engines.rubric import SEVERITY_WORDS, Problem

PIPE_WIDTH = 140
STYLES = {"error": "bold red", "warning": "yellow", "contradiction": "magenta", "info": "dim"}


def _console(*, error: bool) -> Console:
    """Where no terminal tells its width (a pipe, a log), tables get room for Chinese."""
    console = Console(stderr=error, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPE_WIDTH
    return console


stdout = _console(error=False)
stderr = _console(error=True)


def emit_json(document: Any) -> None:
    """Write JSON to stdout; streams that are not UTF-8 get escapes, which mean the same."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(document, ensure_ascii=not utf8, indent=2) + "\n")


def say(message: str, style: str = "") -> None:
    """A line of progress or a remark, to stderr."""
    stderr.print(Text(message, style=style), soft_wrap=True)


def show_problems(problems: Iterable[Problem], console: Console = stderr) -> None:
    """Each problem on its own line, with its severity in words."""
    for problem in problems:
        line = Text.assemble((f"{SEVERITY_WORDS[problem.severity]} ", STYLES[problem.severity]), str(problem))
        console.print(line, soft_wrap=True)
