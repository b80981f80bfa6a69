"""Registers the room with Django, and what it does when a worker process starts."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shuheng.jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Models can be imported only now."""
        import_module("shuheng.jobs.signals")
