"""`manage.py index_catalogue`: make the search index anew. Goes on where a broken run stopped. Safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.search import index


class Command(BaseCommand):
    help = "重建目录的检索索引。中断后加 --after 编号 接着做；加 --clear 先清空索引，再从头做。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="编号", help="从这个目录编号之后开始")
        parser.add_argument("--clear", action="store_true", help="先清空索引；做完之前检索不全")

    def handle(self, *args: Any, after: int = 0, clear: bool = False, **options: Any) -> None:  # noqa: ARG002
        if clear:
            index.clear()
        total = CatalogueEntry.objects.filter(pk__gt=after).count()
        done = 0

        def told(last: int, count: int) -> None:
            nonlocal done
            done += count
            self.stdout.write(f"已索引 {done} / {total} 条；如果中断，用 --after {last} 接着做")

        count = index.rebuild(after=after, told=told)
        self.stdout.write(f"完成：共 {count} 条")
