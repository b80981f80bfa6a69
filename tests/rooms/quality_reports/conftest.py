"""The cast is at hand, and files go to a folder of the test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import cast

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where kept files go."""
    settings.DATA = tmp_path
    return tmp_path
