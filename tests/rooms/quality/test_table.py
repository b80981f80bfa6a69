"""The catalogue as the measures read it: every column, on every database, unknown stays unknown."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import HarvestSource, InformationItem
from shuheng.engines.measure import COLUMNS
from shuheng.quality import table as table_module
from shuheng.quality.table import OWNER, catalogue_table
from tests.cast import Cast
from tests.rooms.quality.entries import entry, small_catalogue


@pytest.fixture
def agency(cast: Cast) -> Agency:
    return cast.agency("city-a-health")


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = catalogue_table().to_pylist()
    return found


def test_only_what_stands_is_read(agency: Agency) -> None:
    kept = small_catalogue(agency)
    found = rows()
    assert [row["entry_id"] for row in found] == sorted(row["entry_id"] for row in found)
    assert {one.pk for one in kept.values()} < {row["entry_id"] for row in found}
    assert "已撤销的名录" not in {row["title"] for row in found}
    assert {row[OWNER] for row in found} == {agency.pk}


def test_every_column_has_its_kind_and_its_value(agency: Agency) -> None:
    made = entry(
        agency,
        "名录甲",
        keywords=["医疗", "机构"],
        volume_query=False,
        apis=2,
        item_count=2,
        grade="2",
        rows=0,
    )
    InformationItem.objects.create(entry=made, position=2, name="地址")
    InformationItem.objects.create(entry=made, position=1, name="名称")
    found = catalogue_table()
    for column in COLUMNS.remove(COLUMNS.get_field_index("agency")):
        assert found.schema.field(column.name).type == column.type
    row = found.to_pylist()[0]
    assert (row["keywords"], row["formats"], row["items_text"]) == ("医疗；机构", "csv,xls", "名称；地址")
    assert (row["issued"], row["updated"], row["rows"], row["items"]) == (
        date(2021, 5, 1),
        date(2023, 1, 1),
        0,
        2,
    )
    assert (row["published"], row["volume_query"], row["resources_known"], row["apis"]) == (
        True,
        False,
        True,
        2,
    )
    assert (row["grade"], row["provider"], row["update_cycle"]) == ("2", "甲市卫生健康委", "yearly")


def test_the_day_of_creation_is_the_day_here(agency: Agency) -> None:
    made = entry(agency, "名录甲")
    late = datetime(2023, 6, 30, 20, 30, tzinfo=UTC)
    type(made).objects.filter(pk=made.pk).update(created=late)
    assert rows()[0]["created"] == date(2023, 7, 1)


def test_what_is_not_said_stays_unknown(agency: Agency) -> None:
    entry(
        agency, "名录乙", rows=None, issued=None, updated=None, item_count=None, volume_query=None, formats=[]
    )
    row = rows()[0]
    silent = ("rows", "issued", "updated", "items", "volume_query")
    assert {name: row[name] for name in silent} == dict.fromkeys(silent)
    assert (row["formats"], row["items_text"]) == ("", "")


def test_a_portal_does_not_say_what_should_be_published(agency: Agency) -> None:
    source = HarvestSource.objects.create(code="s", title="门户", agency=agency, created_by="测试员")
    entry(agency, "采集来的", source=source, source_key="1", should_publish=False, can_publish=False)
    entry(agency, "编制的", should_publish=False, can_publish=True)
    harvested, compiled = rows()
    assert (harvested["should_publish"], harvested["can_publish"]) == (None, None)
    assert (compiled["should_publish"], compiled["can_publish"]) == (False, True)


def test_many_are_read_chunk_by_chunk(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "CHUNK", 3)
    made = [entry(agency, f"名录{number}") for number in range(8)]
    for one in made[::2]:
        InformationItem.objects.create(entry=one, position=1, name=f"项{one.pk}")
    told: list[int] = []
    found = catalogue_table(told.append).to_pylist()
    assert told == [3, 6, 8]
    texts = {row["entry_id"]: row["items_text"] for row in found}
    assert texts == {one.pk: f"项{one.pk}" if one in made[::2] else "" for one in made}


def test_an_empty_catalogue_is_an_empty_table(cast: Cast) -> None:
    assert catalogue_table().num_rows == 0
