"""``shuheng rubric``: list, check, coverage, test, schema, diff."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.journeys.command import Shuheng
from tests.places import RUBRICS
from tests.spec.facts.small_rubric import HERE

SIX = [
    "nanjing-2022",
    "guangxi-2021",
    "suqian-2022-county",
    "suqian-2022-department",
    "jiangsu-pilot",
    "wuxi-pilot-2021",
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small rubric to change."""
    return Path(shutil.copytree(HERE / "small", tmp_path / "small"))


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "rubric.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_list_begins_with_the_six(shuheng: Shuheng) -> None:
    lines = shuheng.json("rubric", "list")["rubrics"]
    assert [line["rubric"] for line in lines][:6] == SIX
    (nanjing, guangxi) = lines[:2]
    assert (nanjing["indicators"], nanjing["base"], nanjing["facts"]) == (57, "100", ["nanjing-2022"])
    assert (guangxi["indicators"], guangxi["base"], guangxi["deduction"], guangxi["bonus"]) == (
        56,
        "100",
        "70",
        "70",
    )
    assert "nanjing-2022" in shuheng("rubric", "list").out


def test_check_reports_where_nanjings_text_differs_from_its_table(shuheng: Shuheng) -> None:
    shown = shuheng("rubric", "check", "nanjing-2022")
    assert shown.code == 0
    (line,) = shuheng.json("rubric", "check", "nanjing-2022")["rubrics"]
    told = [problem["message"] for problem in line["problems"] if problem["code"] == "document-contradiction"]
    assert any("23" in message and "22" in message for message in told)
    assert any("56" in message and "57" in message for message in told)
    assert all(message in shown.out for message in told)
    assert (line["ok"], line["errors"]) == (True, 0)


def test_check_of_all_six_finds_no_error(shuheng: Shuheng) -> None:
    shown = shuheng("rubric", "check")
    assert shown.code == 0
    assert shown.out.count("可以使用。错误 0") >= 6


def test_check_tells_every_mistake_with_its_line(shuheng: Shuheng, small: Path) -> None:
    change(small, "clause: 基础.1\n              says: 挂载率", "clauze: 基础.1\n              says: 挂载率")
    change(small, "kind: yes_no", "kind: yesno")
    shown = shuheng("rubric", "check", small, "--format", "json")
    assert shown.code == 1
    (line,) = shown.json["rubrics"]
    assert line["ok"] is False
    assert line["errors"] >= 2
    assert all(problem["file"] == "rubric.yaml" and problem["line"] for problem in line["problems"])
    table = shuheng("rubric", "check", small)
    assert (table.code, "不能使用" in table.out) == (1, True)


def test_coverage_keys(shuheng: Shuheng) -> None:
    found = shuheng.json("rubric", "coverage", "guangxi-2021")
    assert (found["indicators"], found["base"], found["deduction"], found["bonus"]) == (56, "100", "70", "70")
    assert found["clauses"] >= 275
    assert found["rules"] >= found["clauses"]
    assert found["metrics"] == sum(found["metrics_by_origin"].values())
    origins = found["base_points_by_origin"]
    assert set(origins) == {"measured", "register", "reported", "judged"}
    assert sum(Decimal(points) for points in origins.values()) == Decimal(found["base"])


def test_coverage_of_all_is_a_list(shuheng: Shuheng) -> None:
    assert [line["rubric"] for line in shuheng.json("rubric", "coverage")["rubrics"]][:6] == SIX
    assert "条款" in shuheng("rubric", "coverage").out


def test_cases_of_a_rubric(shuheng: Shuheng) -> None:
    (line,) = shuheng.json("rubric", "test", "wuxi-pilot-2021")["rubrics"]
    assert line["cases"] == line["passed"] > 0
    assert line["failed"] == []


def test_a_case_that_fails_is_shown_with_both_numbers(shuheng: Shuheng, small: Path) -> None:
    (small / "cases").mkdir()
    (small / "cases" / "a.yaml").write_text(
        "cases:\n"
        "  - {case: 满分, indicator: A1, others: none, because: 基础.1 八成以上2分,\n"
        "     facts: {已发布目录数: 10, 已挂载目录数: 8}, expect: {base: 2}}\n"
        "  - {case: 写错, indicator: A1, others: none, because: 基础.1 六成以上1分,\n"
        "     facts: {已发布目录数: 10, 已挂载目录数: 7}, expect: {base: 2}}\n",
        encoding="utf-8",
    )
    shown = shuheng("rubric", "test", small)
    assert shown.code == 1
    assert "2 个算例，1 个相符，1 个不符" in shown.out
    assert "写错" in shown.out
    failed = shuheng("rubric", "test", small, "--format", "json").json["rubrics"][0]["failed"]
    assert [case["case"] for case in failed] == ["写错"]
    assert failed[0]["differences"]


def test_schema_is_json_schema(shuheng: Shuheng) -> None:
    shown = shuheng("rubric", "schema")
    assert shown.code == 0
    assert "$defs" in shown.json


def test_diff_of_a_rubric_and_its_change(shuheng: Shuheng, small: Path) -> None:
    assert shuheng("rubric", "diff", HERE / "small", small).out == "两份细则没有差别。\n"
    change(small, "at_least: {80%: 2, 60%: 1}", "at_least: {85%: 2, 60%: 1}")
    changes = shuheng.json("rubric", "diff", HERE / "small", small)["changes"]
    assert [(item["kind"], item["place"]) for item in changes] == [("changed", "A1")]
    assert "80%" in changes[0]["before"]
    assert "85%" in changes[0]["after"]
    assert "改动" in shuheng("rubric", "diff", HERE / "small", small).out


def test_the_library_holds_the_six_folders() -> None:
    assert {path.parent.name for path in RUBRICS.glob("*/rubric.yaml")} >= set(SIX)
