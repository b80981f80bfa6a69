"""Tables made of real files, kept in a folder of the test."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from shuheng.quality.models import DataTable, TableRun, TableVersion
from shuheng.quality.tables.actions import Behind, new_data, register
from shuheng.quality.tables.orders import TableOrder
from shuheng.quality.tables.runs import run_tables
from shuheng.quality.tables.staging import Choice, staged
from shuheng.quality.tables.stored import keep_file
from tests.cast import Cast, cast

__all__ = ["cast"]

AS_OF = date(2023, 6, 30)
ROWS = 20
CLEAN = "编号,名称,数量\n" + "".join(f"A{n:03d},站点{n},{n}\n" for n in range(1, ROWS + 1))
EMPTY_CELLS = 10
DIRTY = "编号,名称,数量\n" + "".join(
    f"A{n:03d},{'' if n <= EMPTY_CELLS else f'站点{n}'},{n}\n" for n in range(1, ROWS + 1)
)

Maker = Callable[..., DataTable]
Bringer = Callable[[DataTable, str], TableVersion]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where files of tables are kept."""
    settings.DATA = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def make(cast: Cast, tmp_path: Path) -> Maker:
    """A table of an agency with the data of a text."""

    def made(title: str = "站点", text: str | bytes = CLEAN, agency: str = "city-a-health") -> DataTable:
        path = tmp_path / f"{title}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        behind = Behind(cast.agency(agency))
        return register(behind=behind, title=title, data=staged(keep_file(path), Choice()), actor="测试员")

    return made


@pytest.fixture
def bring(tmp_path: Path) -> Bringer:
    """New data for a table."""

    def brought(table: DataTable, text: str) -> TableVersion:
        path = tmp_path / "new.csv"
        path.write_text(text, encoding="utf-8")
        return new_data(table=table, data=staged(keep_file(path), Choice()), actor="测试员")

    return brought


def run_over(*tables: DataTable, every: int | None = None) -> TableRun:
    """Measure these here and now."""
    return run_tables(TableOrder(AS_OF, tuple(one.pk for one in tables), every=every), "测试员")
