"""What is told from names and first cells: roles, drift, fragments; and what is shown of a cell."""

from __future__ import annotations

from datetime import date

import pytest

from shuheng.engines.measure.tables import (
    DeclaredItem,
    Shape,
    TableParameters,
    TableQuestion,
    drift,
    fragments,
    mask,
    measure_table,
)
from shuheng.engines.measure.tables.roles import detect
from tests.spec.measure.tables.dirt import arrow


@pytest.mark.parametrize(
    ("name", "values", "role"),
    [
        ("编号", ["11010519491231002X"] * 5, "identity"),
        ("身份证号", ["11010519491231002X", "不明", "待查"], "identity"),
        ("邮政编码", ["530000"], "postcode"),
        ("区划代码", ["450102"], "division"),
        ("数字", ["450102"], "integer"),
        ("联系电话", ["\x313800138000", "\x30771-5555555"], "phone"),
        ("x", ["2021-13-01", "2021/1/2"], "date"),
        ("年度", ["2021"], "year"),
        ("值", ["2021"], "integer"),
        ("月份", ["202101"], "month"),
        ("价", ["1.5", "2"], "decimal"),
        ("联系人", ["张三", "欧阳某某"], "person"),
        ("单位地址", ["某路1号"], "address"),
        ("说明", ["各种", "文字"], "text"),
        ("空", [], "text"),
    ],
)
def test_the_role_of_a_column(name: str, values: list[str], role: str) -> None:
    found = detect(name, values, TableParameters())
    assert (found.role, found.by, bool(found.evidence)) == (role, "detected", True)


def test_a_given_role_is_taken_and_an_unknown_one_refused() -> None:
    table = arrow({"编号": ["11010519491231002X"]})
    found = measure_table(table, TableQuestion(date(2023, 6, 30), roles={"编号": "text"}))
    assert [(role.role, role.by) for role in found.roles] == [("text", "given")]


def test_items_and_columns_are_matched_by_name_or_field() -> None:
    items = [
        DeclaredItem("企业 名称"),
        DeclaredItem("代码", "ＣＯＤＥ"),
        DeclaredItem("地址"),
        DeclaredItem("法人姓名"),
    ]
    found = drift(("企业名称", "code", "法人的姓名", "备注"), items)
    assert found.matched == {"企业 名称": "企业名称", "代码": "code"}
    assert (found.missing, found.extra) == (("地址", "法人姓名"), ("法人的姓名", "备注"))
    assert found.renamed == (("法人姓名", "法人的姓名", 88),)


def shape(table: str, *columns: str, agency: str = "甲局", **values: str) -> Shape:
    return Shape(table, agency, columns, {name: frozenset(text.split()) for name, text in values.items()})


def test_tables_of_one_shape_are_fragments_and_content_says_by_what() -> None:
    held = [shape(f"t{year}", "名称", "年度", 年度=f"{year} {year}年") for year in (2019, 2020, 2021)]
    held += [shape("other", "名称", "年度", agency="乙局", 年度="2018")]
    [found] = fragments(held)
    assert (found.agency, found.tables, found.by_content) == (
        "甲局",
        ("t2019", "t2020", "t2021"),
        (("年度", "time"),),
    )
    assert "互不重叠" in found.evidence
    same = [shape(name, "名称", "年度", 年度="2019") for name in "abc"]
    assert fragments(same)[0].by_content == ()
    assert fragments(held, least=4) == ()


@pytest.mark.parametrize(
    ("text", "role", "shown"),
    [
        (None, "", "（空值）"),
        ("  ", "", "（2 个空白字符）"),
        ("11010519491231002X", "identity", "110*************2X"),
        ("张三丰", "person", "张**"),
        ("电话\x313800138000转1", "", "电话138******00转1"),
        ("甲" * 50, "", "甲" * 40 + "…"),
    ],
)
def test_what_is_shown_of_a_cell(text: str | None, role: str, shown: str) -> None:
    assert mask(text, role) == shown
