"""The database behind a command, in a process of its own: made where it is empty, explained where it is not ready."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interop.postgresql import programs, server
from tests.places import ROOT, demand

LIST = [
    {"目录名称": f"第{number}号目录", "目录代码": f"A-{number}", "提供单位": "南宁市", "更新周期": "每月"}
    for number in range(8)
]
OWNER = ("--load-agencies", "guangxi-cities", "--agency", "guangxi-nanning", "--accept")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.json"
    path.write_text(json.dumps(LIST, ensure_ascii=False), encoding="utf-8")
    return path


def shuheng(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command as a person starts it, with these variables and no others of ours."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
    given.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "shuheng.cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=given | variables, capture_output=True, text=True, check=False
    )


def test_an_empty_place_gets_its_tables(listed: Path, tmp_path: Path) -> None:
    done = shuheng("harvest", listed, *OWNER, "--format", "json", SHUHENG_DATA=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["runs"][0]["run"]["added"] == 8
    assert (tmp_path / "data" / "shuheng.sqlite3").is_file()


def test_postgresql_without_tables_is_left_to_its_owner(listed: Path, tmp_path: Path) -> None:
    binaries = programs()
    demand(binaries is not None, "PostgreSQL")
    assert binaries is not None
    with server(binaries) as address:
        done = shuheng("harvest", listed, *OWNER, SHUHENG_DATA=str(tmp_path), SHUHENG_DATABASE=address)
    assert (done.returncode, "manage.py migrate" in done.stderr) == (1, True), done.stderr
    assert "database-not-ready" in done.stderr


def test_a_database_that_is_not_there_is_told(listed: Path, tmp_path: Path) -> None:
    nowhere = "postgresql://shuheng@127.0.0.1:9/shuheng?connect_timeout=2"
    done = shuheng("harvest", listed, *OWNER, SHUHENG_DATA=str(tmp_path), SHUHENG_DATABASE=nowhere)
    assert (done.returncode, "连不上数据库" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_misspelt_variable_is_told(listed: Path, tmp_path: Path) -> None:
    done = shuheng("harvest", listed, *OWNER, SHUHENG_DATA=str(tmp_path), SHUHENG_DATABSE="x")
    assert (done.returncode, "SHUHENG_DATABSE" in done.stderr, "setting-refused" in done.stderr) == (
        1,
        True,
        True,
    )


def test_commands_without_database_make_none(tmp_path: Path) -> None:
    done = shuheng("rubric", "check", "nanning-2022", SHUHENG_DATA=str(tmp_path / "data"))
    assert "nanning-2022" in done.stderr
    assert not (tmp_path / "data").exists()
