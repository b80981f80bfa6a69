"""``shuheng score``: facts in, points and ranks out, on the terminal and as JSON."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.journeys.command import Shuheng
from tests.spec.facts.small_rubric import HERE

SMALL = HERE / "small"
HEAD = "单位代码,单位名称,分组,周期,指标,取值,来源,佐证\n"
AGENCY_KEYS = {"code", "name", "total", "low", "high", "grade", "rank", "indicators"}
INDICATOR_KEYS = {"code", "base", "deduction", "bonus", "points"}


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Two agencies; the second lacks what its second indicator needs."""
    path = tmp_path / "facts.csv"
    rows = [
        "x1,甲区,第一档,2021,已发布目录数,100,,",
        "x1,甲区,第一档,2021,已挂载目录数,83,,",
        "x1,甲区,第一档,2021,目录满意度,93.25%,填报,第三方调查",
        'x1,甲区,第一档,2021,经费支出,"1,299",,',
        "x1,甲区,第一档,2021,制度健全,是,,",
        "x1,甲区,第一档,2021,工作情况,一般,,",
        "x1,甲区,第一档,2021,方案报送日期,2021/6/30,,",
        "x1,甲区,第一档,2021,网站得分,80；71,,",
        "x2,乙区,第一档,2021,已发布目录数,10,,",
        "x2,乙区,第一档,2021,已挂载目录数,7,,",
        "x2,乙区,第一档,2021,目录满意度,50%,,",
        "x2,乙区,第一档,2021,经费支出,1,,",
    ]
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return path


def test_nanjing_scores_its_published_total(shuheng: Shuheng) -> None:
    document = shuheng.json("score", "nanjing-2022")
    (agency,) = document["agencies"]
    assert (agency["total"], agency["grade"], agency["rank"]) == ("93.08", "优", 1)
    assert len(agency["indicators"]) == 57
    assert document["demo"] is False


def test_every_promised_key_is_there_and_points_are_texts(shuheng: Shuheng) -> None:
    for agency in shuheng.json("score", "guangxi-2021")["agencies"]:
        assert agency.keys() >= AGENCY_KEYS
        assert Decimal(agency["low"]) <= Decimal(agency["high"])
        assert isinstance(agency["rank"], int)
        for indicator in agency["indicators"]:
            assert indicator.keys() >= INDICATOR_KEYS
            assert all(indicator[key] is None or isinstance(indicator[key], str) for key in INDICATOR_KEYS)


def test_points_add_up_and_unknowns_give_bounds(shuheng: Shuheng, facts: Path) -> None:
    first, second = shuheng.json("score", SMALL, "--facts", facts)["agencies"]
    assert [first["code"], second["code"]] == ["x1", "x2"]
    # A1: 2 (83% mounted) + 93.25% x 2, rounded + 2 (1,299 spent); A2: 2 + 0.5 + 1, no bonus below 90.
    assert [item["points"] for item in first["indicators"]] == ["5.87", "3.50"]
    assert (first["total"], first["grade"]) == ("9.37", "优")
    # A1: 1 (70% mounted) + 1 + 0; A2 unknown: 0 to 4, and 0 to 3 more.
    assert [item["points"] for item in second["indicators"]] == ["2.00", None]
    assert (second["total"], second["low"], second["high"], second["grade"]) == (None, "2.00", "9.00", None)


def test_the_table_shows_ranges_and_what_is_missing(shuheng: Shuheng, facts: Path) -> None:
    shown = shuheng("score", SMALL, "--facts", facts)
    assert shown.code == 0
    assert "2.00～9.00" in shown.out
    assert "1 个单位有指标值缺失" in shown.out
    assert "第一档" in shown.out


def test_gbk_is_read_and_said_beside_the_result(shuheng: Shuheng, facts: Path) -> None:
    facts.write_bytes(facts.read_text(encoding="utf-8").encode("gb18030"))
    shown = shuheng("score", SMALL, "--facts", facts, "--format", "json")
    assert shown.json["agencies"][0]["total"] == "9.37"
    assert "文件是 GBK 编码" in shown.err


def test_all_mistakes_of_a_file_are_told_and_nothing_is_scored(shuheng: Shuheng) -> None:
    shown = shuheng("score", SMALL, "--facts", HERE / "bad" / "many-mistakes.csv", "--format", "json")
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.count("\n错误 ") + shown.err.startswith("错误 ") == 5
    assert "共 5 处问题，没有产生结果。" in shown.err


def test_only_listed_agencies_may_be_scored(shuheng: Shuheng, facts: Path, tmp_path: Path) -> None:
    roster = tmp_path / "agencies.csv"
    roster.write_text("单位代码,单位名称,分组\nx1,甲区,第一档\n", encoding="utf-8")
    shown = shuheng("score", SMALL, "--facts", facts, "--agencies", roster)
    assert shown.code == 1
    assert "没有单位“x2”" in shown.err


def test_facts_are_found_by_name(shuheng: Shuheng) -> None:
    by_name = shuheng.json("score", "nanjing-2022", "--facts", "nanjing-2022")
    assert by_name == shuheng.json("score", "nanjing-2022")
    assert shuheng.json("score", "jiangsu-pilot", "--facts", "demo")["demo"] is True


def test_without_facts_the_message_says_what_to_do(shuheng: Shuheng) -> None:
    shown = shuheng("score", SMALL)
    assert shown.code == 2
    assert "“small”没有默认的指标值，请用 --facts 指定。可用：demo（demo 是演示数据）" in shown.err
