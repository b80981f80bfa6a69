"""Entries for the tests of measures: one good one to start from, tables of them, and dirty ones by Hypothesis."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from shuheng.engines.measure import COLUMNS
from shuheng.terms import AccessType, Grade, UpdateCycle

Row = dict[str, Any]
GOOD: Row = {
    "agency": "a",
    "title": "行政许可决定信息",
    "provider": "市市场监督管理局",
    "abstract": "本市各部门作出的行政许可决定及其办理结果。",
    "keywords": "许可；决定",
    "theme": "市场监管",
    "industry": "",
    "grade": "1",
    "formats": "csv",
    "sharing_type": "unconditional",
    "sharing_condition": "",
    "open_type": "unconditional",
    "open_condition": "",
    "update_cycle": "yearly",
    "items_text": "名称；日期",
    "issued": date(2022, 5, 1),
    "updated": date(2023, 5, 1),
    "created": date(2022, 5, 1),
    "rows": 100,
    "items": 2,
    "tables": 1,
    "apis": 0,
    "file_count": 0,
    "videos": 0,
    "iot": 0,
    "resources_known": True,
    "should_publish": True,
    "can_publish": True,
    "published": True,
    "volume_query": None,
}


def entry(number: int = 1, **changes: Any) -> Row:
    """A good entry with some fields changed."""
    return {"entry_id": number, **GOOD, **changes}


def table(rows: Iterable[Row]) -> pa.Table:
    """The table that the engine reads."""
    return pa.Table.from_pylist(list(rows), schema=COLUMNS)


PIECES = st.sampled_from(
    [
        "行政处罚信息",
        "许可公示",
        "2021年",
        "[2018]",
        "第二批",
        "1-12月",
        "(3)",
        "泗洪县",
        "宿迁市",
        "市教育局",
        "南宁市场监督管理局",
        "城市",
        "社区",
        "歌舞厅",
        "委托",
        "_",
        "-",
        "地图点位_开放",
        "（",
        "）",
        "《",
        "“",
        "测试",
        "ＡＢＣ",
        "Test",
        ".XLSX",
        " ",
        "\u3000",
        "\u200b",
        "\n",
        "\x00",
        "<b>",
        "&nbsp;",
        "🏥",
        "𠮷",
        "??",
        "\ufffd",
        "\ue000",
        "ſ",
        "İ",
        "暂无",
        "null",
        "数据",
        "；",
        "$",
    ]
)
DIRTY = st.one_of(st.none(), st.just(""), st.lists(PIECES, max_size=6).map("".join), st.text(max_size=12))
TITLES = st.one_of(DIRTY, st.lists(PIECES, min_size=2, max_size=5).map("".join))
DATES = st.one_of(
    st.none(),
    st.dates(date(2020, 12, 25), date(2023, 7, 5)),
    st.sampled_from(
        [date(1, 1, 1), date(1970, 1, 1), date(1989, 12, 31), date(2024, 2, 29), date(9999, 12, 31)]
    ),
)
COUNTS = st.one_of(st.none(), st.integers(0, 3), st.just(2**31 - 1))
TRUTHS = st.sampled_from([None, True, True, False])


def codes(terms: type[AccessType] | type[Grade] | type[UpdateCycle]) -> st.SearchStrategy[str | None]:
    """Codes of a list, unknown ones, and what no mapping knows."""
    return st.sampled_from([None, "", "其他", *(term.value for term in terms)])


DIRTY_ENTRY = st.fixed_dictionaries(
    {
        "agency": st.sampled_from(["a", "a", "a", "b", "单位"]),
        "title": TITLES,
        "provider": st.one_of(DIRTY, st.sampled_from(["市教育局", "市 教育局", "泗洪县"])),
        "abstract": st.one_of(DIRTY, TITLES, st.just("反映本市各部门办理的情况和结果。")),
        "keywords": DIRTY,
        "theme": DIRTY,
        "industry": DIRTY,
        "grade": codes(Grade),
        "formats": st.sampled_from([None, "", "csv", "csv,api"]),
        "sharing_type": codes(AccessType),
        "sharing_condition": DIRTY,
        "open_type": codes(AccessType),
        "open_condition": DIRTY,
        "update_cycle": codes(UpdateCycle),
        "items_text": st.sampled_from([None, "", "名称；日期", "日期；名称", "名称；；日期", "；", "名 称"]),
        "issued": DATES,
        "updated": DATES,
        "created": DATES,
        "rows": st.one_of(st.none(), st.integers(0, 20), st.sampled_from([-1, -(2**63), 2**63 - 1])),
        "items": COUNTS,
        "tables": COUNTS,
        "apis": COUNTS,
        "file_count": COUNTS,
        "videos": COUNTS,
        "iot": COUNTS,
        "resources_known": TRUTHS,
        "should_publish": TRUTHS,
        "can_publish": TRUTHS,
        "published": TRUTHS,
        "volume_query": TRUTHS,
    }
)
DIRTY_CATALOGUE = st.lists(DIRTY_ENTRY, min_size=1, max_size=40).map(
    lambda rows: [{"entry_id": number * 7 % 41 + 1, **row} for number, row in enumerate(rows)]
)
