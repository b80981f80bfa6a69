"""The two schemes for pilot projects: Jiangsu's 24 indicators and Wuxi's 60 points plus items less deductions."""

from fractions import Fraction

import pytest

from shuheng.engines.rubric import score
from tests.spec.shipped import cases_as_text, score_one, shipped, total_case

JIANGSU, WUXI = "jiangsu-pilot", "wuxi-pilot-2021"
OWN = "本单位"


def totals(name: str) -> list[str]:
    """The cases of the whole result."""
    return [case["case"] for case in cases_as_text(name) if "indicator" not in case]


def test_jiangsu_has_24_indicators_and_100_points() -> None:
    rubric = shipped(JIANGSU)
    assert list(rubric.indicators) == [f"C{number}" for number in range(1, 25)]
    assert sum(leaf.top for leaf in rubric.indicators.values()) == 100
    levels = [group.level for group in rubric.walk_groups()]
    assert (levels.count(1), levels.count(2)) == (4, 11)


@pytest.mark.parametrize("case", totals(JIANGSU))
def test_jiangsu_adds_up(case: str) -> None:
    found = score(shipped(JIANGSU), total_case(JIANGSU, case)).agency(OWN)
    assert found is not None
    assert found.total == sum(part.base or 0 for part in found.indicators)


def test_jiangsu_reaches_100() -> None:
    expected = {case["case"]: case["expect"].get("total") for case in cases_as_text(JIANGSU)}
    assert "100" in expected.values()


@pytest.mark.parametrize("case", totals(WUXI))
def test_wuxi_is_60_plus_items_less_deductions(case: str) -> None:
    found = score(shipped(WUXI), total_case(WUXI, case)).agency(OWN)
    assert found is not None
    items = sum((part.base or Fraction(0)) for part in found.indicators)
    taken = sum((part.deduction or Fraction(0)) for part in found.indicators)
    assert found.total == max(Fraction(0), 60 + items - taken)


def test_wuxi_has_three_stages() -> None:
    stages = [(stage.code, stage.by.isoformat()) for stage in shipped(WUXI).stages]
    assert stages == [("3月", "2021-03-23"), ("6月", "2021-06-30"), ("10月", "2021-10-31")]


def test_wuxi_takes_points_for_each_criticism_by_level() -> None:
    levels = {"国家级批评次数": 10, "省级批评次数": 6, "市级批评次数": 4}
    for metric, points in levels.items():
        assert score_one(WUXI, "7-1", {metric: 2}).deduction == 2 * points
    assert score_one(WUXI, "7-1", dict.fromkeys(levels, 1)).deduction == sum(levels.values())


def test_wuxi_takes_two_points_for_each_lack_of_cooperation() -> None:
    metrics = ("未按时参会次数", "信息报送不积极次数", "活动不配合次数")
    assert score_one(WUXI, "7-2", dict.fromkeys(metrics, 1)).deduction == 6
