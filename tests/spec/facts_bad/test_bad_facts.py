"""Facts the engine itself refuses, from YAML and from rows; what tables add stands in ``tests/spec/facts``."""

from functools import cache
from pathlib import Path

import pytest

from shuheng.engines.rubric import (
    Agency,
    FactRow,
    Rubric,
    Where,
    build_sheet,
    change_sheet,
    load_rubric,
    read_facts_yaml,
)
from tests.spec.refusals import FOREIGN, bad_files, expected_lines, refused

HERE = Path(__file__).parent
NAMES = bad_files(HERE)
EAST = Agency("east-1", "甲区", "第一档")


@cache
def example() -> Rubric:
    """The rubric the facts are for, with a metric of every kind, peers and classes."""
    return load_rubric(HERE)


def told(*rows: FactRow, agencies: tuple[Agency, ...] = ()) -> list[str]:
    """What rows are refused for."""
    return [str(problem) for problem in refused(lambda: build_sheet(example(), rows, agencies=agencies))]


def row(metric: str, value: str, agency: str = "east-1", line: int = 1, **more: str) -> FactRow:
    """One row of a list of facts."""
    return FactRow(agency, metric, value, "甲区", "第一档", where=Where(file="行", line=line), **more)


def test_each_bad_file_has_its_messages() -> None:
    assert sorted(path.stem for path in HERE.glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_messages(name: str) -> None:
    path = HERE / f"{name}.yaml"
    problems = refused(lambda: read_facts_yaml(example(), path))
    assert [str(problem) for problem in problems] == expected_lines(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_message_is_plain_chinese_with_its_place(name: str) -> None:
    for line in expected_lines(HERE / f"{name}.yaml"):
        assert line.startswith(f"{name}.yaml 第 ")
        assert FOREIGN.search(line) is None


@pytest.mark.parametrize("name", ["many-shape", "many-values"])
def test_all_mistakes_at_once_in_file_order(name: str) -> None:
    problems = refused(lambda: read_facts_yaml(example(), HERE / f"{name}.yaml"))
    places = [(problem.line, problem.column) for problem in problems]
    assert len(problems) >= 7
    assert places == sorted(places)


def test_an_agency_outside_a_fixed_list_with_the_nearest_one() -> None:
    assert told(row("应挂载数", "3", agency="east-2"), agencies=(EAST,)) == [
        "行 第 1 行：没有单位“east-2”。是否想写“east-1”？〔agency-unknown〕"
    ]


def test_a_name_that_differs_from_the_fixed_list() -> None:
    assert told(FactRow("east-1", "应挂载数", "3", "乙区"), agencies=(EAST,)) == [
        "单位“east-1”前面写的是“甲区”第一档，这里写的是“乙区”。〔agency-conflict〕"
    ]


def test_a_row_without_agency() -> None:
    assert told(row("应挂载数", "3", agency="")) == ["行 第 1 行：没有写单位代码。请补上。〔agency-missing〕"]


def test_an_unknown_period_and_the_known_ones() -> None:
    assert told(row("应挂载数", "3", period="2018")) == [
        "行 第 1 行：周期“2018”不是本次评估的周期。可用：2021、上年。〔period-unknown〕"
    ]


def test_no_rows_at_all() -> None:
    assert told() == ["没有任何单位，也没有任何事实。〔facts-empty〕"]


def test_a_class_where_the_rubric_has_none(tmp_path: Path) -> None:
    text = (
        (HERE / "rubric.yaml")
        .read_text(encoding="utf-8")
        .replace("classes: {of: 人口, at_least: {50: I类, 0: II类}}\n", "")
    )
    text = text.replace(
        "          人口: {code: area.people, unit: 万人, kind: amount, origin: reported, supply: registers/people}\n",
        "",
    )
    (tmp_path / "rubric.yaml").write_text(text, encoding="utf-8")
    rubric = load_rubric(tmp_path)
    rows = [row("应挂载数", "3", class_name="I类")]
    assert [str(problem) for problem in refused(lambda: build_sheet(rubric, rows))] == [
        "行 第 1 行：单位“east-1”的类别“I类”不认识。本细则不分类，请删去 class。〔agency-class〕"
    ]


def test_rows_are_told_in_the_order_of_their_lines() -> None:
    lines = told(row("已挂载数", "9", line=2), row("应挂载数", "8", line=3), row("制度健全", "大概", line=4))
    assert [line.split("：")[0] for line in lines] == ["行 第 2 行", "行 第 4 行"]


def test_a_change_is_checked_like_a_file_and_changes_nothing() -> None:
    sheet = build_sheet(example(), [row("应挂载数", "8"), row("已挂载数", "5")])
    changes = {("east-1", "已挂载数"): "9", ("east-1", "应挂裁数"): "3", ("east-9", "满意率"): "90%"}
    assert [str(problem) for problem in refused(lambda: change_sheet(example(), sheet, changes))] == [
        "east-1：应挂裁数：example 没有指标值“应挂裁数”。是否想写“应挂载数”？〔metric-unknown〕",
        "east-9：满意率：没有单位“east-9”。是否想写“east-1”？〔agency-unknown〕",
        "east-1：已挂载数：east-1“已挂载数”9 大于“应挂载数”8，分子不能大于分母。请核对两个数。〔part-above-whole〕",
    ]
    assert sheet.facts["east-1", "已挂载数"].text == "5"
