"""`manage.py load_agencies LIST`: write a shipped list of agencies. Safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shuheng.accounts.actions.reference import load_reference
from shuheng.accounts.reference import LISTS
from shuheng.problems import ProblemsError

ACTOR = "命令行"


class Command(BaseCommand):
    help = "载入随附的单位清单；已有的单位只更新清单写明的栏目，重复执行不会重复新增。"

    def add_arguments(self, parser: CommandParser) -> None:
        shown = "；".join(f"{name}：{title}" for name, title in LISTS.items())
        parser.add_argument("lists", nargs="+", metavar="清单", help=shown)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's own signature
        for name in options["lists"]:
            try:
                plan = load_reference(name=name, actor=ACTOR)
            except ProblemsError as error:
                raise CommandError(str(error)) from error
            counts = f"新增 {len(plan.added)}，修改 {len(plan.changed)}，不变 {len(plan.same)}"
            self.stdout.write(f"{LISTS[name]}：{counts}")
