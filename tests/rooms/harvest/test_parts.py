"""Items and resources: what a source names stands under the entry, what it drops is unmounted, what people added stays."""

import datetime as dt
from typing import Any

import pytest

from shuheng.accounts.visitors import OPERATOR
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.models import CodeList, EntryVersion, HarvestSource
from shuheng.engines.harvest import builtin, mapping_yaml
from tests.cast import Cast
from tests.rooms.harvest.lists import entry, harvested, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ckan(cast: Cast) -> HarvestSource:
    made = actions.register_source(code="ckan", title="CKAN", agency=cast.agency("city-a"), by=OPERATOR)
    return actions.confirm_mapping(
        source=made, text=mapping_yaml(builtin("ckan")), by=OPERATOR, how="builtin"
    )


def package(*resources: dict[str, Any]) -> list[dict[str, Any]]:
    found = {"id": "p-1", "name": "p", "title": "公交站点", "organization": {"title": "甲市水利局", "name": "water"},
             "notes": "说明", "resources": list(resources)}  # fmt: skip
    return [found, {"id": "p-2", "name": "q", "title": "别的", "resources": []}]


CSV = {"name": "清单", "format": "CSV", "url": "https://example.invalid/1.csv", "size": 100}
API = {"name": "接口", "format": "API", "url": "https://example.invalid/api"}


def mounted(key: str) -> list[tuple[str, str]]:
    return list(entry(key).resources.filter(unmounted=None).order_by("pk").values_list("kind", "title"))


def test_resources_are_mounted_with_their_day(ckan: HarvestSource) -> None:
    harvested(ckan, package(CSV, API), as_of=dt.date(2023, 6, 28))
    made = entry("p-1")
    assert mounted("p-1") == [("table", "清单"), ("api", "接口")]
    assert {one.mounted for one in made.resources.all()} == {dt.date(2023, 6, 28)}
    assert (made.tables, made.apis) == (1, 1)
    assert mounted("p-2") == []


def test_a_resource_that_is_gone_is_unmounted_and_a_new_one_mounted(ckan: HarvestSource) -> None:
    harvested(ckan, package(CSV, API), as_of=dt.date(2023, 6, 28))
    new = {"name": "新清单", "format": "XLSX", "url": "https://example.invalid/2.xlsx"}
    run = harvested(ckan, package({**CSV, "size": 200}, new), as_of=dt.date(2023, 7, 1))
    made = entry("p-1")
    assert (run.changed, made.version, made.apis) == (1, 2, 0)
    assert mounted("p-1") == [("table", "清单"), ("table", "新清单")]
    gone = made.resources.get(kind="api")
    assert (gone.unmounted, made.resources.get(title="清单").size_bytes) == (dt.date(2023, 7, 1), 200)
    before, after = EntryVersion.objects.get().changes["resources"]
    assert ([one["title"] for one in before], len(after)) == (["清单", "接口"], 3)


def test_the_same_resources_again_change_nothing(ckan: HarvestSource) -> None:
    harvested(ckan, package(CSV, CSV, API))
    run = harvested(ckan, package(CSV, CSV, API))
    assert (run.unchanged, entry("p-1").resources.count(), EntryVersion.objects.count()) == (2, 3, 0)


def test_items_that_stay_keep_what_people_added(source: HarvestSource) -> None:
    harvested(source, [row(1, 字段="姓名,性别"), row(2)])
    codes = CodeList.objects.create(code="gb2261", name="性别")
    entry("C000001").items.filter(name="性别").update(code_list=codes, data_type="字符型")
    run = harvested(source, [row(1, 字段="性别,年龄"), row(2)])
    items = list(
        entry("C000001").items.order_by("position").values_list("name", "data_type", "code_list__code")
    )
    assert (run.changed, items) == (1, [("性别", "字符型", "gb2261"), ("年龄", "", None)])
    before, after = EntryVersion.objects.get().changes["items"]
    assert [one["name"] for one in before] == ["姓名", "性别"]
    assert after[0]["code_list"] == "gb2261"


def test_items_no_longer_told_stay(source: HarvestSource) -> None:
    harvested(source, [row(1, 字段="姓名,性别"), row(2, 字段="甲")])
    harvested(source, [row(1), row(2, 字段="甲")])
    assert [one.name for one in entry("C000001").items.all()] == ["姓名", "性别"]
    assert entry("C000001").item_count == 2
