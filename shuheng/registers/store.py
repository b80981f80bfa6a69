"""Files of this room under the data folder: evidence for good, uploads between preview and confirmation for a day."""

import hashlib
import re
import time
from pathlib import Path

from django.conf import settings

KEY = re.compile(r"[0-9a-f]{64}")
KEPT_SECONDS = 24 * 3600


def evidence_path(sha256: str) -> Path:
    """Where the file with this hash lies."""
    return Path(settings.DATA) / "register-evidence" / sha256[:2] / sha256


def keep_evidence(content: bytes) -> str:
    """Keep a content once under its SHA-256, which is returned; whole or not at all."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = evidence_path(sha256)
    if not place.exists():
        write_whole(place, content)
    return sha256


def write_whole(place: Path, content: bytes) -> None:
    """Written beside its place and then moved there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".part")
    draft.write_bytes(content)
    draft.replace(place)


def previews() -> Path:
    """Where uploads wait for their confirmation."""
    return Path(settings.DATA) / "register-previews"


def owned_key(content: bytes, owner: str) -> str:
    """The key of an upload, which nobody else's browser can have."""
    return hashlib.sha256(owner.encode() + b"\0" + content).hexdigest()


def keep_preview(content: bytes, owner: str) -> str:
    """Keep an upload for its owner; the key takes it back. What is older than a day is thrown away."""
    limit = time.time() - KEPT_SECONDS
    for old in previews().glob("*"):
        if old.stat().st_mtime < limit:
            old.unlink(missing_ok=True)
    key = owned_key(content, owner)
    write_whole(previews() / key, content)
    return key


def take_preview(key: str, owner: str) -> bytes | None:
    """The upload, for the one who brought it; None when it is gone or somebody else's."""
    if not KEY.fullmatch(key) or not (previews() / key).is_file():
        return None
    content = (previews() / key).read_bytes()
    return content if owned_key(content, owner) == key else None


def drop_preview(key: str) -> None:
    """Throw away what was applied."""
    if KEY.fullmatch(key):
        (previews() / key).unlink(missing_ok=True)
