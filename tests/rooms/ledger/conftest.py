"""The cast, a folder of the test for snapshots, and facts put down by a measuring that needs no engine."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from shuheng.assessment.ledger.put import NewFact, Put, put_facts
from tests.cast import Cast, cast

__all__ = ["cast"]
DAY = date(2023, 6, 17)
TOTAL, NAMES = "open.entries_total", "open.names_ok"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def put(cast: Cast, period: str = "2023", **values: str) -> Put:
    """Measured facts of 甲市, by the last word of the metric."""
    agency = cast.agency("city-a")
    facts = [NewFact(agency, f"open.{name}", value, DAY, {"run": 1}) for name, value in values.items()]
    return put_facts(period=period, facts=facts, actor="测试员", source="测试")
