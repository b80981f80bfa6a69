"""Columns of types, seen as the texts that staging would have written; binaries left out by name."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pytest_django import Settings

from shuheng.engines.measure.tables import TableQuestion
from shuheng.engines.measure.tables.backends.typed import Stored, relation_of
from shuheng.quality.places.drivers.duckdb_file import DuckDBSession
from shuheng.quality.places.drivers.mysql import MySQLSession
from shuheng.quality.places.drivers.postgresql import PostgresSession
from shuheng.quality.places.measuring import measured
from shuheng.quality.places.session import Limits, Session, Target
from tests.interop.backends.dirty import AS_OF
from tests.interop.backends.servers import Postgres, at
from tests.interop.mariadb import Server

QUESTION = TableQuestion(as_of=AS_OF)
IN_POSTGRES = {
    "whole bigint": ("9223372036854775807", "9223372036854775807"),
    "exact numeric(12,2)": ("1.50", "1.50"),
    "floating double precision": ("0.1", "0.1"),
    "yes boolean": ("true", "true"),
    "day date": ("'2020-02-29'", "2020-02-29"),
    "moment timestamp": ("'2020-02-29 03:04:05'", "2020-02-29 03:04:05"),
    "zoned timestamptz": ("'2020-02-29 20:00:00+00'", "2020-03-01 04:00:00"),
    "fixed char(5)": ("'ab'", "ab"),
    "many int[]": ("'{1,2}'", "{1,2}"),
    "doc jsonb": ("""'{"a": "无"}'""", '{"a": "无"}'),
    "token uuid": ("'0a0b0c0d-0000-4000-8000-000000000000'", "0a0b0c0d-0000-4000-8000-000000000000"),
    "cash money": ("12.3", "12.30"),
    "clock time": ("'03:04'", "03:04:00"),
    "nothing text": ("NULL", None),
}
IN_MARIADB = {
    "whole bigint unsigned": ("18446744073709551615", "18446744073709551615"),
    "exact decimal(12,2)": ("1.5", "1.50"),
    "floating double": ("0.1", "0.1"),
    "yes boolean": ("true", "1"),
    "day date": ("'2020-02-29'", "2020-02-29"),
    "never date": ("'0000-00-00'", "0000-00-00"),
    "moment datetime": ("'2020-02-29 03:04:05'", "2020-02-29 03:04:05"),
    "year_ year": ("2021", "2021"),
    "flag bit(1)": ("b'1'", "1"),
    "latin varchar(9) character set gbk": ("'中文'", "中文"),
    "choice enum('A','a ')": ("'A'", "A"),
    "doc json": ("""'{"a": "无"}'""", '{"a": "无"}'),
    "nothing text": ("NULL", None),
}
IN_FILE = {
    "whole HUGEINT": ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
    "exact DECIMAL(12,2)": ("1.5", "1.50"),
    "floating DOUBLE": ("0.1", "0.1"),
    "yes BOOLEAN": ("true", "true"),
    "day DATE": ("'2020-02-29'", "2020-02-29"),
    "moment TIMESTAMP": ("'2020-02-29 03:04:05'", "2020-02-29 03:04:05"),
    "zoned TIMESTAMPTZ": ("'2020-02-29 20:00:00+00'", "2020-03-01 04:00:00"),
    "many INTEGER[]": ("[1, 2]", "[1, 2]"),
    "nothing TEXT": ("NULL", None),
}
Cases = dict[str, tuple[str, str | None]]


def made(cases: Cases) -> tuple[str, str]:
    """The statements that make the table and its one row."""
    values = ", ".join(given for given, _ in cases.values())
    return f"CREATE TABLE typed ({', '.join(cases)})", f"INSERT INTO typed VALUES ({values})"


@pytest.fixture
def places(
    postgres_server: Postgres, mariadb_server: Server, tmp_path: Path, settings: Settings
) -> Iterator[list[tuple[Session, str, Cases]]]:
    """The table of types in all three."""
    with postgres_server.owner("data") as owner:
        owner.execute("DROP TABLE IF EXISTS typed")
        for statement in made(IN_POSTGRES):
            owner.execute(statement.encode())
    with mariadb_server.root() as root, root.cursor() as cursor:
        cursor.execute("USE data")
        cursor.execute("SET SESSION sql_mode = ''")
        cursor.execute("DROP TABLE IF EXISTS typed")
        for statement in made(IN_MARIADB):
            cursor.execute(statement)
    settings.DATA_FOLDERS = [str(tmp_path)]
    with duckdb.connect(str(tmp_path / "typed.duckdb")) as file:
        for statement in made(IN_FILE):
            file.execute(statement)
    sessions: list[tuple[Session, str, Cases]] = [
        (PostgresSession(at(postgres_server.port, "public"), Limits()), "public", IN_POSTGRES),
        (MySQLSession(at(mariadb_server.port), Limits()), "data", IN_MARIADB),
        (DuckDBSession(Target(str(tmp_path / "typed.duckdb")), Limits()), "main", IN_FILE),
    ]
    yield sessions
    for session, _, _ in sessions:
        session.close()


def test_every_type_reads_as_staging_would_write_it(places: list[tuple[Session, str, Cases]]) -> None:
    for session, schema, cases in places:
        columns = session.columns(schema, "typed")
        relation = relation_of(session.backend, [schema, "typed"], columns)
        [found] = session.rows(f"SELECT * FROM {relation.origin}")
        assert dict(zip(cases, found, strict=True)) == {name: text for name, (_, text) in cases.items()}


def test_a_date_that_is_none_is_a_fault_and_no_error(places: list[tuple[Session, str, Cases]]) -> None:
    session, schema, _ = places[1]
    asked = TableQuestion(as_of=AS_OF, roles={"never": "date", "day": "date"})
    found = measured(session, schema, "typed", asked)
    assert found.figure("format_date", "never").value == 1
    assert found.figure("format_date", "day").value == 0


@pytest.mark.parametrize(
    "kind", ["bytea", "longblob", "varbinary(20)", "geometry", "BLOB", "multipolygon", "geometry(Point,4490)"]
)
def test_binaries_and_shapes_are_known(kind: str) -> None:
    assert Stored("x", kind).binary


@pytest.mark.parametrize(
    "kind", ["text", "bit(1)", "character varying", "point_of_sale", "jsonb", "interval"]
)
def test_other_types_are_texts(kind: str) -> None:
    assert not Stored("x", kind).binary


def test_binary_columns_are_left_out_and_named(postgres_server: Postgres, mariadb_server: Server) -> None:
    with postgres_server.owner("data") as owner:
        owner.execute("DROP TABLE IF EXISTS pictures")
        owner.execute(r"CREATE TABLE pictures AS SELECT 'a' AS name, '\x00ff'::bytea AS 照片")
    with mariadb_server.root() as root, root.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE TABLE data.pictures AS SELECT 'a' AS name, x'00ff' AS 照片")
    for session, schema in (
        (PostgresSession(at(postgres_server.port, "public"), Limits()), "public"),
        (MySQLSession(at(mariadb_server.port), Limits()), "data"),
    ):
        found = measured(session, schema, "pictures", QUESTION)
        session.close()
        assert found.columns == ("name",)
        assert found.how[-1] == "二进制或空间数据的列不计量：照片"
