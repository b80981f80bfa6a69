"""`manage.py setup_code`: a one-time code to set the system up from another machine."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from shuheng.accounts.actions.setup import new_setup_code

ACTOR = "命令行"


class Command(BaseCommand):
    help = "取得首次设置用的一次性设置码，一小时内有效；已经有用户之后不再发放。"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's own signature
        try:
            code = new_setup_code(actor=ACTOR)
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"设置码：{code}")
        self.stdout.write("请在一小时内打开网站的 /setup/ 填写，只能用一次；再取一个，这个就作废。")
