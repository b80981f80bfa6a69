"""The same table gives the same figures wherever it stands."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from shuheng.engines.measure.tables import TableFigures, TableQuestion, measure_plain
from shuheng.engines.measure.tables.words import BLANKS
from shuheng.quality.places.drivers.duckdb_file import DuckDBSession
from shuheng.quality.places.drivers.mysql import MySQLSession
from shuheng.quality.places.drivers.postgresql import PostgresSession
from shuheng.quality.places.measuring import measured
from shuheng.quality.places.session import Limits, Session, Target
from tests.interop.backends.conftest import HELD, TABLE, fill_mariadb, fill_postgres
from tests.interop.backends.dirty import AS_OF, MOBILE, QUESTION, TRAPS, Column, arrow
from tests.interop.backends.servers import Postgres
from tests.interop.mariadb import Server

ODD = [*BLANKS, *"0a Aé-/\\'\"`%$^.无甲😀１İK", "null", "\x1f", "2021-02-29", MOBILE]
cells = st.one_of(
    st.none(),
    st.lists(st.sampled_from(ODD), max_size=4).map("".join),
    st.sampled_from([cell for column in TRAPS.values() for cell in column]),
)
tables = st.integers(1, 12).flatmap(
    lambda rows: st.fixed_dictionaries(
        {name: st.lists(cells, min_size=rows, max_size=rows) for name in ("甲", "乙")}
    )
)
small = TableQuestion(as_of=AS_OF, roles={"甲": "decimal", "乙": "date"}, keys=(("甲",), ("甲", "乙")))
FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def by_figure(found: TableFigures) -> dict[tuple[str, str], tuple[int | None, int | None, str]]:
    """Every figure with its value, its whole and what it tells beside."""
    return {(one.measure, one.column): (one.value, one.whole, one.detail) for one in found.figures}


@pytest.fixture
def in_file(tmp_path: Path, settings: Settings) -> Iterator[DuckDBSession]:
    """The dirty table in a DuckDB file of an opened folder."""
    settings.DATA_FOLDERS = [str(tmp_path)]
    path = tmp_path / "data.duckdb"
    name = '"' + TABLE.replace('"', '""') + '"'
    with duckdb.connect(str(path)) as made:
        made.register("held", arrow(HELD))
        made.execute(f"CREATE TABLE {name} AS SELECT * FROM held")
    session = DuckDBSession(Target(str(path)), Limits())
    yield session
    session.close()


@pytest.mark.parametrize("where", ["in_postgres", "in_mariadb", "in_file"])
def test_the_dirty_table_has_the_same_figures_in_place(
    where: str, request: pytest.FixtureRequest, staged: TableFigures
) -> None:
    session: Session = request.getfixturevalue(where)
    schema = {"in_postgres": "public", "in_mariadb": "data", "in_file": "main"}[where]
    found = measured(session, schema, TABLE, QUESTION)
    assert by_figure(found) == by_figure(staged)
    assert found.roles == staged.roles
    assert found.how[-1] == f"在 {session.backend.title} 库中就地计量"
    assert found.backend == session.backend.name


def test_the_fixture_holds_what_it_is_for(staged: TableFigures) -> None:
    assert staged.rows == len(HELD["编号"])
    assert staged.figure("duplicate_keys", "大小写").value != staged.rows - 11, "A is not a"
    for measure in ("format_identity", "format_credit_code", "format_date", "format_decimal", "format_phone"):
        faulty = [one for one in staged.figures if one.measure == measure]
        assert faulty, measure
        assert all(one.value and one.whole and one.value < one.whole for one in faulty), measure


@given(held=tables)
@FEW
def test_generated_tables_agree_in_postgresql(
    held: dict[str, Column], in_postgres: PostgresSession, postgres_server: Postgres
) -> None:
    in_postgres.end()
    with postgres_server.owner("data") as owner:
        fill_postgres(owner, "generated", held)
    found = measured(in_postgres, "public", "generated", small)
    assert by_figure(found) == by_figure(measure_plain(list(held), list(held.values()), small))


@given(held=tables)
@FEW
def test_generated_tables_agree_in_mariadb(
    held: dict[str, Column], in_mariadb: MySQLSession, mariadb_server: Server
) -> None:
    in_mariadb.end()
    fill_mariadb(mariadb_server, "generated", held)
    found = measured(in_mariadb, "data", "generated", small)
    assert by_figure(found) == by_figure(measure_plain(list(held), list(held.values()), small))
