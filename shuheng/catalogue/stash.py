"""Files between a preview and its confirmation, kept under the data folder by the hash of their content."""

import hashlib
import re
import time
from pathlib import Path

from django.conf import settings

KEY = re.compile(r"[0-9a-f]{64}")
KEPT_SECONDS = 24 * 3600


def folder() -> Path:
    place = Path(settings.DATA) / "previews"
    place.mkdir(parents=True, exist_ok=True)
    return place


def keep(content: bytes, owner: str) -> str:
    """Keep a content for its owner; the key takes it back. What is older than a day is thrown away."""
    key = hashlib.sha256(owner.encode() + b"\0" + content).hexdigest()
    drop_old()
    place = folder() / key
    draft = place.with_suffix(".part")
    draft.write_bytes(content)
    draft.replace(place)
    return key


def take(key: str, owner: str) -> bytes | None:
    """The content, for the one who brought it; None when it is gone or somebody else's."""
    place = folder() / key
    if not KEY.fullmatch(key) or not place.is_file():
        return None
    content = place.read_bytes()
    return content if hashlib.sha256(owner.encode() + b"\0" + content).hexdigest() == key else None


def drop(key: str) -> None:
    """Throw away what was applied."""
    if KEY.fullmatch(key):
        (folder() / key).unlink(missing_ok=True)


def drop_old() -> None:
    limit = time.time() - KEPT_SECONDS
    for place in folder().iterdir():
        if place.stat().st_mtime < limit:
            place.unlink(missing_ok=True)
