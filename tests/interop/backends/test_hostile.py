"""Databases that do not answer, refuse, change or take too long: a code, words, and never the password."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from psycopg import sql

from shuheng.engines.measure.tables import TableFigures, TableQuestion
from shuheng.engines.measure.tables.backends.typed import Stored
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.places.drivers.mysql import MySQLSession
from shuheng.quality.places.drivers.postgresql import PostgresSession
from shuheng.quality.places.measuring import measured
from shuheng.quality.places.session import Limits, Session, Target
from tests.interop.backends.conftest import TABLE
from tests.interop.backends.dirty import QUESTION
from tests.interop.backends.servers import PASSWORD, READER, Postgres, at
from tests.interop.mariadb import Server, free_port

Driver = Callable[[Target, Limits], Session]
PLAIN = TableQuestion(as_of=QUESTION.as_of)
BRIEF = Limits(connect=2, statement=1, lock=1, idle=10)


@contextmanager
def refusal(code: str) -> Iterator[list[Problem]]:
    """The one problem that comes, with this code, without the password."""
    found: list[Problem] = []
    with pytest.raises(ProblemsError) as error:
        yield found
    found += error.value.problems
    assert [one.code for one in found] == [code], found
    assert PASSWORD not in str(error.value)
    assert found[0].hint


@pytest.fixture(params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> tuple[Driver, Target]:
    """How to connect, and where to."""
    if request.param == "postgresql":
        return PostgresSession, at(request.getfixturevalue("postgres_server").port, "public")
    return MySQLSession, at(request.getfixturevalue("mariadb_server").port)


def test_a_wrong_password_is_told(server: tuple[Driver, Target]) -> None:
    driver, target = server
    with refusal("place-password") as found:
        driver(replace(target, password="no such password"), Limits())
    assert READER in found[0].message


def test_an_unknown_account_is_told(server: tuple[Driver, Target]) -> None:
    driver, target = server
    with refusal("place-password"):
        driver(replace(target, user="nobody"), Limits())


def test_an_unknown_database_is_told(server: tuple[Driver, Target]) -> None:
    driver, target = server
    code = (
        "place-database" if driver is PostgresSession else "place-forbidden"
    )  # MariaDB does not say what there is
    with refusal(code) as found:
        driver(replace(target, database="nowhere"), Limits())
    assert "nowhere" in found[0].message


def test_nobody_listening_is_told(server: tuple[Driver, Target]) -> None:
    driver, target = server
    with refusal("place-unreachable") as found:
        driver(replace(target, port=free_port()), BRIEF)
    assert "127.0.0.1" in found[0].message


def test_a_server_that_never_speaks_is_given_up(server: tuple[Driver, Target]) -> None:
    driver, target = server
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        started = time.monotonic()
        with refusal("place-unreachable"):
            driver(replace(target, port=silent.getsockname()[1]), BRIEF)
    assert time.monotonic() - started < 10


def test_a_table_that_is_not_there_is_told(server: tuple[Driver, Target]) -> None:
    driver, target = server
    session = driver(target, Limits())
    with refusal("place-table-gone") as found:
        measured(session, target.schema or "data", "没有这张表", QUESTION)
    assert "没有这张表" in found[0].message
    assert [one.name for one in session.tables() if one.name == TABLE], "the session goes on"
    session.close()


def test_nothing_can_be_written(server: tuple[Driver, Target]) -> None:
    driver, target = server
    session = driver(target, Limits())
    assert session.may_write() is False
    with refusal("place-refused"):
        session.rows("CREATE TABLE written (x integer)")
    session.close()


def test_a_right_that_is_missing_is_told_in_postgresql(postgres_server: Postgres) -> None:
    with postgres_server.owner("data") as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS secret_rows (x text)")
        owner.execute("DROP ROLE IF EXISTS stranger")
        owner.execute(sql.SQL("CREATE ROLE stranger LOGIN PASSWORD {}").format(PASSWORD))
    session = PostgresSession(at(postgres_server.port, "public", user="stranger"), Limits())
    with refusal("place-forbidden") as found:
        measured(session, "public", "secret_rows", QUESTION)
    assert "secret_rows" in found[0].message
    session.close()


def test_an_account_that_may_write_is_told_and_still_cannot(
    postgres_server: Postgres, mariadb_server: Server
) -> None:
    with postgres_server.owner("data") as owner:
        owner.execute("DROP TABLE IF EXISTS theirs")
        owner.execute("DROP ROLE IF EXISTS writer")
        owner.execute(sql.SQL("CREATE ROLE writer LOGIN PASSWORD {}").format(PASSWORD))
        owner.execute("CREATE TABLE theirs (x text)")
        owner.execute("GRANT INSERT ON theirs TO writer")
    with mariadb_server.root() as root, root.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE USER writer IDENTIFIED BY %s", (PASSWORD,))
        cursor.execute("GRANT ALL PRIVILEGES ON data.* TO writer")
        cursor.execute("CREATE TABLE IF NOT EXISTS data.theirs (x text)")
    for driver, target in (
        (PostgresSession, at(postgres_server.port, "public", user="writer")),
        (MySQLSession, at(mariadb_server.port, user="writer")),
    ):
        session = driver(target, Limits())
        assert session.may_write() is True
        with refusal("place-refused") as found:
            session.rows("INSERT INTO theirs VALUES ('x')")
        assert "read" in found[0].message.lower()
        session.close()


def test_a_query_that_takes_too_long_is_broken_off(server: tuple[Driver, Target]) -> None:
    driver, target = server
    session = driver(target, BRIEF)
    slow = "SELECT count(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c"
    started = time.monotonic()
    with refusal("place-slow"):
        session.rows(slow)
    assert time.monotonic() - started < 10
    session.close()


def test_a_table_that_somebody_holds_is_told_in_postgresql(postgres_server: Postgres) -> None:
    session = PostgresSession(at(postgres_server.port, "public"), replace(BRIEF, statement=9))
    with postgres_server.owner("data") as owner, owner.transaction():
        owner.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(TABLE)))
        with refusal("place-busy"):
            measured(session, "public", TABLE, QUESTION)
    session.close()


def test_a_server_that_goes_away_is_told(postgres_server: Postgres, mariadb_server: Server) -> None:
    in_postgres = PostgresSession(at(postgres_server.port, "public"), Limits())
    with postgres_server.owner("data") as owner:
        owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (READER,))
    with refusal("place-lost"):
        measured(in_postgres, "public", TABLE, QUESTION)
    in_mariadb = MySQLSession(at(mariadb_server.port), Limits())
    [[number]] = in_mariadb.rows("SELECT connection_id()")
    with mariadb_server.root() as root, root.cursor() as cursor:
        cursor.execute(f"KILL {number}")
    with refusal("place-lost"):
        measured(in_mariadb, "data", TABLE, QUESTION)
    in_postgres.close()
    in_mariadb.close()


class Between:
    """A session that lets somebody else act in the middle: after the columns were read for the first time."""

    def __init__(self, session: Session, act: Callable[[], object]) -> None:
        self.session, self.act = session, act
        self.read = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.session, name)

    def columns(self, schema: str, table: str) -> list[Stored]:
        found = self.session.columns(schema, table)
        self.read += 1
        if self.read == 1:
            self.act()
        return found


def in_the_middle(session: Session, schema: str, act: Callable[[], object]) -> TableFigures:
    return measured(Between(session, act), schema, "moving", PLAIN)  # type: ignore[arg-type]  # the rest is passed on


CHANGES = ("ALTER TABLE moving ADD COLUMN more text", "ALTER TABLE moving DROP COLUMN b", "DROP TABLE moving")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_shape_waits_for_the_measuring_in_postgresql(
    postgres_server: Postgres, change: str
) -> None:
    with postgres_server.owner("data") as owner:
        owner.execute("DROP TABLE IF EXISTS moving")
        owner.execute("CREATE TABLE moving AS SELECT 'x' AS a, 'y' AS b")
    session = PostgresSession(at(postgres_server.port, "public"), Limits())

    def alter() -> None:
        with postgres_server.owner("data") as owner:
            owner.execute(change)

    other = threading.Thread(target=alter)
    told = outcome(lambda: in_the_middle(session, "public", other.start))
    session.end()
    other.join()
    session.close()
    whole = (1, ("a", "b"))  # or the change came right after, before the columns were read again
    assert told in (whole, "place-columns-changed", "place-table-gone")


def outcome(measure: Callable[[], TableFigures]) -> tuple[int, tuple[str, ...]] | str:
    """Rows and columns, or the code of the problem."""
    try:
        found = measure()
    except ProblemsError as error:
        return error.problems[0].code
    return found.rows, found.columns


def test_columns_that_change_where_nothing_holds_them_are_told(postgres_server: Postgres) -> None:
    make = "CREATE MATERIALIZED VIEW moving AS SELECT 'x' AS a, {} AS b"
    with postgres_server.owner("data") as owner:
        owner.execute("DROP TABLE IF EXISTS moving")
        owner.execute(make.format("'y'").encode())
    session = PostgresSession(at(postgres_server.port, "public"), Limits())

    def replace_it() -> None:
        with postgres_server.owner("data") as owner:
            owner.execute("DROP MATERIALIZED VIEW moving")
            owner.execute(make.format("1").encode())

    with refusal("place-columns-changed") as found:
        in_the_middle(session, "public", replace_it)
    session.close()
    with postgres_server.owner("data") as owner:
        owner.execute("DROP MATERIALIZED VIEW moving")
    assert "b" in found[0].message


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (CHANGES[0], {"place-columns-changed"}),
        (CHANGES[1], {"place-columns-changed"}),
        (CHANGES[2], {"place-table-gone", "place-columns-changed"}),
    ],
)
def test_a_change_of_shape_in_the_middle_is_told_in_mariadb(
    mariadb_server: Server, change: str, codes: set[str]
) -> None:
    with mariadb_server.root() as root, root.cursor() as cursor:
        cursor.execute("USE data")
        cursor.execute("DROP TABLE IF EXISTS moving")
        cursor.execute("CREATE TABLE moving (a varchar(9), b varchar(9))")
        cursor.execute("INSERT INTO moving VALUES ('x', 'y')")
    session = MySQLSession(at(mariadb_server.port), Limits())

    def alter() -> None:
        with mariadb_server.root() as root, root.cursor() as cursor:
            cursor.execute("USE data")
            cursor.execute(change)

    with pytest.raises(ProblemsError) as error:
        in_the_middle(session, "data", alter)
    session.close()
    assert error.value.problems[0].code in codes
