"""A DuckDB file with two tables, in an opened folder, and places that point at it or at nobody."""

from pathlib import Path

import duckdb
import pytest
from pytest_django import Settings

from shuheng.quality.models import DataPlace
from shuheng.quality.places import actions
from shuheng.quality.places.session import Target
from tests.cast import Cast, cast

__all__ = ["cast"]
PASSWORD = "lotus-ferry-kite-83"


@pytest.fixture
def file(tmp_path: Path, settings: Settings) -> Path:
    """The file; its folder is opened, and so is loopback."""
    opened = tmp_path / "opened"
    opened.mkdir()
    settings.DATA_FOLDERS = [str(opened)]
    settings.DATA_HOSTS = ["127.0.0.1"]
    path = opened / "health.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute(
            "CREATE TABLE 机构 AS SELECT * FROM (VALUES ('1', '甲院'), ('2', NULL), ('2', '无')) AS t (编号, 名称)"
        )
        made.execute("CREATE VIEW 机构名 AS SELECT 名称 FROM 机构")
    return path


@pytest.fixture
def in_file(cast: Cast, file: Path) -> DataPlace:
    """The file as a place of 甲市卫生健康委."""
    return actions.add(
        agency=cast.agency("city-a-health"),
        title="卫生库",
        kind="duckdb",
        target=Target(str(file)),
        by=cast.visitor("大数据局管理员"),
    )


@pytest.fixture
def on_server(cast: Cast, file: Path) -> DataPlace:
    """A server of loopback where nobody listens."""
    return actions.add(
        agency=cast.agency("city-a-health"),
        title="业务库",
        kind="postgresql",
        target=Target("data", "public", "127.0.0.1", 1, "reader", PASSWORD),
        by=cast.visitor("大数据局管理员"),
    )
