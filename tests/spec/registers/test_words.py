"""Conditions and metrics in words, as the pages show them."""

import pytest

from shuheng.registers.declare import metric_of, metric_words, shipped, supplied, where_words

WORDS = {
    "network.agencies_required": "列入依据为认定清单或自查新增，行数",
    "network.agencies_connected": "“横向接入应接入单位数”的行里，已横向接入为是，行数",
    "network.unlisted_networks_done": (
        "“清单外专网总数”的行里，现场认定日期不晚于期末，且认定结果公布日期不晚于期末，"
        "且迁移打通日期不晚于期末，且结果报送日期不晚于期末，行数"
    ),
    "security.systems_passed": (
        "“应测评或备案系统数”的行里，等保级别为三级或四级或五级，且等保测评结果为合格；"
        "或等保级别为一级或二级，且已完成等保备案为是，行数"
    ),
    "security.systems_due": "涉密为否，且等保级别不为不需定级，且建设阶段不为停用，行数",
    "satisfaction.sharing": "完成日期在本期内，主题为数据共享，比率：“满意答卷数”除以“有效答卷数”",
    "licence.types_gathered": "已汇聚结构化条数不小于1，行数",
    "budget.published_on_time": "应公开日期在本期内，公开内容为预决算，是否都符合：公开日期不晚于应公开日期",
    "project.filings_late": "应申报日期在本期内，申报日期晚于应申报日期，行数",
    "project.filings_missing": "状态为待申报或已退回，且应申报日期在本期内，且申报日期未填，行数",
    "cloud.resources_unused": "月份在本期内，未正常使用为是，且已说明理由并获认可为否，不重复的个数：“资源编号”",
}


@pytest.mark.parametrize("code", WORDS)
def test_a_metric_in_words(code: str) -> None:
    declaration = shipped()[supplied(shipped().values())[code]]
    assert metric_words(declaration, metric_of(declaration, code)) == WORDS[code]


def test_derived_fields_and_sometimes_required_ones_in_words() -> None:
    use, outlets = shipped()["cloud_use"], shipped()["outlets"]
    assert where_words(use, use.fields["idle"].derived) == (
        "处理器平均使用率不大于10，且内存平均使用率不大于20，且未正常使用为否"
    )
    assert where_words(outlets, outlets.fields["connected_on"].required_when) == "已横向接入为是"
    assert where_words(outlets, outlets.fields["unit"].required_when) == ""


def test_every_metric_has_words_without_codes() -> None:
    for declaration in shipped().values():
        for metric in declaration.metrics.values():
            words = metric_words(declaration, metric)
            assert words
            assert not any(code == part for code in declaration.fields for part in words.split("，"))
