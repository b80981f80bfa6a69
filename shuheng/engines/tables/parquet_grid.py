"""Parquet as a grid: every column as text, nested values as JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.tables.codes import fault, notice
from shuheng.engines.tables.grid import Grid, Record
from shuheng.engines.tables.limits import Limits

BROKEN = (pa.ArrowException, OSError, ValueError)  # a damaged name or text is a ValueError


def parquet_grid(path: Path, name: str, limits: Limits) -> Grid:
    """The records of a Parquet file; a null is a missing cell."""
    try:
        schema = pq.read_schema(path)
    except BROKEN as error:
        raise fault("tables-parquet-broken", name) from error
    if len(schema.names) > limits.columns:
        raise fault("tables-columns", name, f"有 {len(schema.names)} 列，上限 {limits.columns} 列")
    binary = [field.name for field in schema if _is_binary(field.type)]
    notices = [notice("tables-bytes", name, "、".join(binary[:10]))] if binary else []
    return Grid(lambda: _records(path, name), tuple(schema.names), notices=notices)


def _is_binary(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)
    )


def _records(path: Path, name: str) -> Iterator[Record]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=10_000):
                columns = [_texts(column) for column in batch.columns]
                yield from zip(*columns, strict=True)
    except BROKEN as error:
        raise fault("tables-parquet-broken", name) from error


def _texts(column: pa.Array) -> list[str | None]:
    """The column as text: hexadecimal for bytes, JSON for what is nested."""
    if _is_binary(column.type):
        return [None if value is None else value.hex() for value in column.to_pylist()]
    if pa.types.is_nested(column.type):
        values = column.to_pylist()
        return [
            None if value is None else json.dumps(value, ensure_ascii=False, default=str) for value in values
        ]
    try:
        texts: list[str | None] = column.cast(pa.string()).to_pylist()
    except pa.ArrowNotImplementedError:  # spans of time and other rare kinds
        texts = [None if value is None else str(value) for value in column.to_pylist()]
    return [text if text is None or "\x00" not in text else text.replace("\x00", "") for text in texts]
