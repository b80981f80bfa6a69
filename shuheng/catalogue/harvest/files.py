"""Files of lists, kept under the data folder by their SHA-256, so that any run can be repeated."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from shuheng.catalogue.harvest.codes import refused

FOLDER = "harvest"
CHUNK = 1 << 20
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept: its name as people know it, its hash, its size in bytes."""

    name: str
    hash: str
    size: int

    @property
    def path(self) -> Path:
        return path_of(self.hash)


def folder() -> Path:
    """Private to the owner, made on first use."""
    found = Path(settings.DATA) / FOLDER
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_of(digest: str) -> Path:
    """The file with this hash. `ProblemsError` when it is gone or the text is no hash."""
    path = Path(settings.DATA) / FOLDER / digest
    if HASH.fullmatch(digest) is None or not path.is_file():
        raise refused("file-gone", f"“{digest[:12]}”。")
    return path


def keep(content: BinaryIO, name: str) -> Kept:
    """Keep a seekable file from its beginning; the same content is kept once, and never half of it."""
    content.seek(0)
    return keep_pieces(iter(lambda: content.read(CHUNK), b""), name)


def keep_file(path: Path) -> Kept:
    """Keep a copy of a file."""
    with path.open("rb") as content:
        return keep(content, path.name)


def keep_pieces(pieces: Iterable[bytes], name: str) -> Kept:
    """Keep what comes in pieces."""
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder(), prefix="new-", delete=False) as copy:
        try:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
            Path(copy.name).replace(folder() / digest.hexdigest())
        except BaseException:
            Path(copy.name).unlink(missing_ok=True)
            raise
    return Kept(name[:300], digest.hexdigest(), size)
