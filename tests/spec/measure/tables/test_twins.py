"""The whole measuring, by DuckDB and in plain Python, of dirty tables: the same figures, roles and samples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.engines.measure.tables import (
    ROLES,
    DeclaredItem,
    TableParameters,
    TableQuestion,
    load_rules,
    measure_plain,
    measure_table,
    table_database,
)
from tests.spec.measure.tables.dirt import CELLS, NOTHING, Columns, arrow

NAMES = ("身份证号", "信用代码", '奇"怪的 列', "数量", "日期", "备注")
RULES = load_rules(
    """
    - {code: given, column: 备注, kind: not_empty, says: 备注要填}
    - {code: amount, column: 数量, kind: range, least: -3, most: 136.5, says: 数量在范围内}
    - {code: short, column: 备注, kind: length, least: 2, most: 6, says: 备注二到六字}
    - {code: shape, column: 信用代码, kind: pattern, pattern: '[0-9A-Z]{18}|无', says: 十八位}
    - {code: listed, column: 备注, kind: codes, codes: [张三, 无锡市, "1"], says: 在表内}
    - {code: once, column: 身份证号, kind: unique, beside: [数量], says: 不重复}
    - {code: less, column: 数量, kind: compare, sign: <, other: 备注, says: 数量小于备注}
    - {code: order, column: 日期, kind: date_order, other: 备注, says: 先后}
    - {code: known, column: 备注, kind: reference, table: 人员, other: 姓名, says: 在人员表内}
    """,
    "rules.yaml",
    NAMES,
)
DECLARED = (
    DeclaredItem("身份证号", type="字符型", length=18, required=True),
    DeclaredItem("数量", type="整数"),
    DeclaredItem("日 期", type="DATE"),
    DeclaredItem("备 注说明", codes=("张三", "无")),
    DeclaredItem("说明", "备注", codes=("张三", "无")),
)


@st.composite
def tables(draw: st.DrawFn) -> Columns:
    """Columns of one length; cells repeat, so that rows and keys do."""
    rows = draw(st.integers(0, 30))
    pool = draw(st.lists(st.one_of(CELLS, NOTHING, st.none()), min_size=1, max_size=25))
    return {name: [draw(st.sampled_from(pool)) for _ in range(rows)] for name in NAMES}


QUESTIONS = st.builds(
    TableQuestion,
    as_of=st.sampled_from([date(2023, 6, 30), date(2000, 2, 29)]),
    roles=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(tuple(ROLES)), max_size=6),
    keys=st.sampled_from([(), (("身份证号",), ("数量", "日期"))]),
    codes=st.sampled_from([{}, {"备注": ("无", "张三")}]),
    divisions=st.sampled_from([None, frozenset({"450102"})]),
    rules=st.sampled_from([(), RULES]),
    declared=st.sampled_from([None, DECLARED]),
    parameters=st.builds(
        TableParameters, outlier_rows=st.sampled_from([4, 20]), high_missing_percent=st.sampled_from([40, 60])
    ),
)


@pytest.fixture(scope="module")
def database() -> Iterator[Any]:
    with table_database(threads=1) as held:
        yield held


@settings(max_examples=40)
@given(columns=tables(), question=QUESTIONS)
def test_expressions_and_twin_agree(database: Any, columns: Columns, question: TableQuestion) -> None:
    by_database = measure_table(arrow(columns), question, database=database, plain=False)
    by_hand = measure_plain(list(columns), list(columns.values()), question)
    for told, expected in zip(by_database.figures, by_hand.figures, strict=True):
        assert told == expected
    assert by_database.roles == by_hand.roles
    assert by_database.samples == by_hand.samples
    exact = [
        (one.column, one.nulls, one.blanks, one.words, one.least, one.greatest) for one in by_hand.profiles
    ]
    assert exact == [
        (one.column, one.nulls, one.blanks, one.words, one.least, one.greatest)
        for one in by_database.profiles
    ]


def test_reference_rules_look_into_the_other_table(database: Any) -> None:
    columns: Columns = {"备注": ["张三", "李四 ", "李四", None, "无", "王五"]}
    people: Columns = {"姓名": ["张三", "李四", "无", None]}
    rules = load_rules(
        "- {code: known, column: 备注, kind: reference, table: 人员, other: 姓名, says: 在内}", "r.yaml"
    )
    question = TableQuestion(date(2023, 6, 30), rules=rules)
    found = measure_table(arrow(columns), question, database=database, related={"人员": arrow(people)})
    by_hand = measure_plain(list(columns), list(columns.values()), question, related={"人员": people})
    assert found.figure("rule:known", "备注") == by_hand.figure("rule:known", "备注")
    assert (found.figure("rule:known", "备注").value, found.figure("rule:known", "备注").whole) == (2, 4)
    alone = measure_table(arrow(columns), question, database=database).figure("rule:known", "备注")
    assert (alone.value, "没有表“人员”" in alone.detail) == (None, True)


def test_a_sample_is_taken_only_when_asked_and_said(database: Any) -> None:
    columns: Columns = {"数量": [str(number) for number in range(100)]}
    found = measure_table(arrow(columns), TableQuestion(date(2023, 6, 30), every=10), database=database)
    assert (found.rows, found.figure("rows").how) == (10, "sampled")
    assert "每 10 行取 1 行" in found.how[0]
    assert found.figure("low_capacity").value is None
    assert {figure.how for figure in found.figures} == {"sampled"}


def test_only_the_measures_that_are_wanted_are_asked(database: Any) -> None:
    columns: Columns = {"日期": ["2023-01-02", "2023/1/2", " 2023"]}
    question = TableQuestion(date(2023, 6, 30), measures=frozenset({"rows", "mixed_date_forms"}))
    found = measure_table(arrow(columns), question, database=database, plain=False)
    assert [figure.measure for figure in found.figures] == ["rows", "mixed_date_forms"]


@pytest.mark.parametrize("width", [1, 5000])
def test_many_columns_are_measured_in_few_queries(database: Any, width: int) -> None:
    columns: Columns = {f"列{number}": ["1", None, "无"] for number in range(width)}
    question = TableQuestion(date(2023, 6, 30), measures=frozenset({"empty_cells", "padded_cells"}))
    found = measure_table(arrow(columns), question, database=database, plain=False)
    assert (found.figure("empty_cells").value, found.figure("empty_cells").whole) == (2 * width, 3 * width)


def test_many_repeated_rows_are_counted_exactly(database: Any) -> None:
    columns: Columns = {
        "甲": [str(n % 3) for n in range(3000)],
        "乙": [["", None][n % 2] for n in range(3000)],
    }
    question = TableQuestion(date(2023, 6, 30), keys=(("甲",),))
    found = measure_table(arrow(columns), question, database=database, plain=False)
    assert found.figure("duplicate_rows").value == 2997
    assert found.figure("duplicate_keys", "甲").value == 2997
