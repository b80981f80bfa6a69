"""The text of a CSV or JSON file as UTF-8 on disk: the file itself where it is that already, else a copy."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from shuheng.engines.tables.charset import Found, find
from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.limits import Limits
from shuheng.engines.tables.model import TableSource
from shuheng.engines.tables.octets import CHUNK, chunks


@dataclass(frozen=True, slots=True)
class TextFile:
    """``start`` is the length of the byte order mark."""

    path: Path
    name: str
    start: int
    limits: Limits

    def chunks(self) -> Iterator[bytes]:
        """The bytes behind the mark."""
        with self.path.open("rb") as stream:
            stream.seek(self.start)
            while chunk := stream.read(CHUNK):
                yield chunk

    def lines(self, *, without_nul: bool = False) -> Iterator[str]:
        """The lines with their ends, be they LF, CR or both."""
        with self._text() as stream:
            for line in stream:
                yield line.replace("\x00", "") if without_nul else line

    def _text(self) -> TextIO:
        stream = self.path.open(encoding="utf-8", newline="")
        stream.seek(self.start)
        return stream

    def head(self, count: int, longest: int) -> list[str]:
        """The first lines, as many as ``count`` and about ``longest`` characters in all."""
        found: list[str] = []
        with self._text() as stream:
            while len(found) < count and longest > 0 and (line := stream.readline(longest)):
                found.append(line.replace("\x00", ""))
                longest -= len(line)
        return found


def text_file(source: TableSource, scratch: Path) -> tuple[TextFile, Found]:
    """The text of a source, unpacked and in UTF-8, and its encoding."""
    path = source.path
    try:
        if source.packing:
            path = scratch / "unpacked"
            packed = chunks(source.path, source.name, source.packing, source.member, source.limits)
            _write(path, packed)
        found = find(lambda: chunks(path, source.name, "", "", source.limits), source.name, source.encoding)
        if found.encoding == "utf-8":
            return TextFile(path, source.name, found.mark, source.limits), found
        copy = scratch / "utf-8"
        _write(copy, _recoded(path, found))
    except OSError as error:
        raise fault("tables-disk", source.name, error.strerror or "") from error
    return TextFile(copy, source.name, 0, source.limits), found


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    with path.open("wb") as out:
        for piece in pieces:
            out.write(piece)


def _recoded(path: Path, found: Found) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(found.encoding)()
    with path.open("rb") as stream:
        stream.seek(found.mark)
        while chunk := stream.read(CHUNK):
            yield decoder.decode(chunk).encode("utf-8")
    yield decoder.decode(b"", final=True).encode("utf-8")
