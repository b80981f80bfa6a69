"""A Parquet file of text columns, whole or not there at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.footer import HELD, footer_rows
from shuheng.engines.tables.model import Column, Line


class Sink:
    """The file being written; once given up it swallows what the Parquet writer still has to say on closing."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb", buffering=0)
        self._given_up = False
        self._at = 0

    closed = property(lambda self: self._stream.closed)

    def write(self, piece: bytes) -> int:
        """All of the piece, or an OSError."""
        rest = memoryview(piece)
        while rest and not self._given_up:
            rest = rest[self._stream.write(rest) :]
        self._at += len(piece)
        return len(piece)

    def tell(self) -> int:
        """The bytes written."""
        return self._at

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def give_up(self) -> None:
        """Write nothing more."""
        self._given_up = True


class Writer:
    """Writes beside the target and moves the file there at the end; removes it where anything fails."""

    def __init__(self, target: Path, columns: tuple[Column, ...], name: str) -> None:
        self.target = target
        self.name = name
        self.rows = 0
        self._part = target.with_name(target.name + ".part")
        self._schema = pa.schema([(column.name, pa.string()) for column in columns])

    def __enter__(self) -> Self:
        try:
            self._sink = Sink(self._part)
        except OSError as error:
            raise fault("tables-disk", self.name, error.strerror or "") from error
        try:
            self._writer = pq.ParquetWriter(self._sink, self._schema, compression="zstd")
        except OSError as error:
            self._remove()
            raise fault("tables-disk", self.name, error.strerror or "") from error
        return self

    def write(self, table: pa.Table) -> None:
        """Add rows; the last column of the table, the record numbers, is left out."""
        if not table.num_rows:
            return
        columns = table.columns[:-1]
        try:
            self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))
        except OSError as error:
            raise self._failed(error) from error
        self.rows += table.num_rows

    def finish(self) -> None:
        """Close the file and give it its name."""
        try:
            self._writer.close()
            self._sink.close()
            self._part.replace(self.target)
        except OSError as error:
            raise self._failed(error) from error

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._discard()

    def _failed(self, error: OSError) -> Exception:
        self._discard()
        return fault("tables-disk", self.name, error.strerror or str(error))

    def _discard(self) -> None:
        """Remove what was written."""
        self._sink.give_up()
        self._writer.close()
        self._remove()

    def _remove(self) -> None:
        self._sink.close()
        self._part.unlink(missing_ok=True)


def write_body(batches: Iterable[pa.RecordBatch], writer: Writer, *, cut: bool) -> tuple[Line, ...]:
    """Write all rows but those of the footer, which are given back."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        while sum(later.num_rows for later in held[1:]) >= HELD:
            writer.write(pa.Table.from_batches([held.pop(0)]))
    if not held:
        return ()
    last = pa.Table.from_batches(held)
    lines = list(_lines(last.slice(max(last.num_rows - HELD, 0))))
    count = footer_rows([line.cells for line in lines], last.num_columns - 1) if cut else 0
    writer.write(last.slice(0, last.num_rows - count))
    return tuple(lines[len(lines) - count :])


def _lines(table: pa.Table) -> Iterator[Line]:
    columns = [column.to_pylist() for column in table.columns]
    for *cells, number in zip(*columns, strict=True):
        yield Line(number, tuple(cells))
