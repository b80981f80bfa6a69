"""The real Nanjing evaluation of 2022: 57 of 57 published scores from facts that are not scores."""

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shuheng.engines.rubric import FactSheet, check_rubric, indicator_metrics, read_facts_yaml, score
from shuheng.engines.rubric.results import AgencyScore
from tests.places import RUBRICS
from tests.spec.shipped import shipped

NAME = "nanjing-2022"
PUBLISHED: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "nanjing-published.yaml").read_text("utf-8"), yaml.BaseLoader
)


@cache
def facts() -> FactSheet:
    """The facts shipped with the rubric."""
    return read_facts_yaml(shipped(NAME), RUBRICS / NAME / "facts" / f"{NAME}.yaml")


@cache
def agency() -> AgencyScore:
    """The one agency's score."""
    (found,) = score(shipped(NAME), facts()).agencies
    return found


def test_every_published_score_is_met() -> None:
    published = {code: Fraction(points) for code, points in PUBLISHED["points"].items()}
    assert len(published) == 57
    assert {found.code: found.points for found in agency().indicators} == published


def test_total_and_grade_are_the_published_ones() -> None:
    published = Fraction(PUBLISHED["total"])
    assert (agency().total, agency().low, agency().high) == (published, published, published)
    assert agency().grade == PUBLISHED["grade"]


def test_no_fact_is_a_typed_score() -> None:
    rubric = shipped(NAME)
    titles = {title for leaf in rubric.counted() for title in indicator_metrics(rubric, leaf)}
    read = [rubric.metrics[title] for title in titles]
    assert {metric.kind for metric in read} <= {"amount", "count", "ratio", "yes_no", "grade"}
    assert [metric.title for metric in read if "分" in metric.unit] == []
    numbers = [option for metric in read for option in metric.option_names if option[0].isdigit()]
    assert numbers == []


def test_numbers_are_reported_in_their_own_units() -> None:
    """Whatever is a number has a unit of its own or is a rate; judged numbers count occurrences."""
    rubric = shipped(NAME)
    numeric = [metric for metric in rubric.metrics.values() if metric.kind in {"amount", "count", "ratio"}]
    assert [metric.title for metric in numeric if metric.kind == "amount" and metric.origin == "judged"] == []
    assert [metric.title for metric in numeric if metric.kind != "ratio" and not metric.unit] == []


def test_points_that_were_published_rest_on_known_facts() -> None:
    rubric = shipped(NAME)
    assert all(found.status == "known" for found in agency().indicators)
    assert {title for _, title in facts().facts} <= set(rubric.metrics)
    assert all(fact.evidence for fact in facts().facts.values())


def test_check_lists_where_the_report_contradicts_its_table() -> None:
    listed = [
        found.message for found in check_rubric(shipped(NAME)) if found.code == "document-contradiction"
    ]
    assert listed == [
        "原文正文六（一）说二级指标数为 23，表中实为 22。按表执行。",
        "原文正文六（一）说末级指标数为 56，表中实为 57。按表执行。",
    ]
