"""One harvest per source at a time. The lock ends with the process that holds it, also when that is killed."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from shuheng.catalogue.harvest.codes import refused
from shuheng.catalogue.harvest.files import folder
from shuheng.catalogue.models import HarvestSource

SPACE = 7_398  # first half of the advisory lock's number; the second is the source's own


@contextmanager
def only_one(source: HarvestSource) -> Iterator[None]:
    """Hold the source. `ProblemsError` run-busy when somebody else does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SPACE, source.pk])
            if not cursor.fetchone()[0]:
                raise refused("run-busy", f"“{source.title}”。")
        try:
            yield
        finally:
            if connection.is_usable():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [SPACE, source.pk])
        return
    with (folder() / f"lock-{source.pk}").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise refused("run-busy", f"“{source.title}”。") from error
        yield
