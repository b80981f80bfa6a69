"""Who is measured, as of which day, over whose entries."""

from datetime import date

import pytest
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import HarvestRun, HarvestSource
from shuheng.catalogue.terms import RunState
from shuheng.problems import ProblemsError
from shuheng.quality.assessed import Assessed, choose, layers
from tests.cast import Cast

DAY = date(2023, 6, 30)


def owners(cast: Cast, *codes: str) -> set[int]:
    return {cast.agency(code).pk for code in codes}


def harvested(agency: Agency, day: date | None, *, dry: bool = False) -> None:
    source, _ = HarvestSource.objects.get_or_create(
        code=f"s-{agency.code}", defaults={"title": "门户", "agency": agency, "created_by": "测试员"}
    )
    HarvestRun.objects.create(
        source=source, state=RunState.DONE, as_of=day, dry=dry, finished=timezone.now(), actor="测试员"
    )


def test_everybody_with_entries_and_the_cities_above(cast: Cast) -> None:
    found = choose(owners(cast, "city-a-health", "city-b"), None, DAY).assessed
    assert {one.agency.code: len(one.owners) for one in found} == {
        "city-a": 1,
        "city-b": 1,
        "city-a-health": 1,
    }
    assert {one.as_of for one in found} == {DAY}


def test_the_entries_of_units_count_for_the_agency_above(cast: Cast) -> None:
    held = owners(cast, "city-a-health", "city-a-water", "city-b")
    found = choose(held, [cast.agency("city-a")], DAY).assessed
    assert [one.agency.code for one in found] == ["city-a"]
    assert found[0].owners == owners(cast, "city-a-health", "city-a-water")


def test_a_named_agency_without_entries_is_refused(cast: Cast) -> None:
    with pytest.raises(ProblemsError) as error:
        choose(owners(cast, "city-b"), [cast.agency("city-a"), cast.agency("city-a-water")], DAY)
    assert [one.field for one in error.value.problems] == ["city-a", "city-a-water"]
    assert {one.code for one in error.value.problems} == {"measure-as-of-missing"}


def test_nothing_to_measure_is_said(cast: Cast) -> None:
    with pytest.raises(ProblemsError, match="measure-nothing"):
        choose(set(), None, DAY)
    with pytest.raises(ProblemsError, match="截止日期"):
        choose(owners(cast, "city-a"), None, None)


def test_each_city_as_of_the_day_of_its_own_list(cast: Cast) -> None:
    harvested(cast.agency("city-a"), date(2023, 6, 1))
    harvested(cast.agency("city-a"), date(2023, 6, 17))
    harvested(cast.agency("city-a"), date(2023, 7, 1), dry=True)
    harvested(cast.agency("city-b"), date(2023, 3, 4))
    choice = choose(owners(cast, "city-a", "city-b", "city-a-water"), None, None)
    days = {one.agency.code: one.as_of for one in choice.assessed}
    assert days == {"city-a": date(2023, 6, 17), "city-b": date(2023, 3, 4)}
    assert [one.code for one in choice.skipped] == ["city-a-water"]
    assert len(layers(choice.assessed)) == 2


def test_a_list_without_a_day_gives_none(cast: Cast) -> None:
    harvested(cast.agency("city-a"), None)
    harvested(cast.agency("city-b"), DAY)
    choice = choose(owners(cast, "city-a", "city-b"), None, None)
    assert [one.agency.code for one in choice.assessed] == ["city-b"]
    assert [one.code for one in choice.skipped] == ["city-a"]


def test_merged_in_mid_year_the_entries_count_for_the_successor(cast: Cast) -> None:
    water, health = cast.agency("city-a-water"), cast.agency("city-a-health")
    water.valid_to, water.merged_into = date(2023, 3, 31), health
    water.save(update_fields=["valid_to", "merged_into"])
    held = owners(cast, "city-a-water", "city-a-health")
    before = {one.agency.code for one in choose(held, None, date(2023, 3, 31)).assessed}
    assert before == {"city-a", "city-a-water", "city-a-health"}
    after = {one.agency.code: one.owners for one in choose(held, None, DAY).assessed}
    assert after == {"city-a": frozenset(held), "city-a-health": frozenset(held)}


def test_no_entry_counts_twice_in_one_pass(cast: Cast) -> None:
    city, health, other = (cast.agency(code) for code in ("city-a", "city-a-health", "city-b"))
    found = layers(
        [
            Assessed(city, DAY, frozenset({1, 2})),
            Assessed(health, DAY, frozenset({1})),
            Assessed(other, DAY, frozenset({3})),
            Assessed(other, date(2023, 1, 1), frozenset({4})),
        ]
    )
    assert [[one.agency.code for one in layer] for layer in found] == [
        ["city-a", "city-b"],
        ["city-a-health"],
        ["city-b"],
    ]
