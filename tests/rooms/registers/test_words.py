"""Declarations in words, on the page and in the workbook."""

import pytest

from shuheng.registers.declare import STATE, Condition, Due, load_declaration
from shuheng.registers.queries.about import about_page, rubric_uses
from shuheng.registers.queries.sayings import condition_words, due_words, metric_words, where_words
from shuheng.registers.shelf import declarations, supplies
from shuheng.registers.words import changes_between, differences, state_kind, state_title
from tests.rooms.registers.conftest import GARDENS
from tests.rooms.registers.sheets import gardens


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(workdays="10"), "期满后 10 个工作日内"),
        (Due(date="12-31"), "当年 12 月 31 日前"),
        (Due(date="01-31", years_after="1"), "次年 1 月 31 日前"),
        (Due(date="01-31", years_after="2"), "2 年后 1 月 31 日前"),
    ],
)
def test_deadlines(due: Due, words: str) -> None:
    assert due_words(due) == words


@pytest.mark.parametrize(
    ("code", "condition", "words"),
    [
        ("kind", Condition(one_of=["社区", "滨水"]), ["类别为“社区、滨水”"]),
        ("kind", Condition(none_of="社区"), ["类别不为“社区”"]),
        ("size", Condition(at_least="0.5", at_most="3"), ["面积不低于 0.5", "面积不高于 3"]),
        ("opened", Condition(filled="true"), ["开放日期已填"]),
        ("opened", Condition(filled="false"), ["开放日期未填"]),
        ("opened", Condition(in_period="true"), ["开放日期在期内"]),
        ("opened", Condition(by_period_end="true"), ["开放日期不晚于期末"]),
        ("opened", Condition(after="first_month"), ["开放日期晚于首次巡查月份"]),
        ("opened", Condition(not_after="first_month"), ["开放日期不晚于首次巡查月份"]),
        (STATE, Condition(one_of="confirmed"), ["状态为“已确认”"]),
    ],
)
def test_conditions(code: str, condition: Condition, words: list[str]) -> None:
    assert list(condition_words(gardens(), code, condition)) == words


def test_tables_of_conditions_are_joined() -> None:
    declaration = gardens()
    tables = (
        {"kind": Condition(one_of="社区"), "size": Condition(at_least="1")},
        {"trees": Condition(filled="true")},
    )
    assert where_words(declaration, tables) == "类别为“社区”且面积不低于 1；或树木已填"
    assert where_words(declaration, ()) == ""


def test_metrics() -> None:
    declaration = gardens()
    said = {one.code: metric_words(declaration, one) for one in declaration.metrics.values()}
    assert said == {
        "gardens.total": "开放日期在期内，取行数",
        "gardens.tended": "在“公园数”的行中，有人养护为“是”，取行数",
        "gardens.size": "开放日期在期内，取“面积”的合计",
    }


def test_every_shipped_register_can_be_explained() -> None:
    for declaration in declarations().values():
        page = about_page(declaration)
        assert len(page.fields) == len(declaration.fields)
        assert all(line.words for line in page.metrics)
        assert all(need is not None for need in (line.need for line in page.fields))


def test_each_metric_names_the_rubrics_that_ask_for_it() -> None:
    uses = rubric_uses()
    assert uses["counties.with_data_office"][0][0] == "guangxi-2021"
    lines = {line.metric.code: line.rubrics for line in about_page(declarations()["counties"]).metrics}
    assert lines["counties.with_data_office"] == uses["counties.with_data_office"]
    assert len(set(supplies()) & set(uses)) > 200


def test_changes_and_states_of_columns_that_are_gone() -> None:
    older = load_declaration(
        GARDENS.replace("  trees: {title: 树木, type: count, unit: 棵}\n", ""), "gardens.yaml"
    )
    changes = changes_between({"trees": 1, "tended": True}, {"trees": None, "size": "2"})
    assert changes == {"trees": [1, None], "tended": [True, None], "size": [None, "2"]}
    assert differences(older, changes) == (("trees", "1", ""), ("有人养护", "是", ""), ("面积", "", "2"))
    assert (state_title(older, "gone"), state_kind(older, "gone")) == ("gone", "unknown")
    assert [state_kind(older, one.code) for one in older.life.states] == ["warn", "muted", "good", "warn"]
