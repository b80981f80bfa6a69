"""Bytes of a file, plain or packed, within bounds and with the file's own faults told in our words."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self, cast

from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.limits import Limits
from shuheng.engines.tables.model import Fingerprint, Packing, TableSource

CHUNK = 4_000_000
SUSPICIOUS = 100_000_000
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile, NotImplementedError, ValueError)
_IGNORED = ("__MACOSX/", ".DS_Store")


def fingerprint(path: Path, name: str) -> Fingerprint:
    """Size, time and inode of a regular file; refuses what is none."""
    try:
        if not path.is_file():
            raise fault("tables-missing", name)
        found = path.stat()
    except OSError as error:
        raise fault("tables-unreadable", name, error.strerror or "") from error
    return Fingerprint(found.st_size, found.st_mtime_ns, found.st_ino)


def unchanged(source: TableSource) -> None:
    """Refuse a file that was written to since it was opened."""
    try:
        same = fingerprint(source.path, source.name) == source.fingerprint
    except Exception as error:
        raise fault("tables-changed", source.name) from error
    if not same:
        raise fault("tables-changed", source.name)


def only_member(path: Path, name: str) -> str:
    """The one file inside a zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                item for item in archive.infolist() if not item.is_dir() and not item.filename.startswith(_IGNORED[0])
                and not item.filename.endswith(_IGNORED[1])
            ]  # fmt: skip
    except _BROKEN as error:
        raise fault("tables-packed-broken", name) from error
    if len(members) != 1:
        listed = tuple(item.filename for item in members[:10])
        raise fault("tables-packed-members", name, f"有 {len(members)} 个", allowed=listed)
    if members[0].flag_bits & 1:
        raise fault("tables-packed-password", name)
    return members[0].filename


def chunks(path: Path, name: str, packing: Packing, member: str, limits: Limits) -> Iterator[bytes]:
    """The content piece by piece; refuses a broken archive and what unpacks beyond the bounds."""
    total = 0
    try:
        size = path.stat().st_size
        with _opened(path, packing, member) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if packing and total > limits.unpacked_bytes:
                    raise fault("tables-too-large", name, f"解开后超过 {limits.unpacked_bytes} 字节")
                if packing and total > SUSPICIOUS and total > size * limits.unpacked_ratio:
                    raise fault("tables-bomb", name, f"{size} 字节解开后超过 {total} 字节")
                yield chunk
    except _BROKEN as error:
        raise fault("tables-packed-broken", name, f"读到第 {total} 字节") from error
    except OSError as error:
        raise fault("tables-unreadable", name, error.strerror or "") from error


class _Member:
    """A member of a zip that closes its archive too."""

    def __init__(self, path: Path, member: str) -> None:
        self._archive = zipfile.ZipFile(path)
        self._stream = self._archive.open(member)

    def read(self, size: int) -> bytes:
        """The next piece."""
        return self._stream.read(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._archive.close()


def _opened(path: Path, packing: Packing, member: str) -> BinaryIO | _Member:
    if packing == "gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    return _Member(path, member) if packing == "zip" else path.open("rb")
