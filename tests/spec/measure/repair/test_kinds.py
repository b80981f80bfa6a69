"""Each kind of repair by hand: what it changes, and what it leaves alone."""

from pathlib import Path
from typing import get_args

import pytest

from shuheng.engines.measure.repair import KINDS
from shuheng.engines.measure.repair.shapes import KindCode
from tests.spec.measure.repair.made import Rows, one_column, read, repaired

MOBILE = "138" + "12345678"  # nobody's: no file may hold eleven such digits in a row
CHANGED: dict[str, dict[str, str | None]] = {
    "rule: trim": {" 甲\u3000": "甲", "\u00a0\u200b乙 丙\ufeff\n": "乙 丙", "丁": "丁", " \u3000": ""},
    "rule: half_width": {"ＡＢ１２（": "AB12(", "甲\u3000乙": "甲 乙", "甲，乙": "甲,乙", "中文。": "中文。"},
    "rule: empty": {"无": None, " 暂无 ": None, "NULL": None, "-": None, "": None, "\u3000": None, "无锡": "无锡"},
    "rule: empty, words: [没填, QX]": {"没填": None, "qx": None, "无": "无", "": None},
    "rule: date": {
        "2021/1/2": "2021-01-02",
        "2021.01.2": "2021-01-02",
        "20210102": "2021-01-02",
        "2021年1月2日": "2021-01-02",
        "2021年1月2日 3时4分": "2021-01-02 03:04:00",
        "2021-01-02T03:04:05.000": "2021-01-02 03:04:05",
        "2021/1/2 0:00": "2021-01-02 00:00:00",
        "20210102030405": "2021-01-02 03:04:05",
        "2020-02-29": "2020-02-29",
        "2021/2/29": "2021/2/29",
        "2021-13-01": "2021-13-01",
        "2021/1-2": "2021/1-2",
        "1/2/2021": "1/2/2021",
        "45000101": "45000101",
        "2021年1月": "2021年1月",
        "2021/1/2 25:00": "2021/1/2 25:00",
    },
    "rule: date, drop_midnight: yes": {"2021/1/2 0:00:00": "2021-01-02", "2021-01-02 00:00:01": "2021-01-02 00:00:01"},
    "rule: number": {
        "1,234,567.80": "1234567.80",
        "-1，234": "-1234",
        "12,34": "12,34",
        "1,2345": "1,2345",
        "1.5万": "1.5万",
        "007": "007",
    },
    "rule: number, units: yes": {
        "1.5万": "15000",
        "1.23456万": "12345.6",
        "0.00001亿": "1000",
        "1,200万": "12000000",
        "-3亿": "-300000000",
        "2万亿": "2000000000000",
        "1,234": "1234",
        "万": "万",
        "0.0万": "0",
        "12345678901234567890.5万": "123456789012345678905000",
        "三万": "三万",
    },
    "rule: phone": {
        "+86 138-1234-5678": MOBILE,
        f"0086 {MOBILE}": MOBILE,
        "138 1234 5678": MOBILE,
        MOBILE: MOBILE,
        "(0771)2345678": "0771-" + "2345678",
        "010—62345678": "010-" + "62345678",
        "021 62345678": "021-" + "62345678",
        "12345": "12345",
        "1381234567": "1381234567",
        f"{MOBILE}9": f"{MOBILE}9",
    },
    "rule: upper": {"11010519491231002x": "11010519491231002X", "é a": "é A", "１a": "１A"},
    "rule: codes, map: {男: '1', 女性: '2'}": {"男": "1", "女性": "2", "1": "1", "女": "女"},
    "rule: codes, list: 性别": {"男": "1", "女": "2", "2": "2", "未知": "未知"},
    "rule: divisions, list: 区划": {
        "宿城区": "321302",
        "宿迁市宿城区": "321302",
        "江苏省宿迁市宿城区": "321302",
        "江苏省": "320000",
        "鼓楼区": "鼓楼区",
        "南京市鼓楼区": "320106",
        "江苏省鼓楼区": "江苏省鼓楼区",
        "321302": "321302",
    },
    "rule: divisions, list: 区划, within: '3203'": {"鼓楼区": "320302", "宿城区": "宿城区"},
}  # fmt: skip
APART: dict[str, dict[str, bool]] = {
    "rule: check, format: identity": {
        "11010519491231002X": False,
        "110105194912310021": True,
        "110105194913310021": True,
        "": False,
        "暂无": False,
        "11010519491231002x": True,
    },
    "rule: check, format: credit_code": {
        "91350100M000100Y43": False,
        "91350100M000100Y44": True,
        "无": False,
    },
    "rule: listed, allowed: ['1', '2']": {"1": False, "3": True, "": False, "男": True},
    "rule: listed, list: 性别": {"9": False, "8": True},
}


@pytest.mark.parametrize("rule", CHANGED)
def test_repairs(rule: str, tmp_path: Path) -> None:
    texts = list(CHANGED[rule])
    assert dict(zip(texts, one_column(tmp_path, rule, texts), strict=True)) == CHANGED[rule]


@pytest.mark.parametrize("rule", CHANGED)
def test_what_is_repaired_stays(rule: str, tmp_path: Path) -> None:
    once = [after for after in CHANGED[rule].values() if after is not None]
    assert one_column(tmp_path, rule, once) == once


@pytest.mark.parametrize("rule", APART)
def test_rows_set_apart(rule: str, tmp_path: Path) -> None:
    rows = [[text] for text in APART[rule]]
    done = repaired(tmp_path, ["甲"], rows, f"  - {{columns: 甲, {rule}}}")
    assert {row[0] for row in read(done.path)} == {text for text, out in APART[rule].items() if not out}
    lines = read(done.apart)
    assert {line[5][0] for line in lines} == {text for text, out in APART[rule].items() if out}
    assert all(line[4] and line[2] == 1 for line in lines)
    assert done.rows_in == done.rows_out + done.rows_apart


def test_a_missing_cell_is_left_alone(tmp_path: Path) -> None:
    rules = "".join(
        f"  - {{columns: 甲, {rule}}}\n"
        for rule in (*CHANGED, *APART)
        if "words" not in rule and "map" not in rule
    )
    done = repaired(tmp_path, ["甲"], [[None]], rules)
    assert (read(done.path), read(done.changes), read(done.apart)) == ([(None,)], [], [])


def test_rows_that_repeat(tmp_path: Path) -> None:
    rows: Rows = [["a", None], ["a", "x"], [" a", None], ["b", "x"], ["a", ""]]
    done = repaired(tmp_path, ["甲", '"乙'], rows, "  - {rule: trim, columns: 甲}\n  - {rule: deduplicate}")
    assert read(done.path) == [("a", None), ("a", "x"), ("b", "x")]
    assert [(line[0], line[2], line[3], line[4]) for line in read(done.apart)] == [
        (3, 2, "deduplicate", "与第 1 行各列都相同"),
        (5, 2, "deduplicate", "与第 1 行各列都相同"),
    ]


def test_numbers_of_rows_count_in_the_table_before(tmp_path: Path) -> None:
    rows = [["x"], ["1"], ["x"], ["1"], ["2"], ["2"]]
    rules = "  - {rule: listed, columns: 甲, allowed: ['1', '2']}\n  - {rule: deduplicate}"
    lines = read(repaired(tmp_path, ["甲"], rows, rules).apart)
    assert [(line[0], line[4]) for line in lines] == [
        (1, "不在允许的值之中"),
        (3, "不在允许的值之中"),
        (4, "与第 2 行各列都相同"),
        (6, "与第 5 行各列都相同"),
    ]


def test_every_change_is_on_record(tmp_path: Path) -> None:
    rules = (
        "  - {rule: trim, columns: '*'}\n  - {rule: half_width, columns: 甲}\n  - {rule: empty, columns: 乙}"
    )
    done = repaired(tmp_path, ["甲", "乙"], [["Ａ", "无"], ["b", "c"], [" Ｃ ", " 无"]], rules)
    assert read(done.changes) == [
        (1, "甲", "Ａ", "A", 2, "half_width"),
        (1, "乙", "无", None, 3, "empty"),
        (3, "甲", " Ｃ ", "Ｃ", 1, "trim"),
        (3, "甲", "Ｃ", "C", 2, "half_width"),
        (3, "乙", " 无", "无", 1, "trim"),
        (3, "乙", "无", None, 3, "empty"),
    ]
    assert (done.rows_changed, done.cells_changed) == (2, 4)
    assert {(one.rule, one.column): one.count for one in done.counts} == {
        (1, "甲"): 1, (1, "乙"): 1, (2, "甲"): 2, (3, "乙"): 2,
    }  # fmt: skip


def test_the_kinds_are_those_that_can_be_written() -> None:
    assert list(KINDS) == list(get_args(KindCode))
    assert [code for code, kind in KINDS.items() if not (kind.title and kind.says)] == []
