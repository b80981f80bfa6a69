"""What stands in the rows that were drawn, masked, for the page and the sheet."""

from collections.abc import Iterable

import duckdb

from shuheng.engines.measure.tables import mask
from shuheng.quality.cleaning.records import roles_of
from shuheng.quality.models import SampleDraw, SampledThing
from shuheng.quality.tables.stored import trusted

MOST_COLUMNS, LONGEST = 30, 600


def contents(made: SampleDraw, drawn: Iterable[SampledThing]) -> dict[int, str]:
    """By number of row ``列=值；…``; empty where the draw is of no rows. ProblemsError where the data are gone."""
    numbers = [one.row - 1 for one in drawn if one.row is not None]
    if made.version is None or not numbers:
        return {}
    columns = list(made.version.columns)[:MOST_COLUMNS]
    roles = roles_of(made.version.table, columns)
    path = trusted(made.version.parquet_sha256)
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    query = (  # names come from the file itself and are quoted; values are bound
        f"SELECT file_row_number, {names} FROM read_parquet(?, file_row_number = true)"  # noqa: S608
        " WHERE file_row_number IN (SELECT unnest(?))"
    )
    with duckdb.connect(config={"threads": 2}) as database:
        rows = database.execute(query, [str(path), numbers]).fetchall()
    return {
        row[0] + 1: "；".join(
            f"{name}={mask(cell, roles[name])}" for name, cell in zip(columns, row[1:], strict=True)
        )[:LONGEST]
        for row in rows
    }
