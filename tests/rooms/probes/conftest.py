"""A small city and interfaces on this machine, which the settings allow to be probed."""

import pytest
from pytest_django import Settings

from shuheng.accounts.models import Agency
from tests.cast import Cast, cast

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def allowed(settings: Settings) -> None:
    """This machine may be probed."""
    settings.PROBE_HOSTS = ["127.0.0.1"]


@pytest.fixture
def health(cast: Cast) -> Agency:
    """The department whose interfaces are probed."""
    return cast.agency("city-a-health")
