"""`manage.py resume_jobs`: take up the jobs that dead workers left. Part of every start; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shuheng.jobs.actions import resume
from shuheng.jobs.database import fault

ACTOR = "系统启动"


class Command(BaseCommand):
    help = "检查数据库可用，并把后台进程中途退出时留下的任务重新排队；可以重复执行。"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's own signature
        wrong = fault()
        if wrong:
            raise CommandError(wrong)
        resumed = resume(actor=ACTOR)
        for title, numbers in (
            ("重新排队", resumed.again),
            ("多次中断，已标为失败", resumed.failed),
            ("按请求取消", resumed.cancelled),
        ):
            if numbers:
                self.stdout.write(f"{title}的后台任务：{'、'.join(map(str, numbers))}")
