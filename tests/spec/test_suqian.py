"""The two tables of Suqian 2022: comparison inside the tiers, veto, and totals of 70% and 80%."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from shuheng.engines.rubric import WHOLE, change_sheet, passages, read_facts_yaml, score
from tests.places import RUBRICS
from tests.spec.shipped import exact, score_all, shipped, total_case

COUNTY, DEPARTMENT = "suqian-2022-county", "suqian-2022-department"
BOTH = (COUNTY, DEPARTMENT)
OWN = "本单位"
BEST = "总分 样样最好"
SHARES = {COUNTY: Fraction(70, 100), DEPARTMENT: Fraction(80, 100)}
TIERS = {COUNTY: (5, 4), DEPARTMENT: (22, 12)}


@pytest.mark.parametrize("name", BOTH)
def test_tiers_of_the_document_are_shipped(name: str) -> None:
    sheet = read_facts_yaml(shipped(name), RUBRICS / name / "facts" / "tiers.yaml")
    found = [agency.peer for agency in sheet.agencies]
    assert (found.count("第一档"), found.count("第二档")) == TIERS[name]
    assert not sheet.facts


def test_share_of_best_is_taken_inside_the_tier() -> None:
    cases = {
        "甲": ("第一档", {"省级以上采用案例数": 20}),
        "乙": ("第一档", {"省级以上采用案例数": 10, "市级采用案例数": 10}),
        "丙": ("第一档", {}),
        "丁": ("第二档", {"省级以上采用案例数": 2}),
        "戊": ("第二档", {"市级采用案例数": 1}),
    }
    for name in BOTH:
        found = score_all(name, "3-3", cases)
        assert [found[agency].base for agency in cases] == [10, Fraction("7.5"), 0, 10, Fraction("2.5")]


def test_share_of_best_is_zero_where_a_tier_has_no_case() -> None:
    cases = {"甲": ("第一档", {"市级采用案例数": 1}), "乙": ("第二档", {}), "丙": ("第二档", {})}
    for name in BOTH:
        found = score_all(name, "3-3", cases)
        assert [found[agency].base for agency in cases] == [10, 0, 0]


def _calls(name: str, low: dict[str, int]) -> list[Fraction | None]:
    """Base points of 3-2 for ten agencies of each tier by calls alone; all of the second tier call less."""
    tiers = {
        f"{tier}{place}": (tier, {"数据调用次数": calls + 100 - place})
        for tier, calls in low.items()
        for place in range(1, 11)
    }
    return [found.base for found in score_all(name, "3-2", tiers).values()]


@pytest.mark.parametrize("name", BOTH)
def test_quota_is_given_inside_the_tier(name: str) -> None:
    together = _calls(name, {"第一档": 1000, "第二档": 0})
    assert together[:10] == together[10:]
    assert together == _calls(name, {"第一档": 0, "第二档": 1000})
    steps = [together[place] for place in (0, 2, 3, 6, 7, 9)]
    assert steps[0] == steps[1]
    assert steps[2] == steps[3]
    assert steps[4] == steps[5]
    differences = [(steps[0] or 0) - (steps[2] or 0), (steps[2] or 0) - (steps[4] or 0)]
    assert differences == [2, 2]


@pytest.mark.parametrize("name", BOTH)
def test_total_is_a_share_of_the_base_plus_the_bonus(name: str) -> None:
    for case in (BEST, "总分 中等", "总分 交白卷"):
        found = score(shipped(name), total_case(name, case)).agency(OWN)
        assert found is not None
        parts = sum((part.base or Fraction(0)) - (part.deduction or 0) for part in found.indicators)
        bonus = sum((part.bonus or Fraction(0)) for part in found.indicators)
        assert found.total is not None
        assert abs(found.total - (parts * SHARES[name] + bonus)) <= Fraction(1, 200)


@pytest.mark.parametrize("name", BOTH)
def test_the_best_agency_gets_100(name: str) -> None:
    found = score(shipped(name), total_case(name, BEST)).agency(OWN)
    assert found is not None
    assert (found.total, found.base) == exact(100, 100)
    assert not found.vetoed


@pytest.mark.parametrize("name", BOTH)
def test_a_serious_incident_voids_the_result(name: str) -> None:
    sheet = total_case(name, BEST)
    void = score(shipped(name), change_sheet(shipped(name), sheet, {(OWN, "严重数据安全事件"): "是"}))
    found = void.agency(OWN)
    assert found is not None
    assert (found.total, found.low, found.high) == exact(0, 0, 0)
    assert found.vetoed
    others = [score_of.vetoed for score_of in void.agencies if score_of.agency.code != OWN]
    assert others
    assert not any(others)


def test_an_unknown_incident_leaves_both_ends_open() -> None:
    for name in BOTH:
        sheet = total_case(name, BEST)
        facts = {key: fact for key, fact in sheet.facts.items() if key != (OWN, "严重数据安全事件")}
        found = score(shipped(name), replace(sheet, facts=facts)).agency(OWN)
        assert found is not None
        assert found.total is None
        assert (found.low, found.high) == exact(0, 100)


def test_each_rubric_finds_its_own_table_in_the_document_of_both(shared: Path) -> None:
    texts = {}
    for name in BOTH:
        document = (shared / "documents" / shipped(name).document.file).read_text("utf-8")
        texts[name] = {code: found[WHOLE] for code, found in passages(shipped(name), document).items()}
    assert "本地区" in texts[COUNTY]["1-1"]
    assert "本单位" in texts[DEPARTMENT]["1-1"]
    same = {code for code in texts[DEPARTMENT] if texts[DEPARTMENT][code] == texts[COUNTY].get(code)}
    assert same <= {"3-2", "3-3"}
