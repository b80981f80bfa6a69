"""The fourteen city lists of Guangxi through the whole product, against a recount in plain Python, to the entry."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shuheng.engines.rubric import load_rubric, read_facts_yaml
from tests.interop.guangxi import CITIES, Raw, list_of, newest, records, recount
from tests.journeys.measure.place import Place
from tests.places import RUBRICS

SHIPPED = RUBRICS / "guangxi-2021" / "facts" / "guangxi-open-2023.yaml"
TITLE = "广西十四市公共数据开放目录，2023年（由公开的目录清单实测）"
KEYS = ("entries", "volume", "low_capacity", "structured", "periodic", "on_time")


@pytest.fixture(scope="module")
def lists(shared: Path) -> dict[str, Raw]:
    return {city: records(list_of(shared, city)) for city in CITIES}


@pytest.fixture(scope="module")
def harvested(shared: Path, lists: dict[str, Raw], tmp_path_factory: pytest.TempPathFactory) -> Place:
    """All fourteen lists in one catalogue, each as of its own newest day."""
    place = Place(tmp_path_factory.mktemp("guangxi"))
    days: dict[date, list[str]] = defaultdict(list)
    for city in CITIES:
        days[newest(lists[city])].append(city)
    for day, cities in sorted(days.items()):
        agencies = ",".join(f"guangxi_{city}=guangxi-{city}" for city in cities)
        files = [list_of(shared, city) for city in cities]
        done = place.json(
            "harvest",
            *files,
            "--agency-per-file",
            agencies,
            "--as-of",
            day,
            "--accept",
            "--load-agencies",
            "guangxi-cities",
        )
        for one in done["runs"]:
            city = one["run"]["source"].removeprefix("guangxi_")
            counts = {name: one["run"][name] for name in ("records", "added", "refused")}
            assert counts == {"records": len(lists[city]), "added": len(lists[city]), "refused": 0}
    return place


@pytest.fixture(scope="module")
def measured(harvested: Place) -> dict[str, Any]:
    document: dict[str, Any] = harvested.json("measure", "--as-of", "source", "--period", "2023")
    return document


def test_every_city_agrees_with_the_recount_to_the_entry(
    measured: dict[str, Any], lists: dict[str, Raw]
) -> None:
    expected = {
        f"guangxi-{city}": {"as_of": newest(raw).isoformat(), **recount(raw)} for city, raw in lists.items()
    }
    found = {one["code"]: {key: one[key] for key in ("as_of", *KEYS)} for one in measured["agencies"]}
    assert found == expected
    assert measured["entries"] == sum(len(raw) for raw in lists.values())
    assert measured["skipped"] == []


def test_measuring_again_adds_no_fact(harvested: Place, measured: dict[str, Any]) -> None:
    again = harvested.json("measure", "--as-of", "source", "--period", "2023")
    assert again["facts"] == {**measured["facts"], "added": 0, "same": sum(measured["facts"].values())}
    assert [one["figures"] for one in again["agencies"]] == [one["figures"] for one in measured["agencies"]]


def test_the_shipped_facts_are_what_is_measured(
    harvested: Place, measured: dict[str, Any], tmp_path: Path
) -> None:
    assert measured["facts"]["added"] > 0
    again = tmp_path / SHIPPED.name
    harvested.shuheng("facts", "export", "guangxi-2021", "--period", "2023", "-o", again, "--title", TITLE)
    assert again.read_text(encoding="utf-8") == SHIPPED.read_text(encoding="utf-8")


def test_the_ledger_and_the_shipped_facts_score_alike(harvested: Place, measured: dict[str, Any]) -> None:
    assert measured["period"] == "2023"
    ledger = harvested.json("score", "guangxi-2021", "--facts", "ledger:2023")
    shipped = harvested.json("score", "guangxi-2021", "--facts", "guangxi-open-2023")
    assert ledger["facts_hash"] == shipped["facts_hash"]
    assert ledger["agencies"] == shipped["agencies"]
    assert [one["class"] for one in shipped["agencies"] if one["code"] == "guangxi-nanning"] == ["I类"]


def test_what_public_lists_cannot_tell_stays_unknown() -> None:
    rubric = load_rubric(RUBRICS / "guangxi-2021")
    sheet = read_facts_yaml(rubric, SHIPPED)
    said = {rubric.metrics[title].code for _, title in sheet.facts}
    assert {one.split(".")[0] for one in said} == {"open", "agency"}
    never = {"open.classification_ok", "open.datasets_complete", "open.high_missing"}
    assert said & never == set()
    for city in CITIES:
        apis = sheet.fact(f"guangxi-{city}", "开放接口总数")
        assert apis is not None
        for title in ("开放可正常调用接口数", "开放接口规范数", "开放无容量查询接口数"):
            assert (sheet.fact(f"guangxi-{city}", title) is None) == (apis.stored > 0)
