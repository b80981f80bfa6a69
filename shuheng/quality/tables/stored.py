"""Files of data tables, kept under the data folder by their SHA-256; written once, held against the hash when read."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from shuheng.quality.tables.codes import refused

FOLDER = "tables"
CHUNK = 1 << 20
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept: its name as people know it, its SHA-256, its size in bytes."""

    name: str
    sha256: str
    size: int


def folder() -> Path:
    """Private to the owner, made on first use. ProblemsError where the disk refuses."""
    found = Path(settings.DATA) / FOLDER
    try:
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refused("table-disk", error.strerror or "") from error
    return found


def path_of(sha256: str) -> Path:
    """The file with this hash, not yet proved. ProblemsError where it is gone or the text is no hash."""
    path = Path(settings.DATA) / FOLDER / sha256
    if HASH.fullmatch(sha256) is None or not path.is_file():
        raise refused("table-file-gone", f"指纹 {sha256[:12]}")
    return path


def trusted(sha256: str) -> Path:
    """The file with this hash, whose content still has it. ProblemsError where it is gone or was touched."""
    path = path_of(sha256)
    try:
        found = path.stat()
        holds = known_digest(path, (found.st_mtime_ns, found.st_size, found.st_ino)) == sha256
    except OSError as error:
        raise refused("table-file-gone", f"指纹 {sha256[:12]}") from error
    if not holds:
        raise refused("table-file-changed", f"指纹 {sha256[:12]}")
    return path


@lru_cache(maxsize=512)
def known_digest(path: Path, stamp: tuple[int, int, int]) -> str:  # noqa: ARG001  # a changed file is read anew
    return digest(path)


def digest(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(content: BinaryIO, name: str) -> Kept:
    """Keep a seekable file from its beginning: the same content once, and never half of it.

    ProblemsError `table-disk` where it cannot be written; nothing is then left.
    """
    content.seek(0)
    sha256, size, copy = hashlib.sha256(), 0, None
    try:
        with tempfile.NamedTemporaryFile(dir=folder(), prefix="new-", delete=False) as copy:
            for piece in pieces(content):
                sha256.update(piece)
                size += len(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        Path(copy.name).replace(folder() / sha256.hexdigest())
    except OSError as error:
        raise refused("table-disk", error.strerror or "", file=name) from error
    finally:
        if copy is not None:
            Path(copy.name).unlink(missing_ok=True)
    return Kept(name[:300], sha256.hexdigest(), size)


def keep_file(path: Path, name: str = "") -> Kept:
    """Keep a copy of a file."""
    with path.open("rb") as content:
        return keep(content, name or path.name)


def pieces(content: BinaryIO) -> Iterator[bytes]:
    """The content in pieces of a bounded size."""
    return iter(lambda: content.read(CHUNK), b"")
