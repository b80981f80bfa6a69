"""Settings of the process and its connection that make mass writing faster, for the time of one run only."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

RARELY = (
    50_000,
    20,
    50,
)  # a chunk makes half a million objects and no cycles: looking for them costs a tenth
CACHE_KB = 65_536  # SQLite's own 2 MB do not hold the indexes of a large catalogue
WAL_PAGES = 16_000  # 64 MB between two checkpoints, so that a page written in every chunk is copied once


@contextmanager
def made_for_many() -> Iterator[None]:
    """Collect garbage rarely; on SQLite a larger cache and fewer checkpoints. What was set before comes back."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    pragmas = set_pragmas({"cache_size": -CACHE_KB, "wal_autocheckpoint": WAL_PAGES})
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if connection.connection is not None:
            set_pragmas(pragmas)


def set_pragmas(wanted: dict[str, int]) -> dict[str, int]:
    """Set these of SQLite; what they were before. Other databases have none."""
    if connection.vendor != "sqlite":
        return {}
    before = {}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            before[name] = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA {name} = {value}")
    return before
