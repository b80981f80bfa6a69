"""A harvest killed for good in the middle, in a process of its own: run again, it ends as if nothing had happened."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.interop.postgresql import programs, server
from tests.places import ROOT, demand
from tests.rooms.harvest.lists import MAPPING, row

RECORDS, ENOUGH, PATIENCE = 9_000, 2_000, 90
COUNTS = ("records", "added", "changed", "unchanged", "refused", "vanished")
STATE = """
    SELECT source_key, title, version, status, content_hash FROM catalogue_catalogueentry ORDER BY source_key
"""
DOUBLED = """
    SELECT count(*) - count(DISTINCT entry_id) FROM catalogue_searchrow
    UNION ALL SELECT count(*) FROM catalogue_entryversion
    UNION ALL SELECT count(*) FROM catalogue_harvestrecord
    UNION ALL SELECT count(*) FROM audit_auditrow WHERE action = 'catalogue.harvest'
"""
Ask = Callable[[str], list[tuple[Any, ...]]]


class Place:
    """A database of its own with the command line over it."""

    def __init__(self, folder: Path, address: str) -> None:
        given = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
        del given["DJANGO_SETTINGS_MODULE"]
        self.environment = given | {"SHUHENG_DATA": str(folder)}
        self.address, self.database = address, folder / "shuheng.sqlite3"
        if address:
            self.environment["SHUHENG_DATABASE"] = address
            self.run(sys.executable, "manage.py", "migrate", "-v0")

    def run(self, *command: object) -> None:
        subprocess.run([str(one) for one in command], cwd=ROOT, env=self.environment, check=True)

    def command(self, *arguments: object) -> list[str]:
        base = [
            "-m",
            "shuheng.cli",
            "harvest",
            "--load-agencies",
            "guangxi-cities",
            "--agency",
            "guangxi-nanning",
        ]
        return [sys.executable, *base, *map(str, arguments)]

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        if self.address:
            with psycopg.connect(self.address) as connection:
                return connection.execute(statement.encode()).fetchall()
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as found:
            return found.execute(statement).fetchall()

    def records(self) -> int:
        """How many records the run has written so far."""
        try:
            found = self.ask("SELECT max(records) FROM catalogue_harvestrun")
        except (sqlite3.OperationalError, psycopg.Error):
            return 0  # no tables yet
        return found[0][0] or 0


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield Place(tmp_path / "data", "")
        return
    binaries = programs()
    demand(binaries is not None, "PostgreSQL")
    assert binaries is not None
    with server(binaries) as address:
        yield Place(tmp_path / "data", address)


def test_it_ends_as_if_it_had_not_been_killed(place: Place, tmp_path: Path) -> None:
    listed, mapping = tmp_path / "list.json", tmp_path / "mapping.yaml"
    rows = [row(number) for number in range(RECORDS - 1)]
    listed.write_text(json.dumps([*rows, row(0, 名称="")], ensure_ascii=False), encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    command = place.command(listed, "--mapping", mapping, "--format", "json")
    killed = subprocess.Popen(command, cwd=ROOT, env=place.environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while place.records() < ENOUGH:
        assert killed.poll() is None, "it ended before it was killed"
        assert time.monotonic() < deadline, "it did not come so far"
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(timeout=30) == -signal.SIGKILL
    written = place.records()
    assert ENOUGH <= written < RECORDS
    assert place.ask("SELECT count(*) FROM catalogue_catalogueentry") == [(written,)]
    done = subprocess.run(
        command, cwd=ROOT, env=place.environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    run = json.loads(done.stdout)["runs"][0]["run"]
    assert [run[name] for name in COUNTS] == [RECORDS, RECORDS - 1, 0, 0, 1, 0]
    assert place.ask("SELECT count(*), min(state) FROM catalogue_harvestrun") == [(1, "done")]
    state = place.ask(STATE)
    assert [one[0] for one in state] == sorted(one["编号"] for one in rows)
    assert {one[2:4] for one in state} == {(1, "active")}
    assert [one[0] for one in place.ask(DOUBLED)] == [0, 0, 1, 1]
    again = subprocess.run(
        command, cwd=ROOT, env=place.environment, check=True, capture_output=True, text=True
    )
    assert json.loads(again.stdout)["runs"][0]["run"]["unchanged"] == RECORDS - 1
    assert place.ask(STATE) == state
