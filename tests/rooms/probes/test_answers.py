"""Answers as trees, rows by path, fields against the declaration, numbers: JSON and XML alike."""

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.quality.probes.answers.compare import Drift, compare, fits
from shuheng.quality.probes.answers.document import Unreadable, read_document
from shuheng.quality.probes.answers.rows import NOTHING, at, number_at, rows_at
from shuheng.quality.probes.fields import DeclaredField

NAME = st.text("abc名称床位", min_size=1, max_size=6)
TEXT = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)
ROW = st.dictionaries(NAME, TEXT, min_size=1, max_size=4)


@settings(max_examples=50)
@given(st.lists(ROW, max_size=5))
def test_json_and_xml_of_the_same_rows_count_and_compare_alike(rows: list[dict[str, str]]) -> None:
    declared = [DeclaredField("a"), DeclaredField("名称", required=False)]
    as_json = json.dumps({"data": {"row": rows}}, ensure_ascii=False).encode()
    cells = ("".join(f"<{name}>{escape(text)}</{name}>" for name, text in row.items()) for row in rows)
    as_xml = f"<data>{''.join(f'<row>{one}</row>' for one in cells)}</data>".encode()
    from_json = rows_at(read_document(as_json), "data.row")
    from_xml = rows_at(read_document(as_xml), "data.row") or []
    assert from_json == rows
    assert from_xml == rows
    assert compare(from_xml, declared) == compare(rows, declared)


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Unreadable):
        tree = read_document(content)
        rows = rows_at(tree, "x")
        assert rows is None or isinstance(tree, dict)


@pytest.mark.parametrize(
    ("content", "tree"),
    [
        ('﻿{"名称": "甲"}'.encode(), {"名称": "甲"}),
        ('{"名称": "甲"}'.encode("gb18030"), {"名称": "甲"}),
        ('<?xml version="1.0" encoding="GBK"?><a>甲</a>'.encode("gbk"), {"a": "甲"}),
        (b'<n:a xmlns:n="urn:x"><n:b>1</n:b></n:a>', {"a": {"b": "1"}}),
        (b"[1.10, 12345678901234567890]", [Decimal("1.10"), 12345678901234567890]),
    ],
)
def test_what_is_read(content: bytes, tree: Any) -> None:
    assert read_document(content) == tree


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"NaN", "JSON"),
        (b"{'a': 1}", "JSON"),
        (b"\xff\xfe\xff", "编码"),
        (b"<html><p></html>", "网页"),
        (b"<a><b></a>", "第 1 行"),
        (b"<!DOCTYPE a><a/>", "DOCTYPE"),
        (b"<a>" * 200 + b"</a>" * 200, "嵌套"),
        (b"[" * 100_000, "嵌套"),
    ],
)
def test_what_is_refused_says_why(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_document(content)


def test_a_path_leads_through_names_and_places() -> None:
    tree = {"data": [{"rows": [1, 2]}, {"rows": {"a": 1}}], "none": ""}
    assert at(tree, "data.0.rows") == [1, 2]
    assert at(tree, "data.7") is NOTHING
    assert at(tree, "data.rows") is NOTHING
    assert rows_at(tree, "data.0.rows") == [1, 2]
    assert rows_at(tree, "data.1.rows") == [{"a": 1}]
    assert rows_at(tree, "none") == []
    assert rows_at(tree, "") is None
    assert rows_at([1], "") == [1]
    assert rows_at(tree, "gone") is None


@pytest.mark.parametrize(
    ("tree", "path", "number"),
    [
        ({"count": 7}, "", 7),
        ({"data": {"total": "1,299"}}, "", 1299),
        ({"result": {"totalCount": Decimal("5.0")}}, "", 5),
        (12, "", 12),
        ({"x": {"n": 0}}, "x.n", 0),
        ({"x": 1}, "", None),
        ({"count": None}, "", None),
        ([1, 2], "", None),
        ({"x": 1}, "y", None),
    ],
)
def test_a_number_is_found(tree: Any, path: str, number: int | None) -> None:
    assert number_at(tree, path) == number


@pytest.mark.parametrize("value", [-1, True, "many", Decimal("1.5"), Decimal("1E+40"), 2**63, [], {}])
def test_what_is_no_count_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        number_at({"count": value}, "")


def test_missing_wrong_and_extra_fields_are_told() -> None:
    declared = [
        DeclaredField("名称", "text"),
        DeclaredField("床位", "integer"),
        DeclaredField("电话", "text", required=False),
        DeclaredField("日期", "date"),
    ]
    rows = [
        {"名称": "甲", "床位": 3, "日期": "2023-01-05", "备注": ""},
        {"名称": "乙", "床位": "三", "日期": "2023年1月5日"},
        ["丙"],
    ]
    found = compare(rows, declared)
    assert found == Drift((), ("床位",), ("备注",), 1)
    assert found.words == "类型不符 床位；1 行不是记录"
    assert compare([{"名称": "甲"}], declared) == Drift(("床位", "日期"), (), (), 0)
    assert compare(rows, []) is None
    assert compare([], declared) is None


@pytest.mark.parametrize(
    ("value", "kind", "fine"),
    [
        ("12", "integer", True), (12, "integer", True), ("1,200", "integer", True), ("1.5", "integer", False),
        ("1.5", "number", True), (Decimal("1.50"), "number", True), ("1e3", "number", True), ("1.", "number", False),
        (True, "integer", False), (True, "boolean", True), ("是", "boolean", True), ("也许", "boolean", False),
        ("20230105", "date", True), ("2023/1/5 08:30:00", "date", True), ("2023年1月", "date", True),
        ("昨天", "date", False), (None, "date", True), ("", "integer", True), ({}, "text", False), ([], "any", True),
        ("١٢", "integer", False),
    ],
)  # fmt: skip
def test_types(value: Any, kind: str, fine: bool) -> None:
    assert fits(value, kind) is fine
