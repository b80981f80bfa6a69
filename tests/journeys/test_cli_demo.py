"""``shuheng demo``, the main job, and the province it invents."""

import pytest

from shuheng.assessment.demo import demo_sheet
from shuheng.engines.rubric import FactSheet, Rubric, load_rubric, score
from tests.journeys.command import Shuheng
from tests.journeys.test_cli_rubric import SIX
from tests.places import RUBRICS


@pytest.fixture(scope="module")
def guangxi() -> Rubric:
    return load_rubric(RUBRICS / "guangxi-2021")


@pytest.fixture(scope="module")
def province(guangxi: Rubric) -> FactSheet:
    return demo_sheet(guangxi)


def test_the_main_job_shows_progress_and_both_tables(shuheng: Shuheng) -> None:
    shown = shuheng("demo")
    assert shown.code == 0
    for number, name in enumerate(SIX, 1):
        assert f"[{number}/6] 检查 {name}：可以使用。错误 0" in shown.err
    assert "1 个单位，57 项指标" in shown.err
    assert "14 个单位，56 项指标" in shown.err
    assert "93.08" in shown.out
    assert "【演示数据】2021年广西" in shown.out
    assert "3 个单位有指标值缺失" in shown.out


def test_the_main_job_ranks_the_real_cities_by_what_was_measured(shuheng: Shuheng) -> None:
    shown = shuheng("demo")
    assert "14 个单位有指标值缺失" in shown.out
    measured = shown.out.split("D1-1 结构化数据集")[1]
    lines = [line for line in measured.splitlines() if line.startswith("│ ") and "市" in line]
    assert len(lines) == 14
    assert "百色市" in lines[0]
    assert "～" in lines[0]


def test_the_main_job_as_json(shuheng: Shuheng) -> None:
    document = shuheng.json("demo")
    assert [line["ok"] for line in document["checks"]] == [True] * 6
    nanjing, guangxi, cities = document["results"]
    assert (nanjing["demo"], nanjing["agencies"][0]["total"]) == (False, "93.08")
    assert (guangxi["demo"], len(guangxi["agencies"])) == (True, 14)
    assert (cities["demo"], cities["facts"], len(cities["agencies"])) == (False, "guangxi-open-2023", 14)


def test_fourteen_invented_cities_of_all_three_classes(guangxi: Rubric, province: FactSheet) -> None:
    result = score(guangxi, province)
    assert [agency.agency.name[:3] for agency in result.agencies] == ["演示市"] * 14
    assert {agency.class_name for agency in result.agencies} == {"I类", "II类", "III类"}
    assert province.demo
    assert {fact.evidence for fact in province.facts.values()} == {"演示数据"}


def test_every_metric_has_a_value_somewhere_and_few_are_unknown(guangxi: Rubric, province: FactSheet) -> None:
    assert {metric for _, metric in province.facts} == set(guangxi.metrics)
    missing = 14 * len(guangxi.metrics) - len(province.facts)
    assert 0 < missing < 60
    assert len({city for city, _ in province.facts}) == 14


def test_bounds_show_and_cities_differ(guangxi: Rubric, province: FactSheet) -> None:
    result = score(guangxi, province)
    open_ones = [agency for agency in result.agencies if agency.total is None]
    assert len(open_ones) == 3
    assert all(agency.low < agency.high for agency in open_ones)
    assert len({agency.low for agency in result.agencies}) == 14
    assert result.agencies[0].low - result.agencies[-1].low > 40


def test_the_province_is_always_the_same(guangxi: Rubric, province: FactSheet) -> None:
    assert demo_sheet(guangxi).hash == province.hash


@pytest.mark.parametrize("name", SIX)
def test_the_province_fits_every_rubric(name: str) -> None:
    rubric = load_rubric(RUBRICS / name)
    sheet = demo_sheet(rubric)
    assert len(sheet.agencies) == 14
    result = score(rubric, sheet)
    assert all(agency.low <= agency.high for agency in result.agencies)
