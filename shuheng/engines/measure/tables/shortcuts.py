"""Shorter ways to answers that DuckDB would give too: check digits with numpy, repeated hashes by sorting them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.tables.fast import FAST
from shuheng.engines.measure.tables.formats import Asked
from shuheng.engines.measure.tables.query import Relation, select

BATCH = 131_072  # rows
REPEATED = "repeated_hashes"
FEW = 20  # one row in so many
HEAD, HEAD_CELLS = "first_rows", 400_000


def faults(database: Any, relation: Relation, whole: Path | None, about: tuple[str, int, int, Asked]) -> int:
    """Filled cells of a column that do not conform: ``about`` is the format, the column, its filled cells, what is known.

    ``whole`` is the file, where all of its rows are measured; its row groups are then read side by side.
    """
    code, number, filled, asked = about
    if whole is not None:
        [[threads]] = database.execute("SELECT current_setting('threads')").fetchall()
        name = relation.columns[number]
        return filled - _conforming(whole, name, threads, lambda cells: FAST[code](cells, asked))
    reader = database.execute(select([f"c{number}"], relation.sql)).to_arrow_reader(BATCH)
    return filled - sum(FAST[code](batch.column(0), asked) for batch in reader)


def _conforming(path: Path, name: str, threads: int, count: Callable[[pa.Array], int]) -> int:
    metadata = pq.read_metadata(path)

    def of_groups(first: int) -> int:
        """Of every so many row groups the same one."""
        found = 0
        with pq.ParquetFile(path, metadata=metadata) as file:
            for group in range(first, metadata.num_row_groups, threads):
                column = file.read_row_group(group, columns=[name], use_threads=False).column(name)
                found += sum(map(count, column.chunks))
        return found

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(of_groups, range(threads)))


def surplus(database: Any, relation: Relation, numbers: Sequence[int], best: int) -> int:
    """Rows the same as an earlier one in these columns.

    Rows that are alike are alike in the column that tells most rows apart, so its hashes are sorted first: 8 bytes a row
    and no table of groups. Where few repeat, only their rows are compared; else the hashes of all columns are sorted too.
    """
    few, repeated = _repeated(database, relation, [best])
    hashed = [best]
    if not few and len(numbers) > 1:
        hashed = list(numbers)
        _, repeated = _repeated(database, relation, hashed)
    if not len(repeated):
        return 0
    database.register(REPEATED, pa.table({"h": repeated}))
    columns = [f"c{number}" for number in numbers]
    digest = relation.backend.digest([f"c{number}" for number in hashed])
    groups = ", ".join(relation.backend.exact(column) for column in columns)
    again = f"WHERE {digest} IN ({select(['h'], REPEATED)}) GROUP BY {groups}"
    same = select(["COUNT(*) - 1 AS n"], relation.sql, again)
    [found] = database.execute(select(["SUM(n)"], f"({same})")).fetchone()
    return int(found)


def _repeated(
    database: Any, relation: Relation, numbers: Sequence[int]
) -> tuple[bool, npt.NDArray[np.uint64]]:
    """The hashes that occur more than once, and whether they are those of few rows."""
    digest = relation.backend.digest([f"c{number}" for number in numbers])
    reader = database.execute(select([f"{digest} AS h"], relation.sql)).to_arrow_reader(BATCH)
    pieces = [np.asarray(batch.column(0)) for batch in reader]
    hashes = np.concatenate(pieces) if pieces else np.zeros(0, np.uint64)
    hashes.sort()
    again = hashes[1:][hashes[1:] == hashes[:-1]]
    return len(again) * FEW <= len(hashes), np.unique(again)


def samples(
    database: Any, relation: Relation, cells: Sequence[str], condition: str, wanted: int
) -> list[tuple[Any, ...]]:
    """The first ``wanted`` rows that hold, looked for among the first rows before all of them are read.

    A filter on an expression makes DuckDB work it out over the whole dictionary of a Parquet column for every 2,048
    rows; an aggregate does not, so the numbers of the rows come from one.
    """
    rows = max(HEAD_CELLS // (len(relation.columns) + 1), 1)
    first = select(["*"], relation.sql, f"LIMIT {rows}")
    database.execute(f"CREATE TEMP TABLE IF NOT EXISTS {HEAD} AS {first}")
    found: list[tuple[Any, ...]] = database.execute(
        select(cells, f"{HEAD} AS {relation.alias}", f"WHERE {condition} ORDER BY row_no LIMIT {wanted}")
    ).fetchall()
    if len(found) == wanted:
        return found
    numbers = select([f"MIN(row_no, {wanted}) FILTER (WHERE {condition})"], relation.origin)
    [told] = database.execute(numbers).fetchone()
    where = f"WHERE row_no IN ({', '.join(map(str, told))}) ORDER BY row_no"
    rest: list[tuple[Any, ...]] = database.execute(select(cells, relation.origin, where)).fetchall()
    return rest
