"""Help and usage messages in Chinese; Typer's own are English and not meant to be translated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from shuheng.cli.console import stderr, stdout
from shuheng.engines.rubric import did_you_mean


class ChineseCommand(TyperCommand):
    """A command whose ``--help`` is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature of Typer
        show_help(self, ctx)


class ChineseGroup(TyperGroup):
    """A group of commands whose ``--help`` is Chinese."""

    command_class = ChineseCommand

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature of Typer
        show_help(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """An unknown command is refused with the known ones, before Typer says it in English."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            hint = did_you_mean(name, self.commands)
            raise typer.BadParameter(f"没有命令“{name}”。可用：{'、'.join(self.commands)}。{hint}", ctx=ctx)
        return super().resolve_command(ctx, args)


def show_help(command: TyperCommand | TyperGroup, ctx: typer.Context) -> None:
    """Usage, what the command does, its arguments, options and sub-commands."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    commands = command.commands if isinstance(command, TyperGroup) else {}
    stdout.print(Text(f"用法：{_usage(command, ctx, arguments)}"), soft_wrap=True)
    if command.help:
        stdout.print(Text(f"\n{command.help}"))
    _section("参数", [(_metavar(p), _words(p)) for p in arguments])
    _section("选项", [(_option_names(p), _words(p)) for p in options] + [("--help", "显示本说明")])
    _section("命令", [(name, (item.help or "").split("\n")[0]) for name, item in commands.items()])


def usage_message(error: typer.TyperException) -> str:
    """What was wrong with the command line, in Chinese, and what to do."""
    ctx = getattr(error, "ctx", None)
    words = _KINDS.get(type(error).__name__, _plain)(error)
    path = ctx.command_path if ctx is not None else "shuheng"
    return f"{words}\n用 {path} --help 查看用法。"


def print_usage_error(error: typer.TyperException) -> None:
    """Print the message; asking for a group without a command prints its help instead."""
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and ctx is not None:
        return
    stderr.print(Text(usage_message(error)), soft_wrap=True)


def _usage(command: Any, ctx: typer.Context, arguments: list[Any]) -> str:
    parts = [ctx.command_path, "[选项]", *(_metavar(p) for p in arguments)]
    if isinstance(command, TyperGroup):
        parts.append("命令 [参数]…")
    return " ".join(parts)


def _metavar(param: Any) -> str:
    name = str(param.metavar or param.name)
    return name if param.required or name.startswith("[") else f"[{name}]"


def _option_names(param: Any) -> str:
    names = ", ".join(param.opts)
    return names if param.is_flag else f"{names} {param.metavar}"


def _words(param: Any) -> str:
    return (param.help or "") + ("（必填）" if param.required else "")


def _section(title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column()
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    stdout.print(Text(f"\n{title}："))
    stdout.print(table)


def _plain(error: Any) -> str:
    return str(error.message)


def _missing(error: Any) -> str:
    if error.param is None or error.param.param_type_name == "argument":
        return f"缺少参数“{_metavar(error.param)}”。" if error.param is not None else "缺少参数。"
    return f"缺少选项 {', '.join(error.param.opts)}。"


def _no_option(error: Any) -> str:
    near = "、".join(sorted(error.possibilities or ()))
    return f"没有选项 {error.option_name}。" + (f"是否想写 {near}？" if near else "")


def _option_usage(error: Any) -> str:
    return f"选项 {error.option_name} 后面缺少值，或多写了值。"


def _usage_error(_error: Any) -> str:
    return "参数太多，或写法不对。"


_KINDS: dict[str, Callable[[Any], str]] = {
    "MissingParameter": _missing,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _option_usage,
    "UsageError": _usage_error,
}
