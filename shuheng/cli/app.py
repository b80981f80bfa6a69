"""All commands of ``shuheng``, and the one place where errors become messages and exit codes.

0: fine. 1: problems found, or cases that failed. 2: the command line itself is wrong.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import typer

from shuheng.cli import (
    advise_command,
    demo_command,
    explain_command,
    facts_commands,
    harvest_command,
    measure_command,
    rubric_commands,
    score_command,
    whatif_command,
)
from shuheng.cli.console import say, show_problems
from shuheng.cli.help_pages import ChineseGroup, print_usage_error
from shuheng.engines.rubric import ProblemsError

PROBLEMS, USAGE, INTERNAL, INTERRUPTED = 1, 2, 70, 130

app = typer.Typer(
    cls=ChineseGroup,
    help="数衡：评分是事实的函数，每一分都说得出理由。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(rubric_commands.app, name="rubric")
app.add_typer(facts_commands.app, name="facts")
score_command.register(app)
explain_command.register(app)
whatif_command.register(app)
advise_command.register(app)
harvest_command.register(app)
measure_command.register(app)
demo_command.register(app)


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; no exception leaves, so no traceback reaches a user."""
    try:
        code = app(list(arguments), prog_name="shuheng", standalone_mode=False)
    except ProblemsError as error:
        show_problems(error.problems)
        say(f"共 {len(error.problems)} 处问题，没有产生结果。", "bold red")
        return PROBLEMS
    except typer.TyperException as error:
        print_usage_error(error)
        return USAGE
    except BrokenPipeError:
        _quiet_stdout()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        say("已中断。")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the outermost door: the user gets words, not a traceback
        say(f"程序内部出错（{type(error).__name__}：{error}）。请把所用命令和文件报给维护者。", "bold red")
        return INTERNAL
    return code if isinstance(code, int) else 0


def _quiet_stdout() -> None:
    """The reader of a pipe has gone (``| head``); what is left to flush goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
