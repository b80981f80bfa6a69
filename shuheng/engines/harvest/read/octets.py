"""Bytes of a file or of memory, unpacked where they are gzip, bounded, opened anew for each pass."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from shuheng.engines.harvest.read.limits import CHUNK, MAX_BYTES, broken

GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Octets:
    """The unpacked bytes of ``origin``; a name for messages; a bound on their number."""

    origin: Path | bytes
    name: str
    packed: bool
    max_bytes: int = MAX_BYTES

    def chunks(self) -> Iterator[bytes]:
        """The bytes piece by piece; raises BrokenListError where the packing is broken or the bound is passed."""
        total = 0
        try:
            with _open(self.origin) as stream, gzip.open(stream) if self.packed else stream as plain:
                while chunk := plain.read(CHUNK):
                    total += len(chunk)
                    if total > self.max_bytes:
                        raise broken(
                            "source-too-large", f"上限 {self.max_bytes:,} 字节（解压后）。", self.name
                        )
                    yield chunk
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise broken("source-packed", f"解压到第 {total} 字节为止。", self.name) from error
        except OSError as error:
            raise broken("source-missing", "", self.name) from error

    def head(self, size: int = CHUNK) -> bytes:
        """The first bytes, as far as they are there."""
        found = b""
        for chunk in self.chunks():
            found += chunk
            if len(found) >= size:
                break
        return found[:size]

    def whole(self, limit: int) -> bytes:
        """All bytes, for formats that cannot be read piece by piece."""
        content = b""
        for chunk in self.chunks():
            content += chunk
            if len(content) > limit:
                raise broken("source-too-large", f"这种格式须整个读入，上限 {limit:,} 字节。", self.name)
        return content


def octets(origin: Path | bytes, name: str, max_bytes: int = MAX_BYTES) -> Octets:
    """The bytes of a path or of memory; gzip is known by its first two bytes, not by the file's name."""
    try:
        with _open(origin) as stream:
            packed = stream.read(2) == GZIP
    except OSError as error:
        raise broken("source-missing", "", name) from error
    return Octets(origin, name, packed, max_bytes)


def _open(origin: Path | bytes) -> IO[bytes]:
    return io.BytesIO(origin) if isinstance(origin, bytes) else origin.open("rb")
