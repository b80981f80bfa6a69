"""A city with a small catalogue, measured; files of runs go to a folder of the test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from shuheng.catalogue.models import CatalogueEntry
from shuheng.quality.actions import Order, measure
from shuheng.quality.models import MeasureRun
from tests.cast import Cast, cast
from tests.rooms.quality.entries import AS_OF, BASELINE, small_catalogue

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where runs keep their files."""
    settings.DATA = tmp_path
    return tmp_path / "measures"


@pytest.fixture
def health(cast: Cast) -> dict[str, CatalogueEntry]:
    """The catalogue of 甲市卫生健康委."""
    return small_catalogue(cast.agency("city-a-health"))


@pytest.fixture
def run(cast: Cast, health: dict[str, CatalogueEntry]) -> MeasureRun:
    """Measured once: the department, and the city above it."""
    return measure(order=Order("2023", AS_OF, BASELINE), actor="测试员").run
