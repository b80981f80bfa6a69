"""What a table says, as one hash: its column names and cells in order, however the file lays them out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


class ContentHash:
    """SHA-256 over names, and per column over the lengths of the cells (-1: nothing there) and over their bytes.

    Cut into batches in any way, the same cells give the same hash; an empty cell and none differ.
    """

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns = tuple(columns)
        self._lengths = [hashlib.sha256() for _ in self._columns]
        self._bytes = [hashlib.sha256() for _ in self._columns]

    def update(self, batch: pa.RecordBatch | pa.Table) -> None:
        """Take in some rows; their columns are texts."""
        for place, column in enumerate(batch.columns):
            for piece in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
                lengths = pc.fill_null(pc.binary_length(piece), -1).to_numpy(zero_copy_only=False)
                self._lengths[place].update(lengths.astype("<i4").tobytes())
                self._bytes[place].update(text_bytes(piece))

    def hexdigest(self) -> str:
        """The hash of all rows so far."""
        whole = hashlib.sha256()
        for name, lengths, cells in zip(self._columns, self._lengths, self._bytes, strict=True):
            for part in (hashlib.sha256(name.encode()), lengths, cells):
                whole.update(part.digest())
        return whole.hexdigest()


def text_bytes(texts: pa.Array) -> memoryview:
    """The bytes of all texts of an array, one after the other."""
    filled = pc.fill_null(texts, "")
    _, offsets, data = filled.buffers()
    if data is None or not len(filled):
        return memoryview(b"")
    ends = np.frombuffer(offsets, dtype=np.int32)[filled.offset : filled.offset + len(filled) + 1]
    return memoryview(data)[int(ends[0]) : int(ends[-1])]


def content_hash(path: Path) -> str:
    """The hash of a Parquet file of texts."""
    file = pq.ParquetFile(path)
    found = ContentHash(file.schema_arrow.names)
    for batch in file.iter_batches(batch_size=100_000):
        found.update(batch)
    return found.hexdigest()
