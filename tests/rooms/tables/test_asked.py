"""What a table is asked: rules of its own, items that its entry declares, other tables, keys."""

from typing import Any

import pytest

from shuheng.catalogue.models import CatalogueEntry, CodeList, CodeValue, InformationItem
from shuheng.quality.models import DataTable, QualityIssue, TableResult
from shuheng.quality.tables.actions import describe
from tests.cast import Cast
from tests.rooms.tables.conftest import CLEAN, ROWS, Maker, run_over

pytestmark = pytest.mark.django_db

FEW = "- {code: few, column: 数量, kind: range, least: 1, most: 15, says: 数量不超过 15}"
KNOWN = "- {code: known, column: 编号, kind: reference, table: 总表, other: 编号, says: 编号在总表内}"


def with_rules(table: DataTable, rules: str) -> DataTable:
    return describe(table=table, roles={}, keys=(), rules=rules, actor="测试员")


def result_of(table: DataTable) -> TableResult:
    return run_over(table).results.get()


def figure(result: TableResult, measure: str, column: str = "") -> tuple[int | None, int | None]:
    found = result.figures.get(measure=measure, column=column)
    return found.value, found.whole


def test_a_rule_is_measured_and_its_faults_are_an_issue(cast: Cast, make: Maker) -> None:
    table = with_rules(make(), FEW)
    result = result_of(table)
    assert figure(result, "rule:few", "数量") == (5, ROWS)
    issue = QualityIssue.objects.get(measure="rule:few")
    assert (issue.title, issue.severity) == ("数量不超过 15", "high")
    shown = cast.client("填报人").get(f"/quality/tables/{table.pk}/").content.decode()
    assert "数量不超过 15" in shown
    with_rules(table, "")
    assert "数量不超过 15" in cast.client("填报人").get(f"/quality/issues/{issue.pk}/").content.decode()


def test_rules_with_mistakes_are_all_told_and_none_is_kept(cast: Cast, make: Maker) -> None:
    table = make()
    bad = "- {code: a, column: 没有, kind: range, least: 1, says: 一}\n- {code: b, column: 数量, kind: rang, says: 二}\n"
    answer = cast.client("填报人").post(f"/quality/tables/{table.pk}/columns/", {"rules": bad})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "第 1 行" in shown
    assert "第 2 行" in shown
    assert "kind: rang, says" in shown
    table.refresh_from_db()
    assert table.rules == ""
    assert (
        cast.client("填报人").post(f"/quality/tables/{table.pk}/columns/", {"rules": FEW}).status_code == 302
    )
    table.refresh_from_db()
    assert table.rules == FEW


def test_a_rule_may_ask_another_table(make: Maker) -> None:
    make("总表", "\n".join(CLEAN.splitlines()[:11]) + "\n")
    result = result_of(with_rules(make(), KNOWN))
    assert figure(result, "rule:known", "编号") == (ROWS - 10, ROWS)


def test_a_table_that_a_rule_asks_for_must_be_there(make: Maker) -> None:
    make("总表", agency="city-b-health")
    result = result_of(with_rules(make(), KNOWN))
    assert (result.state, result.problem_code) == ("failed", "table-reference")


def test_rules_that_new_data_do_not_fit_fail_that_table_only(make: Maker) -> None:
    table, other = with_rules(make(text=CLEAN.replace("数量", "个数")), FEW), make("另一张")
    run = run_over(table, other)
    states = {one.table.title: one.state for one in run.results.all()}
    assert states == {"站点": "failed", "另一张": "measured"}
    assert "数量" in run.results.get(table=table).problem


@pytest.fixture
def declared(cast: Cast, make: Maker) -> DataTable:
    """A table of an entry that declares its items."""
    entry = CatalogueEntry.objects.create(agency=cast.agency("city-a-health"), title="站点目录")
    kinds = CodeList.objects.create(code="K1", name="编号表")
    for number in range(1, 11):
        CodeValue.objects.create(code_list=kinds, position=number, value=f"A{number:03d}", meaning="站")
    items: tuple[tuple[str, dict[str, Any]], ...] = (
        ("编号", {"is_key": True, "code_list": kinds}),
        ("名称", {"length": 3}),
        ("地址", {}),
    )
    for position, (name, said) in enumerate(items):
        InformationItem.objects.create(entry=entry, position=position, name=name, **said)
    table = make()
    DataTable.objects.filter(pk=table.pk).update(entry=entry)
    return DataTable.objects.get(pk=table.pk)


def test_declared_items_are_held_against_the_columns(declared: DataTable) -> None:
    result = result_of(declared)
    assert figure(result, "missing_items") == (1, 3)
    assert figure(result, "extra_columns") == (1, 3)
    assert figure(result, "declared_codes", "编号") == (ROWS - 10, ROWS)
    assert figure(result, "declared_length", "名称") == (ROWS - 9, ROWS)


def test_declared_keys_hold_until_somebody_sets_others(declared: DataTable) -> None:
    keys = result_of(declared).figures.filter(measure="duplicate_keys")
    assert [(one.column, one.value) for one in keys] == [("编号", 0)]
    describe(table=declared, roles={}, keys=(("名称",), ("数量",)), rules="", actor="测试员")
    again = result_of(declared).figures.filter(measure="duplicate_keys")
    assert {one.column for one in again} == {"名称", "数量"}
