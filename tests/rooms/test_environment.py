"""Settings are read with their types, and a bad value names the variable, the value and what is allowed."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from shuheng.config.environment import Environment, SettingError
from shuheng.config.secret import secret_key

POSTGRESQL = "django.db.backends.postgresql"


def given(**values: str) -> Environment:
    return Environment({f"SHUHENG_{name}": value for name, value in values.items()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [("yes", True), ("是", True), ("1", True), ("NO", False), ("否", False), ("0", False)],
)
def test_switch(text: str, expected: bool) -> None:
    assert given(DEBUG=text).switch("DEBUG", default=not expected) is expected


def test_defaults_hold_where_nothing_is_set() -> None:
    empty = given(DEBUG="  ")
    assert empty.switch("DEBUG", default=True) is True
    assert empty.number("UPLOAD_MB", default=20, lowest=1, highest=500) == 20
    assert empty.choice("LOG", ["A", "B"], "B") == "B"
    assert empty.names("HOSTS", ["localhost"]) == ["localhost"]


def test_names_are_separated_by_commas_of_either_width() -> None:
    assert given(HOSTS=" a.example ,b.example，, c ").names("HOSTS", []) == ["a.example", "b.example", "c"]


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("DEBUG", "maybe", "yes、no、是、否、1、0"),
        ("UPLOAD_MB", "0", "1 到 500 之间的整数"),
        ("UPLOAD_MB", "501", "1 到 500 之间的整数"),
        ("UPLOAD_MB", "²", "1 到 500 之间的整数"),
        ("UPLOAD_MB", "-3", "1 到 500 之间的整数"),
        ("LOG", "loud", "INFO、ERROR"),
    ],
)
def test_a_bad_value_is_refused_in_words(name: str, value: str, allowed: str) -> None:
    environment = given(**{name: value})
    readers: dict[str, Callable[[], object]] = {
        "DEBUG": lambda: environment.switch("DEBUG", default=False),
        "UPLOAD_MB": lambda: environment.number("UPLOAD_MB", default=20, lowest=1, highest=500),
        "LOG": lambda: environment.choice("LOG", ["INFO", "ERROR"], "INFO"),
    }
    with pytest.raises(SettingError) as refused:
        readers[name]()
    assert str(refused.value) == f"环境变量 SHUHENG_{name} 的值“{value}”不可用。允许的值：{allowed}"


def test_a_misspelt_variable_is_refused_with_the_name_meant() -> None:
    environment = given(DATABSE="postgresql://db/x")
    environment.text("DATABASE", "")
    environment.text("DATA", "")
    with pytest.raises(SettingError, match="SHUHENG_DATABSE 不认识。是否应为 SHUHENG_DATABASE？"):
        environment.refuse_unknown()


def test_other_programs_variables_are_left_alone() -> None:
    Environment({"PATH": "/bin", "DJANGO_SETTINGS_MODULE": "x"}).refuse_unknown()


def test_the_database_is_sqlite_with_wal_unless_another_is_named(tmp_path: Path) -> None:
    entry = given().database("DATABASE", tmp_path / "a.sqlite3")
    assert entry["NAME"] == str(tmp_path / "a.sqlite3")
    options = entry["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "busy_timeout" in options["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    address = "postgresql://%E6%95%B0:p%40ss@db.example:5433/shu?sslmode=require"
    entry = given(DATABASE=address).database("DATABASE", tmp_path / "a")
    assert (entry["ENGINE"], entry["NAME"], entry["USER"]) == (POSTGRESQL, "shu", "数")
    assert (entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("p@ss", "db.example", "5433")
    assert entry["OPTIONS"] == {"sslmode": "require"}


def test_a_postgresql_socket_is_a_host(tmp_path: Path) -> None:
    entry = given(DATABASE="postgresql://me@/shu?host=/run/db").database("DATABASE", tmp_path / "a")
    assert (entry["HOST"], entry["PORT"], entry["OPTIONS"]) == ("/run/db", "", {})


@pytest.mark.parametrize(
    "address",
    ["mysql://u:secret@h/db", "postgresql://u:secret@h", "postgresql://u:secret@h:port/db", "shuheng.db"],
)
def test_another_database_is_refused_without_showing_the_password(address: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="SHUHENG_DATABASE") as refused:
        given(DATABASE=address).database("DATABASE", tmp_path / "a")
    assert "secret" not in str(refused.value)
    assert "postgresql://" in str(refused.value)


def test_an_unknown_option_of_postgresql_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="sslmode"):
        given(DATABASE="postgresql://h/db?ssl=on").database("DATABASE", tmp_path / "a")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingError, match=r"SHUHENG_DATA.*可以创建并写入的目录"):
        given(DATA=str(tmp_path / "file" / "data")).folder("DATA", tmp_path)


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["secret-key"]


def test_a_secret_key_that_others_can_read_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    secret_key(path)
    path.chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        secret_key(path)


def test_a_damaged_secret_key_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    path.write_text("short", encoding="ascii")
    path.chmod(0o600)
    with pytest.raises(SettingError, match="重新启动"):
        secret_key(path)
