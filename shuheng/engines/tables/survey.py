"""One pass over the bytes of a UTF-8 text: what is odd in it, and whether the fast reader may have it.

The fast reader is trusted only with text whose quotes follow RFC 4180 to the letter, which one rule decides: every
odd quote opens a cell (a separator stands before it, or the other half of an escaped quote), every even one closes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shuheng.engines.tables.codes import fault

CONTROLS = bytes({*range(1, 32), 127} - {9, 10, 13})
Bytes = npt.NDArray[np.uint8]
QUOTE = ord('"')


@dataclass(slots=True)
class Survey:
    """Counts over the whole text. ``quotes_clean`` holds for text without quotes as well."""

    size: int = 0
    nuls: int = 0
    controls: int = 0
    first_control: int = 0  # line from 1
    quotes: int = 0
    quotes_clean: bool = True
    lone_returns: bool = False


def survey(chunks: Iterable[bytes], delimiter: str, name: str, line_bytes: int) -> Survey:
    """Look at every byte once; refuses a line longer than ``line_bytes``."""
    found = Survey()
    separators = np.frombuffer(delimiter.encode() + b"\r\n", np.uint8)
    lines, run, previous = 1, 0, b"\n"
    pending = b""
    for chunk in _with_last(chunks):
        piece = pending + chunk
        last = chunk == b""
        content, pending = (piece, b"") if last else (piece[:-1], piece[-1:])
        if content:
            _oddities(found, content, lines)
            run = _longest(content, run, lines, name, line_bytes)
            lines += content.count(b"\n")
            after = pending or b"\n"
            found.lone_returns |= _lone_return(content, pending)
            if found.quotes_clean and QUOTE in content:
                _quotes(found, previous, content, after, separators)
            previous = content[-1:]
        found.size += len(content)
    found.quotes_clean &= found.quotes % 2 == 0
    return found


def _with_last(chunks: Iterable[bytes]) -> Iterable[bytes]:
    yield from (chunk for chunk in chunks if chunk)
    yield b""


def _lone_return(content: bytes, after: bytes) -> bool:
    """Whether a CR of the piece stands without its LF, which may be the byte after it."""
    if b"\r" not in content:
        return False
    return b"\r" in (content + (after if after == b"\n" else b"")).replace(b"\r\n", b"")


def _oddities(found: Survey, content: bytes, lines: int) -> None:
    found.nuls += content.count(0)
    odd = len(content) - len(content.translate(None, CONTROLS))
    if odd and not found.controls:
        first = next(at for at, byte in enumerate(content) if byte in CONTROLS)
        found.first_control = lines + content.count(b"\n", 0, first)
    found.controls += odd


def _longest(content: bytes, run: int, lines: int, name: str, line_bytes: int) -> int:
    """The bytes of the unfinished last line; refuses a line over the bound."""
    if run + len(content) <= line_bytes:
        end = max(content.rfind(b"\n"), content.rfind(b"\r"))
        return run + len(content) if end < 0 else len(content) - end - 1
    buffer = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero((buffer == 10) | (buffer == 13))
    bounds = np.concatenate(([-1 - run], ends, [len(content)]))
    gaps = np.diff(bounds)
    worst = int(gaps.argmax())
    if gaps[worst] - 1 > line_bytes:
        start = max(int(bounds[worst]), 0)
        line = lines + content.count(b"\n", 0, start + 1)
        raise fault("tables-line-long", name, f"第 {line} 行超过 {line_bytes} 字节", row=line)
    return int(gaps[-1]) - 1


def _quotes(found: Survey, previous: bytes, content: bytes, after: bytes, separators: Bytes) -> None:
    """Hold the quotes of a piece against RFC 4180, with the byte before and the byte after the piece."""
    buffer = np.frombuffer(previous + content + after, np.uint8)
    at = np.flatnonzero(buffer[1:-1] == QUOTE) + 1
    opening = np.arange(found.quotes, found.quotes + len(at)) % 2 == 0
    neighbours = np.where(opening, buffer[at - 1], buffer[at + 1])
    found.quotes_clean = bool(np.all(np.isin(neighbours, separators) | (neighbours == QUOTE)))
    found.quotes += len(at)
