"""Which agency a written name means; where it means none or several, none."""

import time
from datetime import date

import pytest

from shuheng.accounts.actions.agencies import add_agency, change_agency
from shuheng.accounts.actions.reference import load_reference
from shuheng.accounts.models import Agency
from shuheng.accounts.queries import AgencyIndex, resolve
from shuheng.accounts.visitors import OPERATOR
from tests.cast import Cast

ON = date(2026, 3, 5)


def code_of(found: Agency | None) -> str | None:
    return found.code if found else None


@pytest.fixture
def named(cast: Cast) -> Cast:
    texts = {"short_name": "市卫健委", "aliases": "卫生健康委员会（甲市）；卫健"}
    change_agency(agency=cast.agency("city-a-health"), texts=texts, by=OPERATOR)
    return cast


@pytest.mark.parametrize(
    "text",
    [
        "city-a-health",
        " CITY-A-HEALTH ",
        "甲市卫生健康委",
        "甲市 卫生健康委\u3000",
        "市卫健委",
        "卫生健康委员会(甲市)",
        "卫健",
    ],
)
def test_a_name_that_is_listed_is_found(text: str, named: Cast) -> None:
    assert code_of(resolve(text, on=ON)) == "city-a-health"


@pytest.mark.parametrize("text", ["甲市卫健委", "卫生健康委", "甲市卫生健康委员会", "", "　", "甲市卫生健康"])
def test_a_name_that_is_not_listed_is_never_guessed(text: str, named: Cast) -> None:
    assert resolve(text, on=ON) is None


def test_a_name_of_two_is_nobodys(named: Cast) -> None:
    change_agency(agency=named.agency("city-b-health"), texts={"aliases": "卫健"}, by=OPERATOR)
    index = AgencyIndex.load(on=ON)
    assert index.resolve("卫健") is None
    assert {one.code for one in index.candidates("卫健")} == {"city-a-health", "city-b-health"}
    assert code_of(resolve("卫健", on=ON, under=named.agency("city-b"))) == "city-b-health"


def test_a_full_name_comes_before_an_alias(named: Cast) -> None:
    change_agency(agency=named.agency("city-b-health"), texts={"aliases": "甲市水利局"}, by=OPERATOR)
    assert code_of(resolve("甲市水利局", on=ON)) == "city-a-water"


def test_before_a_merger_the_old_and_after_it_the_new(named: Cast) -> None:
    texts = {"valid_to": "2026-06-30", "merged_into": "city-a-health"}
    change_agency(agency=named.agency("city-a-water"), texts=texts, by=OPERATOR)
    found = {day: code_of(resolve("甲市水利局", on=day)) for day in (date(2026, 6, 30), date(2026, 7, 1))}
    assert found == {date(2026, 6, 30): "city-a-water", date(2026, 7, 1): "city-a-health"}


def test_mergers_are_followed_to_the_end(named: Cast) -> None:
    for code, into in (("city-a-water", "city-a-health"), ("city-a-health", "city-b-health")):
        texts = {"valid_to": "2026-01-31", "merged_into": into}
        change_agency(agency=named.agency(code), texts=texts, by=OPERATOR)
    assert code_of(resolve("甲市水利局", on=ON)) == "city-b-health"
    assert code_of(resolve("甲市水利局", on=date(2026, 1, 31))) == "city-a-water"


def test_closed_without_successor_and_not_yet_opened_mean_none(named: Cast) -> None:
    change_agency(agency=named.agency("city-a-water"), texts={"valid_to": "2026-01-31"}, by=OPERATOR)
    change_agency(agency=named.agency("city-b-health"), texts={"valid_from": "2027-01-01"}, by=OPERATOR)
    assert resolve("甲市水利局", on=ON) is None
    assert resolve("乙市卫生健康委", on=ON) is None
    assert code_of(resolve("乙市卫生健康委", on=date(2027, 1, 1))) == "city-b-health"


def test_a_name_given_to_a_newer_agency_means_that_one(named: Cast) -> None:
    change_agency(agency=named.agency("city-a-water"), texts={"valid_to": "2026-01-31"}, by=OPERATOR)
    texts = {
        "code": "water-2",
        "name": "甲市水利局",
        "kind": "department",
        "parent": "city-a",
        "valid_from": "2026-02-01",
    }
    add_agency(texts=texts, by=OPERATOR)
    assert code_of(resolve("甲市水利局", on=ON)) == "water-2"
    assert code_of(resolve("甲市水利局", on=date(2026, 1, 1))) == "city-a-water"


def test_mergers_in_a_circle_end(named: Cast) -> None:
    day = date(2026, 1, 1)
    water, health = named.agency("city-a-water"), named.agency("city-a-health")
    Agency.objects.filter(pk=water.pk).update(merged_into=health, valid_to=day)
    Agency.objects.filter(pk=health.pk).update(merged_into=water, valid_to=day)
    assert resolve("甲市水利局", on=ON) is None


def test_many_names_are_resolved_quickly(cast: Cast) -> None:
    """A floor far below what it does, so that only a change of kind fails it."""
    load_reference(name="wuxi-2021", actor="测试")
    names = [*Agency.objects.values_list("name", flat=True), "没有这个单位"]
    index = AgencyIndex.load(on=ON)
    begun = time.perf_counter()
    found = sum(index.resolve(name) is not None for _ in range(1000) for name in names)
    assert found == 1000 * (len(names) - 1)
    assert 1000 * len(names) / (time.perf_counter() - begun) > 100_000
    different = [f"{name}{number}" for number in range(100) for name in names]
    begun = time.perf_counter()
    assert not any(index.resolve(text) for text in different)
    assert len(different) / (time.perf_counter() - begun) > 20_000
