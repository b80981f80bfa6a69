"""Mappings proposed for portals nobody has mapped: lists made up in the manner of other provinces. 演示数据.

What is proposed with confidence must be right; what cannot be told is left to a person, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shuheng.engines.harvest import EntryRecord, Proposal, load_mapping, map_records, open_source, propose
from shuheng.engines.harvest.propose.naming import counts_storage, name_fit, scale_of
from tests.spec.harvest.lists import listed

Make = Callable[[int], Any]
CYCLES = ["每天", "每年", "每月", "每季度"]
CONDITIONS = ["有条件开放", "无条件开放"]
MOBILE = "139" + "0000" + "1111"


def proposed(fields: dict[str, Any], count: int = 30) -> Proposal:
    """The proposal for ``count`` records; a function makes the value of each."""
    records = [
        {name: value(n) if callable(value) else value for name, value in fields.items()} for n in range(count)
    ]
    return propose(open_source(listed(*records), name="某省.json"))


def table(proposal: Proposal) -> dict[str, str]:
    return {item.target: item.sources[0] for item in proposal.fields}


def sure(proposal: Proposal) -> dict[str, str]:
    return {item.target: item.confidence for item in proposal.fields}


def title(n: int) -> str:
    return f"演示名录{n}"


def cycle(n: int) -> str:
    return CYCLES[n % 4]


def condition(n: int) -> str:
    return CONDITIONS[n % 2]


STYLES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "浙江": (
        {
            "数据集名称": title, "数源单位": lambda n: f"省{n % 4}厅", "更新周期": cycle, "开放等级": "受限开放",
            "数据容量": lambda n: f"{n * 321 + 5:,}", "数据领域": "交通", "行业分类": "制造业", "数据项": "名称,代码",
            "更新日期": lambda n: f"2024-03-{n % 28 + 1:02}",
        },
        {
            "title": "数据集名称", "provider": "数源单位", "update_cycle": "更新周期", "open_type": "开放等级", "rows": "数据容量",
            "theme": "数据领域", "industry": "行业分类", "item_names": "数据项", "updated": "更新日期",
        },
    ),
    "广东": (
        {
            "资源目录名称": title, "资源提供方": "省教育厅", "更新频率": cycle, "资源代码": lambda n: f"MB{n:05}/001",
            "共享属性": lambda n: ["无条件共享", "有条件共享", "不予共享"][n % 3], "开放属性": "有条件开放", "发布日期": "2024/1/2",
            "资源类型": "库表",
        },
        {
            "title": "资源目录名称", "provider": "资源提供方", "update_cycle": "更新频率", "code": "资源代码",
            "sharing_type": "共享属性", "open_type": "开放属性", "issued": "发布日期", "kinds": "资源类型",
        },
    ),
    "山东": (
        {
            "目录名称": title, "提供单位": "市水务局", "开放类型": condition, "所属行业": "水利", "数据量": lambda n: n * 10,
            "最近更新时间": "2024-05-06 10:11:12", "文件数": lambda n: n % 3, "发布时间": "2023-01-01",
        },
        {
            "title": "目录名称", "provider": "提供单位", "open_type": "开放类型", "industry": "所属行业", "rows": "数据量",
            "updated": "最近更新时间", "files": "文件数", "issued": "发布时间",
        },
    ),
    "北京": (
        {
            "资源名称": title, "资源摘要": "说明", "所属单位": "市规自委", "主题分类": "城乡", "资源格式": "csv;xlsx",
            "资源更新频次": "每季度", "资源发布日期": "2023-01-02", "资源更新日期": "2024-01-02", "开放条件": "须注册",
        },
        {
            "title": "资源名称", "abstract": "资源摘要", "provider": "所属单位", "theme": "主题分类", "formats": "资源格式",
            "update_cycle": "资源更新频次", "issued": "资源发布日期", "updated": "资源更新日期", "open_condition": "开放条件",
        },
    ),
    "四川": (
        {
            "目录标题": title, "数据提供单位": "市民政局", "数据更新频率": "每年", "数据总量(万条)": lambda n: f"{n}.5",
            "最新更新日期": "2024年3月4日", "接口数量": lambda n: n % 2,
        },
        {
            "title": "目录标题", "provider": "数据提供单位", "update_cycle": "数据更新频率", "rows": "数据总量(万条)",
            "updated": "最新更新日期", "apis": "接口数量",
        },
    ),
    "贵州": (
        {
            "数据集名称": title, "数据来源部门": "水利厅", "数据量(MB)": lambda n: n + 1, "下载格式": "XLSX,CSV",
            "更新时间": "2024-01-01", "数据分级": "一级",
        },
        {"title": "数据集名称", "provider": "数据来源部门", "formats": "下载格式", "updated": "更新时间", "grade": "数据分级"},
    ),
    "flat CSV of CKAN": (
        {
            "name": lambda n: f"slug-{n}", "title": title, "organization": "Ministry", "notes": "text", "tags": "a,b",
            "license_title": "CC-BY", "metadata_modified": "2022-01-01T00:00:00", "formats": "CSV, JSON",
            "frequency": "monthly", "url": lambda n: f"https://example.org/{n}",
        },
        {
            "title": "title", "provider": "organization", "abstract": "notes", "keywords": "tags", "formats": "formats",
            "licence_text": "license_title", "updated": "metadata_modified", "update_cycle": "frequency",
            "landing_page": "url",
        },
    ),
    "pinyin initials": (
        {
            "zymc": title, "tgdw": "市局", "gxzq": cycle, "gxlx": "无条件共享", "kflx": condition, "fbrq": "20240102",
            "gxsj": "20240303", "xh": lambda n: n,
        },
        {
            "title": "zymc", "provider": "tgdw", "update_cycle": "gxzq", "sharing_type": "gxlx", "open_type": "kflx",
            "issued": "fbrq", "updated": "gxsj",
        },
    ),
    "camelCase of an interface": (
        {
            "cataTitle": title, "orgName": "市局", "cataId": lambda n: f"{n:032x}", "releaseDate": "2024-01-01",
            "updateTime": 1704067200000, "updateCycle": "每月",
        },
        {
            "title": "cataTitle", "provider": "orgName", "code": "cataId", "issued": "releaseDate",
            "updated": "updateTime", "update_cycle": "updateCycle",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_other_portals(style: str) -> None:
    fields, expected = STYLES[style]
    proposal = proposed(fields)
    assert table(proposal) == expected
    assert set(sure(proposal).values()) <= {"high", "medium"}
    assert proposal.usable


@pytest.mark.parametrize("style", STYLES)
def test_the_proposal_as_yaml_is_the_mapping_and_maps_every_record(style: str) -> None:
    fields, _expected = STYLES[style]
    records = [
        {name: value(n) if callable(value) else value for name, value in fields.items()} for n in range(12)
    ]
    source = open_source(listed(*records))
    proposal = propose(source)
    assert load_mapping(proposal.to_yaml()) == proposal.mapping
    made = [item for item in map_records(source, proposal.mapping) if isinstance(item, EntryRecord)]
    assert len(made) == 12
    assert not any(item.unmapped for item in made)
    assert all(f"# {item.title}（{item.target}）" in proposal.to_yaml() for item in proposal.fields)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("开放类型", lambda n: n % 3 + 1, "“1”“2”"),
        ("更新周期", lambda n: str(n % 5), "须由人写明"),
        ("更新日期", "不详的日子", "须由人写明"),
        ("数据量(MB)", "5", "存储大小"),
        ("数据量", "12MB", "须由人写明"),
        ("主题分类", lambda n: n, "数字"),
        ("资源目录", "常熟市", "看不出"),
        ("备用", "", "没有值"),
    ],
)
def test_what_cannot_be_told_is_left_with_the_reason(field: str, value: Make | str, reason: str) -> None:
    proposal = proposed({"目录名称": title, field: value})
    assert table(proposal) == {"title": "目录名称"}
    (left,) = proposal.left
    assert left.field.startswith(field)
    assert reason in left.reason


def test_values_speak_against_a_name() -> None:
    proposal = proposed({"目录名称": title, "开放类型": "可开放", "开放条件": condition})
    assert table(proposal)["open_type"] == "开放条件"
    assert "可开放" in proposal.left[0].reason


def test_a_field_of_cycles_with_the_name_of_a_date_is_only_a_guess() -> None:
    proposal = proposed({"标题": title, "更新时间": cycle})
    assert (table(proposal)["update_cycle"], sure(proposal)["update_cycle"]) == ("更新时间", "low")


def test_names_that_say_nothing_give_guesses_and_no_title() -> None:
    proposal = proposed({"f1": title, "f2": cycle, "f3": condition, "f4": lambda n: f"https://a.cn/{n}", "f5": "2024-01-01",
                         "f6": lambda n: ["无条件", "有条件"][n % 2]})  # fmt: skip
    assert sure(proposal) == {"update_cycle": "low", "open_type": "low", "landing_page": "low"}
    assert not proposal.usable
    assert {left.field for left in proposal.left} == {"f1", "f5", "f6"}


def test_two_fields_alike_make_it_less_sure_and_name_each_other() -> None:
    proposal = proposed({"目录名称": title, "主题分类": "教育", "数据领域": "教育"})
    theme = next(item for item in proposal.fields if item.target == "theme")
    assert (theme.sources, theme.confidence) == (("主题分类",), "medium")
    assert [other.field for other in theme.alternatives] == ["数据领域"]
    assert "已另选字段" in proposal.left[0].reason


def test_a_date_of_creation_is_never_surely_the_issue() -> None:
    for name in ("创建时间", "上传时间", "入库时间", "metadata_created", "createTime"):
        assert sure(proposed({"标题": title, name: "2024-01-01"}))["issued"] == "low"
    assert (
        table(proposed({"标题": title, "创建日期": "2024-01-01", "发布日期": "2024-01-02"}))["issued"]
        == "发布日期"
    )


def test_dates_in_the_wrong_order_are_doubted() -> None:
    proposal = proposed({"标题": title, "发布日期": "2024-05-01", "更新日期": "2023-01-01"})
    assert (sure(proposal)["issued"], sure(proposal)["updated"]) == ("low", "low")


def test_day_first_dates_are_named_where_only_that_fits() -> None:
    proposal = proposed({"标题": title, "发布日期": lambda n: f"{n % 28 + 1:02}/03/2024"})
    assert proposal.mapping.fields["issued"].date == ("dmy",)
    both = proposed({"标题": title, "发布日期": "03/04/2024"})
    assert "issued" not in table(both)


def test_an_empty_field_is_proposed_by_its_name_alone() -> None:
    proposal = proposed({"标题": title, "更新时间": None})
    assert sure(proposal)["updated"] == "low"


def test_the_same_address_everywhere_is_neither_key_nor_sure() -> None:
    proposal = proposed({"标题": title, "提供单位": "市局", "详情页网址": "https://a.cn/"})
    assert proposal.mapping.key == ("标题", "提供单位")
    assert sure(proposal)["landing_page"] == "low"
    assert "详情页网址" in proposal.key_reason


@pytest.mark.parametrize(("distinct", "key"), [(199, ("详情页网址",)), (190, ("标题",))])
def test_a_key_must_differ_in_99_of_100_records(distinct: int, key: tuple[str, ...]) -> None:
    proposal = proposed({"标题": title, "详情页网址": lambda n: f"https://a.cn/{min(n, distinct - 1)}"}, 200)
    assert proposal.mapping.key == key


def test_contacts_are_ignored_and_never_shown() -> None:
    proposal = proposed({"标题": title, "联系电话": MOBILE, "说明": f"请电{MOBILE}", "备用": MOBILE})
    assert proposal.personal == ("联系电话",)
    assert "联系电话" in proposal.mapping.ignore
    assert MOBILE not in repr(proposal)


def test_examples_show_what_a_value_becomes() -> None:
    proposal = proposed(
        {"标题": title, "数据量": lambda n: f"{n + 1},000", "更新频率": lambda n: ["每年", "其他"][n % 2]}
    )
    shown = {item.target: item.examples for item in proposal.fields}
    assert shown["rows"] == (("1,000", "1000"), ("2,000", "2000"), ("3,000", "3000"))
    assert shown["update_cycle"] == (("每年", "yearly"), ("其他", "未知"))


def test_inner_objects_are_looked_into() -> None:
    proposal = proposed({"title": title, "organization": lambda n: {"title": f"局{n % 3}", "id": n}})
    assert table(proposal) == {"title": "title", "provider": "organization.title"}


def test_known_models_bring_their_own_mapping() -> None:
    proposal = propose(
        open_source(
            listed({"title": "x", "accessLevel": "public", "identifier": "1", "modified": "2024-01-01"})
        )
    )
    assert proposal.mapping.name.startswith("data.json")
    assert set(sure(proposal).values()) == {"high"}


def test_a_list_without_records_proposes_nothing() -> None:
    proposal = propose(open_source(b"[]"))
    assert (proposal.fields, proposal.records, proposal.usable) == ((), 0, False)


@pytest.mark.parametrize(
    ("name", "target", "fit"),
    [
        ("目录名称", "title", "exact"),
        (" 目录名称： ", "title", "exact"),
        ("updateTime", "updated", "exact"),
        ("UPDATE_TIME", "updated", "exact"),
        ("数据量（条）", "rows", "exact"),
        ("政务信息资源更新周期", "update_cycle", "near"),
        ("本年更新频率", "update_cycle", "part"),
    ],
)
def test_names(name: str, target: str, fit: str) -> None:
    found = name_fit(name, target)
    assert found is not None
    assert found.fit == fit


def test_names_that_do_not_fit() -> None:
    assert name_fit("更新人", "updated") is None
    assert name_fit("xname", "title") is None


def test_units_in_names() -> None:
    assert [scale_of(name) for name in ("数据量", "数据量(万条)", "总量（单位：亿）", "数据量[千]")] == [
        1,
        10_000,
        100_000_000,
        1_000,
    ]
    assert [counts_storage(name) for name in ("数据量(MB)", "容量（兆）", "size_gb", "数据量（条）")] == [
        True,
        True,
        True,
        False,
    ]
