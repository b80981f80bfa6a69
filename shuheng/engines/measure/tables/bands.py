"""Where in a table the empty cells lie: its rows in bands, in the order of the file, by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import ibis
import pyarrow.parquet as pq

from shuheng.engines.measure.tables.backends.duckdb import DUCKDB
from shuheng.engines.measure.tables.cells import FILLED, state, state_of
from shuheng.engines.measure.tables.run import table_database
from shuheng.engines.measure.tables.words import EMPTY_WORDS

BANDS = 10
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Bands:
    """``edges``: bands + 1 row numbers from 0; band i holds the rows from edges[i] to before edges[i + 1].

    ``empty``: column -> empty cells (null, blank, or a word for none) in each band.
    """

    edges: tuple[int, ...]
    empty: dict[str, tuple[int, ...]]


def edges_of(rows: int, bands: int = BANDS) -> tuple[int, ...]:
    """Bands of sizes that differ by one row at most; fewer where there are fewer rows."""
    count = max(1, min(bands, rows))
    return tuple(number * rows // count for number in range(count + 1))


def empty_bands(path: Path, columns: Sequence[str], words: Sequence[str] = EMPTY_WORDS) -> Bands:
    """Empty cells by band of the named columns (at most MOST_COLUMNS of them) of a staged Parquet file."""
    rows = pq.read_metadata(path).num_rows
    edges, chosen = edges_of(rows), list(columns)[:MOST_COLUMNS]
    if not rows or not chosen:
        return Bands(edges, {name: (0,) * (len(edges) - 1) for name in chosen})
    count = len(edges) - 1
    names = {f"c{number}": name for number, name in enumerate(chosen)}
    staged = ibis.table({"n": "int64", **dict.fromkeys(names, "string")}, name="staged")
    # The band of row n is the least b whose upper edge, (b + 1) * rows // count, lies beyond n.
    band = (((staged.n + 1) * count + rows - 1) // rows - 1).name("band")
    empties = {name: (state(staged[name], words, DUCKDB) != FILLED).sum() for name in names}
    counted = staged.group_by(band).aggregate(**empties).order_by("band")
    with table_database() as database:
        quoted = ", ".join(
            f'"{name.replace(chr(34), chr(34) * 2)}" AS {short}' for short, name in names.items()
        )
        database.execute(
            f"CREATE VIEW staged AS SELECT file_row_number AS n, {quoted} "  # noqa: S608  # names are quoted
            f"FROM read_parquet(?, file_row_number = true)".replace(
                "?", f"'{str(path).replace(chr(39), chr(39) * 2)}'"
            )
        )
        found = database.execute(str(ibis.to_sql(counted, dialect="duckdb"))).fetchall()
    return Bands(
        edges, {name: tuple(int(row[place]) for row in found) for place, name in enumerate(chosen, 1)}
    )


def empty_bands_plain(columns: dict[str, list[str | None]], words: Sequence[str] = EMPTY_WORDS) -> Bands:
    """Twin of :func:`empty_bands` over columns in memory."""
    rows = len(next(iter(columns.values()), []))
    edges = edges_of(rows)
    return Bands(
        edges,
        {
            name: tuple(
                sum(state_of(cell, words) != FILLED for cell in cells[low:high])
                for low, high in pairwise(edges)
            )
            for name, cells in columns.items()
        },
    )
