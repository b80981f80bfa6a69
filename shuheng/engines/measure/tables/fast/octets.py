"""Texts of one length as a block of bytes, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]
BLOCK = 16_384  # texts: what a processor's cache holds


def blocks(array: pa.Array, length: int) -> Iterator[Bytes]:
    """The texts of exactly so many bytes, in blocks of shape (length, texts): row i holds the bytes at place i."""
    offsets, data = _buffers(array)
    starts = offsets[:-1]
    fitting = np.diff(offsets) == length
    if array.null_count:
        fitting &= np.asarray(array.is_valid())
    if fitting.all():
        whole = (
            data[starts[0] : starts[0] + length * len(starts)].reshape(-1, length)
            if len(starts)
            else data[:0]
        )
        for at in range(0, len(starts), BLOCK):
            yield np.ascontiguousarray(whole[at : at + BLOCK].T)
        return
    chosen = starts[fitting]
    places = np.arange(length)[:, None]
    for at in range(0, len(chosen), BLOCK):
        yield data[chosen[at : at + BLOCK][None, :] + places]


def _buffers(array: pa.Array) -> tuple[npt.NDArray[Any], Bytes]:
    """Where texts begin and end (one more than there are texts), and all bytes."""
    wide = np.dtype(np.int64) if pa.types.is_large_string(array.type) else np.dtype(np.int32)
    _, offsets, data = array.buffers()
    first = array.offset * wide.itemsize
    ends = (
        np.frombuffer(offsets, wide, count=len(array) + 1, offset=first) if len(array) else np.zeros(1, wide)
    )
    return ends, np.frombuffer(data or b"", np.uint8)


def is_digit(row: Bytes) -> npt.NDArray[np.bool_]:
    """Whether bytes are ASCII digits; smaller ones wrap around and are none."""
    digits: npt.NDArray[np.bool_] = (row - np.uint8(48)) <= 9
    return digits
