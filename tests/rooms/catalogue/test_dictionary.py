"""Dictionaries of databases and headers of files, as columns; and how they are laid over items."""

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.actions.dictionary import entries_from_tables, items_into_entry
from shuheng.catalogue.dictionary import mysql, postgresql
from shuheng.catalogue.dictionary.column import Column, by_table, packed, unpacked
from shuheng.catalogue.dictionary.export import columns_of
from shuheng.catalogue.dictionary.header import header_columns
from shuheng.catalogue.dictionary.live import live_columns
from shuheng.catalogue.dictionary.merge import merged
from shuheng.catalogue.dictionary.refusals import not_read
from shuheng.catalogue.state import entry_state
from shuheng.files import Table, read_csv
from shuheng.problems import ProblemsError
from tests.interop import mariadb
from tests.interop.postgresql import programs, server
from tests.places import demand
from tests.rooms.catalogue.conftest import Make

HEAD = (
    "TABLE_SCHEMA,TABLE_NAME,COLUMN_NAME,DATA_TYPE,CHARACTER_MAXIMUM_LENGTH,"
    "NUMERIC_PRECISION,NUMERIC_SCALE,IS_NULLABLE,COLUMN_KEY,COLUMN_COMMENT"
)
TABLES = """
CREATE TABLE hospital (
    id bigint PRIMARY KEY, name varchar(200) NOT NULL, beds integer, score numeric(5, 2), "备注" text
);
COMMENT ON TABLE hospital IS '医院';
COMMENT ON COLUMN hospital.name IS '机构名称';
CREATE TABLE other.hidden (x integer);
CREATE VIEW busy AS SELECT name FROM hospital WHERE beds > 100;
"""


def table(*lines: str, name: str = "字典.csv") -> Table:
    return read_csv("\n".join(lines).encode(), name)[0]


def codes(error: pytest.ExceptionInfo[ProblemsError]) -> list[str]:
    return [one.code for one in error.value.problems]


def test_an_export_of_mysql_is_read() -> None:
    rows = [
        "hosp,t_hosp,id,bigint,NULL,19,0,NO,PRI,主键",
        "hosp,t_hosp,name,varchar,200,NULL,NULL,YES,,名称",
        "hosp,t_hosp,fee,decimal,NULL,10,2,YES,MUL,",
        "hosp,t_log,body,longtext,4294967295,NULL,NULL,YES,,",
    ]
    first, second, third, fourth = columns_of(table(HEAD, *rows))
    assert first == Column("t_hosp", "id", "", "主键", "bigint", 19, 0, is_key=True, not_null=True)
    assert (second.length, second.is_key, second.not_null) == (200, False, False)
    assert (third.length, third.decimals, third.is_key, third.title) == (10, 2, False, "")
    assert fourth.item()["length"] is None
    assert list(by_table([first, second, fourth])) == ["t_hosp", "t_log"]
    assert unpacked(packed([first, fourth])) == [first, fourth]


def test_a_sheet_with_chinese_heads_is_read() -> None:
    found = columns_of(
        table(
            "表名,表注释,字段名,字段类型,字段长度,是否主键,是否非空,字段注释",
            "t,医院,mc,字符型,50,否,是,名称",
        )
    )
    assert found == [Column("t", "mc", "医院", "名称", "字符型", 50, None, is_key=False, not_null=True)]


def test_what_an_export_does_not_say_is_unknown() -> None:
    (found,) = columns_of(table("table_name,column_name", "t,x"))
    assert (found.data_type, found.length, found.is_key, found.not_null) == ("", None, None, None)


def test_all_mistakes_of_an_export_come_at_once() -> None:
    rows = ["s,t,a,int,很长,,,NO,,", "s,,b,int,,,,NO,,", "s,t,c,int,,,,NO,,", "s,t,C,int,,,,NO,,"]
    with pytest.raises(ProblemsError) as error:
        columns_of(table(HEAD, *rows))
    assert [(one.code, one.row) for one in error.value.problems] == [
        ("dictionary-cell", 2), ("dictionary-cell", 3), ("dictionary-twice", 5),
    ]  # fmt: skip
    with pytest.raises(ProblemsError, match="没有这些列：column_name") as error:
        columns_of(table("table_name,类型", "t,x"))
    assert codes(error) == ["dictionary-heads"]
    for lines in (["table_name,column_name"], [""]):
        with pytest.raises(ProblemsError) as error:
            columns_of(table(*lines))
        assert codes(error) == ["dictionary-empty"]


def test_types_are_proposed_from_values_and_codes_stay_text() -> None:
    lines = [
        "编号,身份证号,邮编,日期,金额,数量,备注,空",
        "1,110101199003070000,010010,2021-06-30,1.5,3,甲,",
        "2,110101199003070001,530000,2021/7/1,2,-4,,",
    ]
    found = {one.name: (one.data_type, one.length) for one in header_columns(table(*lines, name="医院.csv"))}
    assert found == {
        "编号": ("整数型", None), "身份证号": ("字符型", 18), "邮编": ("字符型", 6), "日期": ("日期型", None),
        "金额": ("数值型", None), "数量": ("整数型", None), "备注": ("字符型", 1), "空": ("", None),
    }  # fmt: skip
    columns = header_columns(table(*lines, name="医院.csv"))
    assert {one.table for one in columns} == {"医院"}
    assert [one.guessed for one in columns] == [True] * 7 + [False]


@pytest.mark.parametrize(
    ("line", "words"), [("甲,,乙", "没有列名"), ("甲,甲", "出现了两次"), ("甲," + "长" * 301, "301 个字符")]
)
def test_a_header_with_gaps_is_refused(line: str, words: str) -> None:
    with pytest.raises(ProblemsError, match=words) as error:
        header_columns(table(line, "1,2,3"))
    assert codes(error) == ["header-head"]


COLUMN = st.builds(
    Column,
    table=st.sampled_from(["t", "T", "u"]),
    name=st.sampled_from("abc"),
    title=st.text(max_size=3),
    length=st.none() | st.integers(0, 9),
)
COLUMNS = st.lists(COLUMN, max_size=6, unique_by=lambda one: (one.table.lower(), one.name))


@given(COLUMNS, COLUMNS)
def test_laying_columns_over_items_twice_is_once(first: list[Column], second: list[Column]) -> None:
    held = merged([], first, system="", database="").items
    once = merged(held, second, system="系统", database="库")
    twice = merged(once.items, second, system="系统", database="库")
    assert (twice.added, twice.changed, twice.same) == ((), (), len(second))
    assert twice.items == once.items
    assert len(once.items) == len(held) + len(once.added)
    assert [one["name"] for one in once.items[: len(held)]] == [one["name"] for one in held]


@pytest.mark.django_db
def test_names_that_people_wrote_stay(make: Make, filer: Visitor) -> None:
    entry = make(
        items=[{"name": "机构全称", "description": "执业登记的", "table_name": "T", "field_name": "NAME"}]
    )
    columns = [
        Column("t", "name", title="名称", data_type="varchar", length=200),
        Column("t", "beds", title="床位"),
    ]
    items_into_entry(number=entry.pk, version=1, columns=columns, system="卫生系统", database="", by=filer)
    first, second = entry_state(entry)["items"]
    assert (first["name"], first["description"], first["data_type"], first["length"]) == (
        "机构全称", "执业登记的", "varchar", 200,
    )  # fmt: skip
    assert (second["name"], second["system_name"]) == ("床位", "卫生系统")
    assert entry.versions.get(number=2).reason == "读取数据字典"


@pytest.mark.django_db
def test_each_chosen_table_becomes_an_entry(health: Agency, filer: Visitor) -> None:
    columns = [Column("a", "x", table_title="医院"), Column("b", "y"), Column("c", "z")]
    made = entries_from_tables(
        agency=health, columns=columns, tables={"a", "b"}, system="系统", database="库", by=filer
    )
    assert [entry.title for entry in made] == ["医院", "b"]
    assert made[0].provider == health
    with pytest.raises(ProblemsError):
        entries_from_tables(agency=health, columns=columns, tables=(), system="", database="", by=filer)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("不是地址", "看不懂"),
        ("", "没有写主机"),
        ("dbname=x", "没有写主机"),
        ("postgresql://u:p@/x?host=/var/run/postgresql", "没有写主机"),
        ("host=a,/tmp dbname=x", "没有写主机"),
        ("host=a service=mine", "不能用的参数：service"),
        ("host=a passfile=/etc/passwd", "不能用的参数：passfile"),
        ("host=a options='-c log_statement=all'", "不能用的参数：options"),
        ("host=a sslkey=key", "不能用的参数：sslkey"),
    ],
)
def test_an_address_names_a_server_and_an_account_only(address: str, words: str) -> None:
    with pytest.raises(ProblemsError, match=words) as error:
        live_columns(address, "public")
    assert codes(error) == ["dictionary-address"]


def test_only_servers_that_the_settings_name_are_asked() -> None:
    for hosts in ("db.other", "db.city,db.other"):
        with pytest.raises(ProblemsError, match="没有开通从“db") as error:
            live_columns(f"host={hosts} dbname=x", "public", known=["DB.city"])
        assert codes(error) == ["dictionary-host"]


def test_a_server_that_does_not_answer_is_said_without_the_password() -> None:
    with pytest.raises(ProblemsError, match="没有读到数据库") as error:
        live_columns("postgresql://u:peony-river@127.0.0.1:1/x", "public", known=["127.0.0.1"])
    assert codes(error) == ["dictionary-connect"]
    assert "peony-river" not in str(error.value)
    told = not_read("bad password peony-river\nfor u", "peony-river").problems[0]
    assert told.message.endswith("bad password *** for u")


def test_a_running_postgresql_is_read_and_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    binaries = programs()
    demand(binaries is not None, "PostgreSQL")
    assert binaries is not None
    with server(binaries) as address:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA other")
            connection.execute(TABLES)
        found = {(one.table, one.name): one for one in live_columns(address, "public", sockets=True)}
        assert list(by_table(found.values())) == ["busy", "hospital"]
        assert found["hospital", "name"] == Column(
            "hospital",
            "name",
            "医院",
            "机构名称",
            "character varying",
            200,
            None,
            is_key=False,
            not_null=True,
        )
        assert found["hospital", "id"].is_key
        assert (found["hospital", "score"].length, found["hospital", "score"].decimals) == (5, 2)
        assert found["hospital", "备注"].not_null is False
        with pytest.raises(ProblemsError, match="没有这个账号看得到的表") as error:
            live_columns(address, "nowhere'; DROP TABLE hospital; --", sockets=True)
        assert codes(error) == ["dictionary-empty"]
        monkeypatch.setattr(postgresql, "QUERY", "DELETE FROM hospital WHERE name = %s AND beds = %s")
        with pytest.raises(ProblemsError, match="read-only"):
            live_columns(address, "public", sockets=True)
        monkeypatch.setattr(postgresql, "QUERY", "SELECT pg_sleep(30), %s::text, %s::int")
        monkeypatch.setattr(
            postgresql, "OPTIONS", "-c statement_timeout=100 -c default_transaction_read_only=on"
        )
        with pytest.raises(ProblemsError) as error:
            live_columns(address, "public", sockets=True)
        assert codes(error) == ["dictionary-slow"]


@pytest.mark.parametrize(
    "address",
    [
        "mysql://db.city/x",
        "mysql://u:p@db.city/x?init_command=DROP",
        "mysql://u:p@db.city:port/x",
        "mysql://u:p@/x",
    ],
)
def test_an_address_of_mysql_names_a_server_and_an_account_only(address: str) -> None:
    with pytest.raises(ProblemsError, match="看不懂") as error:
        live_columns(address, "", known=["db.city"])
    assert codes(error) == ["dictionary-address"]


def test_only_mysql_servers_that_the_settings_name_are_asked() -> None:
    with pytest.raises(ProblemsError, match="没有开通从“db") as error:
        live_columns("mysql://u:p@db.other/x", "", known=["db.city"])
    assert codes(error) == ["dictionary-host"]


def test_a_running_mariadb_is_read_and_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    program = mariadb.programs()
    demand(program is not None, "MariaDB")
    assert program is not None
    with mariadb.server(program) as found:
        with found.root() as root, root.cursor() as cursor:
            cursor.execute("CREATE DATABASE yy CHARACTER SET utf8mb4")
            cursor.execute(
                "CREATE TABLE yy.hospital (id INT PRIMARY KEY, name VARCHAR(200) NOT NULL COMMENT '机构名称', "
                "score DECIMAL(5, 2), 备注 LONGTEXT) COMMENT '医院'"
            )
            cursor.execute("CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'peony'")
            cursor.execute("GRANT SELECT, DELETE ON yy.* TO reader@'127.0.0.1'")
        address = f"mysql://reader:peony@127.0.0.1:{found.port}/yy"
        columns = {one.name: one for one in live_columns(address, "", known=["127.0.0.1"])}
        assert columns["name"] == Column(
            "hospital", "name", "医院", "机构名称", "varchar", 200, None, is_key=False, not_null=True
        )
        assert columns["id"].is_key
        assert (columns["score"].length, columns["score"].decimals) == (5, 2)
        assert not columns["备注"].not_null
        with pytest.raises(ProblemsError, match="没有这个账号看得到的表"):
            live_columns(address, "nowhere", known=["127.0.0.1"])
        with pytest.raises(ProblemsError) as error:
            live_columns(address.replace("peony", "wrong-secret"), "", known=["127.0.0.1"])
        assert codes(error) == ["dictionary-connect"]
        assert "wrong-secret" not in str(error.value)
        monkeypatch.setattr(mysql, "QUERY", "DELETE FROM yy.hospital WHERE name = %s LIMIT %s")
        with pytest.raises(ProblemsError, match="READ ONLY"):
            live_columns(address, "", known=["127.0.0.1"])
        monkeypatch.setattr(mysql, "QUERY", "SELECT SLEEP(30), %s, %s")
        monkeypatch.setattr(mysql, "STATEMENT_SECONDS", 1)
        with pytest.raises(ProblemsError) as error:
            live_columns(address, "", known=["127.0.0.1"])
        assert codes(error) == ["dictionary-slow"]
