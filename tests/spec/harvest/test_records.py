"""From a record of a source to an entry: values found, doubts told, what is mounted counted, nothing guessed."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from shuheng.engines.harvest import EntryRecord, ResourceRecord, content
from shuheng.terms import ResourceKind
from tests.spec.harvest.lists import codes, one

MOBILE = "139" + "0000" + "1111"


def test_the_first_field_that_says_something_wins() -> None:
    made = one({"甲": "暂无", "乙": "", "丙": "市水务局"}, "provider: [甲, 乙, 丙]")
    assert (made.provider, made.notes) == ("市水务局", ())


def test_joined_and_constant() -> None:
    made = one(
        {"甲": "45", "乙": "暂无", "丙": "01"},
        'code: {join: [甲, 乙, 丙], with: "-"}, theme: {constant: 交通}',
    )
    assert (made.code, made.theme) == ("45-01", "交通")


def test_a_mapping_speaks_before_the_house() -> None:
    fields = "update_cycle: {from: 周期, map: {每半月: ten_day, 其他: null, 每年: static}}"
    assert one({"周期": "每半月"}, fields).update_cycle == "ten_day"
    assert one({"周期": "每年"}, fields).update_cycle == "static"
    assert one({"周期": "每月"}, fields).update_cycle == "monthly"
    silent = one({"周期": "其他"}, fields)
    assert (silent.update_cycle, silent.notes, silent.unmapped) == ("", (), {})


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("update_cycle", "每三年", "cycle-unknown"),
        ("update_cycle", "2022-12-07", "value-shifted"),
        ("update_cycle", "更新频率", "value-is-header"),
        ("open_type", "可开放", "access-unknown"),
        ("open_type", "开放条件", "value-is-header"),
        ("open_type", "每年", "value-shifted"),
        ("open_type", "1", "access-unknown"),
        ("issued", "2022-13-40", "date-impossible"),
        ("issued", "每年", "value-shifted"),
        ("issued", "数据量", "value-is-header"),
        ("rows", "一些", "number-unreadable"),
        ("rows", "2022-12-07", "value-shifted"),
        ("rows", "无条件开放", "value-shifted"),
        ("rows", "https://a.cn/1", "value-shifted"),
        ("landing_page", "详情页", "value-is-header"),
        ("landing_page", "www.a.cn", "link-unreadable"),
        ("grade", "高", "grade-unknown"),
        ("kinds", "魔方", "kind-unknown"),
        ("formats", "每年", "value-shifted"),
        ("provider", "2022-12-07", "value-shifted"),
        ("provider", "提供单位", "value-is-header"),
        ("theme", "无条件开放", "value-shifted"),
        ("industry", "每年", "value-shifted"),
        ("volume_query", "也许", "yes-no-unknown"),
    ],
)
def test_what_cannot_be_read_is_unknown_kept_and_told(field: str, written: str, code: str) -> None:
    made = one({"值": written}, f"{field}: 值")
    assert codes(made) == [code]
    assert made.unmapped == {"值": written}
    default = EntryRecord.__dataclass_fields__[field].default if field != "kinds" else ""
    assert getattr(made, field, "") == default
    assert f"写的是“{written}”" in made.notes[0].message


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("theme", "交通"),
        ("theme", "其他"),
        ("provider", "2020年办公室"),
        ("provider", "每日新报社"),
        ("abstract", "每年"),
    ],
)
def test_texts_that_are_in_their_place(field: str, written: str) -> None:
    made = one({"值": written}, f"{field}: 值")
    assert (getattr(made, field), made.notes) == (written, ())


def test_nested_values_where_a_text_should_be() -> None:
    made = one({"值": {"title": "x"}, "表": [{"a": 1}]}, "provider: 值, theme: 表, issued: 值, keywords: 表")
    assert codes(made) == ["value-shape"] * 4
    assert one({"值": {"title": "局"}}, "provider: 值.title").provider == "局"


def test_lists_as_text_and_words() -> None:
    made = one({"值": ["甲", "", "乙", "甲"]}, "theme: 值, keywords: 值")
    assert (made.theme, made.keywords) == ("甲；乙；甲", ("甲", "乙"))


def test_item_names_absent_and_present() -> None:
    assert one({}, "item_names: 项").item_names is None
    assert one({"项": "名称、代码，日期"}, "item_names: 项").item_names == ("名称", "代码", "日期")


@pytest.mark.parametrize(
    ("written", "known", "counts"),
    [
        ("['xls', 'csv', 'json']", True, (1, 0, 0)),
        ("['xls', 'api', 'docx', 'pdf']", True, (1, 1, 1)),
        ("file", True, (0, 0, 1)),
        ([], True, (0, 0, 0)),
        ("[]", True, (0, 0, 0)),
        ("暂无", False, (0, 0, 0)),
        (None, False, (0, 0, 0)),
    ],
)
def test_resources_counted_from_formats(written: Any, known: bool, counts: tuple[int, int, int]) -> None:
    made = one({"格式": written}, "formats: 格式")
    assert (made.resources_known, (made.tables, made.apis, made.file_count)) == (known, counts)


def test_resources_counted_from_kinds_and_from_the_source_itself() -> None:
    made = one({"类型": "table,api"}, "kinds: 类型")
    assert (made.tables, made.apis, made.resources_known) == (1, 1, True)
    said = one({"接口数": "3", "库表数": "0", "格式": ["csv"]}, "apis: 接口数, tables: 库表数, formats: 格式")
    assert (said.tables, said.apis, said.resources_known) == (0, 3, True)


def test_listed_resources() -> None:
    fields = (
        "resources: {from: 资源, each: {title: n, format: [f, m], url: u, rows: r, kind: k, volume_query: q}}"
    )
    resources = [
        {"n": "表一", "f": "", "m": "text/csv", "u": "https://a.cn/1", "r": "1,200", "q": "是"},
        {"n": "流", "k": "视频", "u": "rtsp://a"},
        {"u": "https://a.cn/api/v1"},
        {"u": "https://a.cn/b.XLSX"},
        "https://a.cn/c.pdf",
        {},
    ]
    made = one({"资源": resources}, fields)
    assert made.resources[0] == ResourceRecord(
        ResourceKind.TABLE, "表一", "csv", "https://a.cn/1", 1200, None, True
    )
    assert [(item.kind.value, item.format) for item in made.resources[1:]] == [
        ("video", ""), ("api", ""), ("table", "xlsx"), ("file", "pdf"),
    ]  # fmt: skip
    assert (made.tables, made.apis, made.file_count, made.videos) == (2, 1, 1, 1)
    assert made.formats == ("csv", "xlsx", "pdf")
    assert codes(made) == ["link-unreadable"]


def test_an_empty_list_of_resources_is_known_to_be_empty() -> None:
    made = one({"资源": []}, "resources: {from: 资源, each: {url: u}}")
    assert (made.resources, made.resources_known, made.formats) == ((), True, ())


def test_contacts_and_control_characters_are_not_kept() -> None:
    made = one({"联系人": "某某", "说明": f"请电{MOBILE}", "备注": "a\x00b\u202ec", "深": [{"x": "\ud800", "phone": "1"}]},
               "abstract: 说明")  # fmt: skip
    assert made.raw == {"编号": "K1", "名称": "演示目录", "说明": "请电***", "备注": "abc", "深": [{"x": ""}]}
    assert made.abstract == "请电***"
    assert sorted(codes(made)) == ["control-removed", "control-removed", "personal-removed"]


def test_titles_lose_markup_and_tell() -> None:
    made = one({"名称": "<b>企业</b> 名录"}, "abstract: 无")
    assert (made.title, codes(made)) == ("企业  名录", ["html-removed"])


def test_a_date_form_and_a_unit_are_named() -> None:
    made = one(
        {"日": "07/12/2022", "量": "1.5"},
        "issued: {from: 日, date: dmy}, rows: {from: 量, number: {times: 10000}}",
    )
    assert (made.issued, made.rows) == (dt.date(2022, 12, 7), 15_000)


def test_equal_content_has_an_equal_hash_wherever_it_stands() -> None:
    made = one({"数据量": "1,200"}, "rows: 数据量")
    other = one({"条数": "1200 条"}, "rows: 条数")
    assert made.raw != other.raw
    assert made.content_hash == other.content_hash
    assert made.content_hash == dataclasses.replace(made, number=9, line=7, key="z").content_hash


@pytest.mark.parametrize(
    "change",
    [{"title": "另"}, {"rows": 0}, {"issued": dt.date(2024, 1, 1)}, {"formats": ("csv",)}, {"item_names": ("a",)},
     {"resources_known": True}, {"unmapped": {"a": "b"}}, {"tables": 1}, {"volume_query": False},
     {"resources": (ResourceRecord(ResourceKind.FILE),)}],
    ids=str,
)  # fmt: skip
def test_any_change_changes_the_hash(change: dict[str, Any]) -> None:
    made = one({}, "rows: 数据量")
    assert dataclasses.replace(made, **change).content_hash != made.content_hash


def test_the_hash_is_the_same_on_every_machine() -> None:
    made = EntryRecord(key="k", number=1, title="演示目录", issued=dt.date(2024, 3, 5), rows=0)
    assert content(made)["rows"] == 0
    assert made.content_hash == "65965eebc47ea321d074be943cb2cf54488bfab67026db7e840b9569ef3f6d79"
