"""Fixtures of the journeys."""

import pytest

from shuheng.cli.console import stderr, stdout
from tests.journeys.command import Shuheng


@pytest.fixture
def shuheng(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shuheng:
    """The command line, in a terminal wide enough for every table."""
    for console in (stdout, stderr):
        monkeypatch.setattr(console, "width", 200)
    return Shuheng(capsys)
