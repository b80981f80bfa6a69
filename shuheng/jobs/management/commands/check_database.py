"""`manage.py check_database`: whether the database is there, before tables are made in it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shuheng.jobs.database import absence


class Command(BaseCommand):
    help = "检查数据库能否连接和写入；不能时用一句话说明原因。"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's own signature
        wrong = absence()
        if wrong:
            raise CommandError(wrong)
