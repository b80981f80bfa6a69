"""The table from metric to measure: complete, answering in exact numbers, unknown where nothing is known."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from shuheng.assessment.facts import (
    END_OF_2020,
    POPULATION,
    ROOM_SUPPLIES,
    SUPPLIES,
    UNANSWERED,
    Supply,
    supplied,
)
from shuheng.assessment.library import coverage_of, rubric_ids, shipped
from shuheng.engines.measure import MEASURES, Scope
from shuheng.engines.rubric import Metric
from shuheng.registers.shelf import supplies


@dataclass(frozen=True)
class Given:
    yes: int = 0
    no: int = 0
    unknown: int = 0
    amount: int | None = None


def wanted() -> dict[str, Metric]:
    """The metrics that the rubrics expect to be measured in the catalogue."""
    rubrics = (shipped(rubric_id) for rubric_id in rubric_ids())
    metrics = {one.code: one for rubric in rubrics if rubric for one in rubric.metrics.values()}
    return {
        code: one
        for code, one in metrics.items()
        if one.supply in ("catalogue", "quality") and one.origin == "measured"
    }


def test_every_metric_of_the_catalogue_is_supplied_or_said_why_not() -> None:
    assert (set(SUPPLIES) | set(ROOM_SUPPLIES)) & set(UNANSWERED) == set()
    told = set(SUPPLIES) | set(ROOM_SUPPLIES) | set(UNANSWERED)
    assert told & set(supplies()) == set()
    assert told == set(wanted()) - set(supplies())


def test_every_supply_names_a_measure_and_a_scope_that_exist() -> None:
    scopes = {scope.value for scope in Scope}
    assert {one.measure for one in SUPPLIES.values()} - set(MEASURES) == set()
    assert {one.scope for one in SUPPLIES.values()} <= scopes


def test_a_part_and_its_whole_are_counted_in_the_same_unit() -> None:
    metrics = {one.title: one for one in wanted().values()}
    for one in metrics.values():
        if one.within in metrics and one.code in SUPPLIES and metrics[one.within].code in SUPPLIES:
            assert one.unit == metrics[one.within].unit


@pytest.mark.parametrize(
    ("supply", "figure", "value"),
    [
        (Supply("x", "all"), Given(5, 2, 1), Fraction(5)),
        (Supply("x", "all", "no"), Given(5, 2, 1), Fraction(2)),
        (Supply("x", "all", "asked"), Given(5, 2, 1), Fraction(7)),
        (Supply("x", "all", "all"), Given(5, 2, 1), Fraction(8)),
        (Supply("x", "all", "amount"), Given(3, 0, 1, 12), Fraction(12)),
        (
            Supply("x", "all", "amount", divide=10_000),
            Given(3, 0, 0, 67_229_115),
            Fraction(67_229_115, 10_000),
        ),
        (Supply("x", "all"), Given(0, 0, 0), Fraction(0)),
        (Supply("x", "all"), Given(0, 0, 4), None),
        (Supply("x", "all", "amount"), Given(0, 0, 4, 0), None),
        (Supply("x", "all", only_none=True), Given(9, 0, 0, 0), Fraction(0)),
        (Supply("x", "all", only_none=True), Given(9, 0, 0, 3), None),
        (Supply("x", "all", only_none=True), Given(8, 0, 1, 0), None),
    ],
)
def test_the_value_is_exact_and_unknown_stays_unknown(
    supply: Supply, figure: Given, value: Fraction | None
) -> None:
    assert supply.value(figure) == value


def test_only_a_run_with_the_same_baseline_answers_for_2020() -> None:
    supply = SUPPLIES["open.structured_datasets_2020"]
    assert supply.answers(END_OF_2020)
    assert not supply.answers(date(2022, 12, 31))
    assert not supply.answers(None)
    assert SUPPLIES["open.entries_total"].answers(None)


def test_coverage_counts_what_is_measured_today() -> None:
    rubric = shipped("guangxi-2021")
    assert rubric is not None
    points = coverage_of(rubric).base_points_by_origin
    assert points["measured"] >= 25
    assert points["measured"] + points["register"] >= 70
    assert sum(points.values()) == 100
    assert supplied()[POPULATION] == "register"
    assert "open.apis_ok" not in supplied()


@pytest.mark.parametrize("rubric_id", ["suqian-2022-county", "suqian-2022-department"])
def test_fifty_of_seventy_points_for_data_are_measured_or_kept(rubric_id: str) -> None:
    rubric = shipped(rubric_id)
    assert rubric is not None
    points = coverage_of(rubric).base_points_by_origin
    elsewhere = sum(one.base.max for one in rubric.counted() if one.base and not one.code.startswith("3-"))
    assert sum(points.values()) - elsewhere == 70
    judged = sum(points[kind] for kind in ("reported", "judged"))
    assert 70 - judged >= 50 - elsewhere
