"""The tasks there are: the table in `config`, which knows every room, reached through one setting."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.module_loading import import_string

from shuheng.jobs.progress import Json, Progress

Task = Callable[[Progress, dict[str, Json]], dict[str, Json]]


def tasks() -> Mapping[str, Task]:
    """Function by code. The rows of jobs keep the code and never the function's place."""
    found: Mapping[str, Task] = import_string(settings.JOB_TASKS)
    return found
