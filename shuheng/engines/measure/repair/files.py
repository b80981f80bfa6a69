"""Parquet in and out: written beside the target and moved there at the end, or removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.repair.codes import fault

PART = ".part"


def opened(path: Path) -> pq.ParquetFile:
    """The file, if it is Parquet and all its columns are texts with names of their own."""
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise fault("repair-file", path.name, "打不开，或不是 Parquet") from error
    schema = file.schema_arrow
    typed = [field.name for field in schema if field.type != pa.string()]
    if typed or len(set(schema.names)) < len(schema.names):
        raise fault("repair-file", path.name, f"“{typed[0]}”列不是文本" if typed else "有重名的列")
    return file


@contextmanager
def written(path: Path, schema: pa.Schema) -> Iterator[pq.ParquetWriter]:
    """A writer whose file gets its name when the block ends well, and goes otherwise."""
    part = path.with_name(path.name + PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with pq.ParquetWriter(part, schema, compression="zstd") as writer:
            yield writer
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise fault("repair-disk", path.name, error.strerror or "") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
