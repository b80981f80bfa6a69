"""The database behind a command: Django is set up when a command asks for it, and not for those that do without.

Commands that need it keep their work in a module of its own, which may import models; it is loaded here, afterwards.
"""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from shuheng.problems import Problem, ProblemsError


def ready() -> None:
    """Set Django up and see that the database takes writes. Raises `ProblemsError` that says what to do."""
    try:
        if not settings.configured:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuheng.config.settings")
            django.setup()
    except ImproperlyConfigured as error:
        raise ProblemsError([Problem("setting-refused", f"{error}。")]) from error
    import_module("shuheng.cli.database_check").check()


def work_of(name: str) -> ModuleType:
    """The module of this room that does a command's work, once the database is ready."""
    ready()
    return import_module(f"shuheng.cli.{name}")
