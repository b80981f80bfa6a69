"""Columns of few texts, which a Parquet file keeps as codes of a dictionary: counted code by code, not text by text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.tables.cells import Said
from shuheng.engines.measure.tables.query import Relation, Rows
from shuheng.engines.measure.tables.steps.basics import Words, basics_of, basics_sql, weighed

CODED_BYTES = 3  # a row at most; a text that is no code has four for its length alone
MOST_TEXTS = 50_000  # of a column; what has more is left to the database
Counts = Mapping[str | None, int]


def basics(database: Any, relation: Relation, path: Path, numbers: Sequence[int], words: Words) -> Rows:
    """The answer to the query of ask_basics for these columns of a staged file, every row of it read.

    The columns of few texts are counted beside the database, which looks at the others; those that turn out to have
    many texts are asked of it afterwards. Distinct texts of the former are exact.
    """
    with ThreadPoolExecutor(1) as beside, pq.ParquetFile(path) as file:
        chosen = [number for number in numbers if _is_coded(file.metadata, number)]
        counting = beside.submit(_counted, path, [relation.columns[number] for number in chosen])
        found = _asked(database, relation, [number for number in numbers if number not in set(chosen)], words)
        counted = dict(zip(chosen, counting.result(), strict=True))
        rows = file.metadata.num_rows
    for number, counts in counted.items():
        if counts is not None:
            found[number] = weighed(basics_of(Said.counted(counts, words[number])))
    found |= _asked(database, relation, [number for number in chosen if counted[number] is None], words)
    return [(rows, *(value for number in numbers for value in found[number]))]


def _asked(
    database: Any, relation: Relation, numbers: Sequence[int], words: Words
) -> dict[int, tuple[Any, ...]]:
    """What the database says of each column."""
    if not numbers:
        return {}
    [_, *values] = database.execute(basics_sql(relation, numbers, words)).fetchone()
    size = len(values) // len(numbers)
    return {number: tuple(values[at * size : (at + 1) * size]) for at, number in enumerate(numbers)}


def _is_coded(metadata: pq.FileMetaData, number: int) -> bool:
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return all(
        group.column(number).has_dictionary_page
        and group.column(number).total_uncompressed_size <= group.num_rows * CODED_BYTES
        for group in groups
    )


def _counted(path: Path, names: Sequence[str]) -> list[Counts | None]:
    """How often each text occurs, column by column; None where there are too many."""
    with pq.ParquetFile(path, read_dictionary=list(names)) as file:
        return [_counts(file, name) for name in names]


def _counts(file: pq.ParquetFile, name: str) -> Counts | None:
    counts: Counter[str | None] = Counter()
    for group in range(file.num_row_groups):
        column = file.read_row_group(group, columns=[name], use_threads=False).column(name)
        for chunk in column.chunks:
            counts.update(_of_chunk(chunk))
        if len(counts) > MOST_TEXTS:
            return None
    return counts


def _of_chunk(chunk: pa.DictionaryArray) -> dict[str | None, int]:
    codes = np.asarray(chunk.indices.drop_null())
    found: Counter[str | None] = Counter()
    for text, count in zip(chunk.dictionary.to_pylist(), np.bincount(codes).tolist(), strict=False):
        found[text] += count
    found[None] += chunk.null_count
    return {text: count for text, count in found.items() if count}
