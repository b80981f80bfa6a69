"""Static files with the hash of their content in the address: cached for long, fresh after an update."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def version(path: str) -> str:
    """The first digits of the file's SHA-256; empty for a file that is not there."""
    found = finders.find(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else ""


class VersionedStorage(StaticFilesStorage):
    def url(self, name: str | None) -> str:
        plain = super().url(name)
        if settings.DEBUG or not name:
            return plain
        mark = version(name)
        return f"{plain}?v={mark}" if mark else plain
