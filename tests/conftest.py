"""Ground rules of every test: no network but this machine, generated inputs that repeat in CI."""

import os
import sys
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck

from tests.places import SHARED

LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}
SOCKET_EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook of the interpreter: an address beyond loopback is a mistake in the test."""
    if event not in SOCKET_EVENTS:
        return
    address = arguments[1] if event in {"socket.connect", "socket.sendto"} else arguments[0]
    host = address[0] if isinstance(address, tuple) else address if event.startswith("socket.get") else None
    if host not in LOOPBACK:
        raise PermissionError(f"tests reach no network, but one asked for {host!r}")


sys.addaudithook(refuse_network)
SLOW_ON_PURPOSE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
hypothesis.settings.register_profile(
    "local", deadline=None, database=None, max_examples=100, suppress_health_check=SLOW_ON_PURPOSE
)
LOCAL = hypothesis.settings.get_profile("local")
hypothesis.settings.register_profile("ci", parent=LOCAL, derandomize=True)
hypothesis.settings.register_profile("long", parent=LOCAL, max_examples=5_000)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The official documents and public data sets, which are kept beside the repository and not in it."""
    if not SHARED.is_dir():
        pytest.skip("the documents and data sets are not beside this repository (../shared)")
    return SHARED


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, so that the same tests can be run on PostgreSQL."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker("database")
