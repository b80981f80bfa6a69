"""`python -m tests.bench.tables_postgresql FILE`: the core set where the table stands, as one line of JSON.

In place through the product's read-only session, beside the naive push-down: one query per column and measure.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet as pq
from psycopg import sql

from shuheng.engines.measure.tables import TableFigures, TableQuestion, measure_table
from shuheng.engines.measure.tables.backends.typed import relation_of
from shuheng.quality.places.conversing import converse
from shuheng.quality.places.drivers.postgresql import PostgresSession
from shuheng.quality.places.session import Limits, Row
from tests.bench import naive_sql
from tests.bench.peers.columns import FORMATS
from tests.bench.tables_bench import AS_OF, CORE, by_figure
from tests.bench.timing import median, seconds
from tests.interop import postgresql
from tests.interop.backends.servers import PASSWORD, READER, Postgres, at, postgres

QUESTION = TableQuestion(AS_OF, measures=CORE)
LIMITS = Limits(statement=3600, idle=3600)
TABLE = "big"
REPEATS = 3
Found = dict[str, Any]


def measured(path: Path) -> Found:
    """Median seconds of ours in place and of the naive push-down, and the number of queries of each."""
    binaries = postgresql.programs()
    if binaries is None:
        return {"missing": "PostgreSQL"}
    with filled(binaries, path) as server:
        here = by_figure(measure_table(path, QUESTION))
        asked: list[str] = []
        if by_figure(ours(server, asked)) != here:
            sys.exit("PostgreSQL in place gives other figures than DuckDB")
        statements = naive_sql.statements(TABLE, pq.read_schema(path).names)
        found = naive(server, statements)
        for code in FORMATS:
            expected, _ = here[f"format_{code}", FORMATS[code]]
            if found[code] != expected:
                sys.exit(f"the naive push-down counts {found[code]} of {code}, not {expected}")
        return {
            "rows": pq.read_metadata(path).num_rows,
            "ours": round(median(seconds(partial(ours, server, []), REPEATS)), 2),
            "ours_queries": len(asked),
            "naive": round(median(seconds(partial(naive, server, statements), REPEATS)), 2),
            "naive_queries": len(statements),
        }


@contextmanager
def filled(binaries: Path, path: Path) -> Iterator[Postgres]:
    """A server that holds the table, with an account that may only read."""
    with postgres(binaries) as server:
        with server.owner() as owner:
            owner.execute("CREATE DATABASE data")
            owner.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(READER), PASSWORD)
            )
        with server.owner("data") as owner:
            owner.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(READER)))
            file = pq.ParquetFile(path)
            kinds = sql.SQL(", ").join(
                sql.SQL("{} text").format(sql.Identifier(name)) for name in file.schema_arrow.names
            )
            owner.execute(sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(TABLE), kinds))
            into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(TABLE))
            with owner.cursor() as cursor, cursor.copy(into) as copy:
                for batch in file.iter_batches():
                    for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        copy.write_row(row)
            owner.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(TABLE)))
        yield server


def ours(server: Postgres, asked: list[str]) -> TableFigures:
    """The figures by the product's session; `asked` takes its queries."""
    session = PostgresSession(at(server.port, "public"), LIMITS)
    try:
        columns = session.columns("public", TABLE)

        def answer(query: str) -> Sequence[Row]:
            asked.append(query)
            return session.rows(query)

        return converse(relation_of(session.backend, ["public", TABLE], columns), QUESTION, answer)
    finally:
        session.close()


def naive(server: Postgres, statements: dict[str, str]) -> dict[str, Any]:
    """What each query answers."""
    with psycopg.connect(host=str(server.folder), port=server.port, user="shuheng", dbname="data") as session:
        found = {}
        for name, query in statements.items():
            row = session.execute(query.encode()).fetchone()
            found[name] = row[0] if row else None
        return found


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
