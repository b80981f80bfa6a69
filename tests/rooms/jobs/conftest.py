"""The tasks of these tests instead of the product's, and who may knock."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.test import Client
from psycopg.sql import SQL, Identifier
from pytest_django import Settings

from shuheng.jobs.actions import start
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Json
from tests.interop.postgresql import programs, server
from tests.places import demand
from tests.rooms.jobs.installation import Installation

STRANGER = "203.0.113.9"


@pytest.fixture(autouse=True)
def tasks_of_tests(settings: Settings) -> None:
    settings.JOB_TASKS = "tests.rooms.jobs.tasks.TASKS"


@pytest.fixture
def operator() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR=STRANGER)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with its tables, made once."""
    first = Installation(tmp_path_factory.mktemp("template"))
    first.prepare()
    return first.folder / "var/shuheng.sqlite3"


@pytest.fixture
def installation(tmp_path: Path, template: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    made.prepare(template)
    yield made
    made.kill_everything()


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server whose database `shuheng` has the tables, to be copied by each test."""
    binaries = programs()
    demand(binaries is not None, "PostgreSQL")
    assert binaries is not None
    with server(binaries) as address:
        Installation(tmp_path_factory.mktemp("template"), address).prepare()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def on_both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    if request.param == "sqlite":
        made = Installation(tmp_path)
        made.prepare(request.getfixturevalue("template"))
    else:
        made = Installation(tmp_path, copied(request.getfixturevalue("own_server"), tmp_path.name))
        made.marks.mkdir()
    yield made
    made.kill_everything()


def copied(address: str, name: str) -> str:
    """The address of a copy of the server's database under that name."""
    maintenance = address.replace("/shuheng?", "/postgres?")
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE shuheng").format(Identifier(name)))
    return address.replace("/shuheng?", f"/{quote(name)}?")


def queued(task: str = "count", **arguments: Json) -> Job:
    return start(task=task, title="数数", arguments=arguments, actor="测试员")


def counting(folder: Path, number: int = 3, **more: Json) -> Job:
    return queued("count", folder=str(folder), number=number, **more)
