"""One server of each kind for the folder, each with the dirty table and an account that may only read it."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from shuheng.engines.measure.tables import TableFigures, measure_table
from shuheng.quality.places.drivers.mysql import MySQLSession
from shuheng.quality.places.drivers.postgresql import PostgresSession
from shuheng.quality.places.session import Limits
from tests.interop import mariadb, postgresql
from tests.interop.backends.dirty import QUESTION, Column, arrow, columns
from tests.interop.backends.servers import PASSWORD, READER, Postgres, at, postgres
from tests.interop.mariadb import Server
from tests.places import demand

TABLE = '脏 "表`'
HELD = columns()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """PostgreSQL with a database `data`."""
    binaries = postgresql.programs()
    demand(binaries is not None, "PostgreSQL")
    assert binaries is not None
    with postgres(binaries) as found:
        with found.owner() as owner:
            owner.execute("CREATE DATABASE data")
            owner.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(READER), PASSWORD)
            )
        with found.owner("data") as owner:
            owner.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(READER)))
            fill_postgres(owner, TABLE, HELD)
        yield found


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[Server]:
    """MariaDB with a database `data` whose collation takes A for a."""
    program = mariadb.programs()
    demand(program is not None, "MariaDB")
    assert program is not None
    with mariadb.server(program) as found:
        with found.root() as root, root.cursor() as cursor:
            cursor.execute("CREATE DATABASE data CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
            cursor.execute("CREATE USER %s IDENTIFIED BY %s", (READER, PASSWORD))
            cursor.execute("GRANT SELECT ON data.* TO %s", (READER,))
        fill_mariadb(found, TABLE, HELD)
        yield found


@pytest.fixture
def in_postgres(postgres_server: Postgres) -> Iterator[PostgresSession]:
    session = PostgresSession(at(postgres_server.port, "public"), Limits())
    yield session
    session.close()


@pytest.fixture
def in_mariadb(mariadb_server: Server) -> Iterator[MySQLSession]:
    session = MySQLSession(at(mariadb_server.port), Limits())
    yield session
    session.close()


@pytest.fixture(scope="session")
def staged() -> TableFigures:
    """The dirty table as DuckDB measures it once it is staged."""
    return measure_table(arrow(HELD), QUESTION, plain=False)


def fill_postgres(owner: psycopg.Connection, table: str, held: dict[str, Column]) -> None:
    """The columns as a table of texts."""
    name = sql.Identifier(table)
    kinds = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(one)) for one in held)
    owner.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))
    owner.execute(sql.SQL("CREATE TABLE {} ({})").format(name, kinds))
    with owner.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
        for row in zip(*held.values(), strict=True):
            copy.write_row(row)


def fill_mariadb(server: Server, table: str, held: dict[str, Column]) -> None:
    """The columns as a table of texts; names and places are set by the driver."""
    name = "`" + table.replace("`", "``") + "`"
    kinds = ", ".join(f"`{one}` longtext" for one in held)
    with server.root() as root, root.cursor() as cursor:
        cursor.execute("USE data")
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(f"CREATE TABLE {name} ({kinds})")
        places = ", ".join(["%s"] * len(held))
        cursor.executemany(f"INSERT INTO {name} VALUES ({places})", list(zip(*held.values(), strict=True)))
