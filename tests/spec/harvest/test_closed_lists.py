"""Access, grade, kind, yes and no, addresses: only what is sure is read."""

import pytest

from shuheng.engines.harvest.values import read_access, read_grade, read_kinds, read_link, read_yes_no
from shuheng.engines.harvest.values.access import ACCESS, SPELLINGS
from shuheng.terms import ResourceKind

EU = "http://publications.europa.eu/resource/authority/access-right/"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("无条件开放", "unconditional"),
        ("完全开放", "unconditional"),
        ("无条件共享", "unconditional"),
        ("public", "unconditional"),
        (EU + "PUBLIC", "unconditional"),
        ("有条件开放", "conditional"),
        ("依申请开放", "conditional"),
        ("申请后开放", "conditional"),
        ("半开放", "conditional"),
        ("受限开放", "conditional"),
        ("restricted public", "conditional"),
        ("不予开放", "none"),
        ("不予共享", "none"),
        ("non-public", "none"),
        (EU + "NON_PUBLIC", "none"),
    ],
)
def test_access(written: str, code: str) -> None:
    assert read_access(written) == (code, "")


@pytest.mark.parametrize("written", ["可开放", "开放条件", "请补充开放条件", "是", "1", "无特殊条件", "每年"])
def test_access_that_says_nothing_sure(written: str) -> None:
    assert read_access(written) == (None, "access-unknown")


def test_no_access_word_means_two_things() -> None:
    assert sum(len(set(words.split())) for words in SPELLINGS.values()) == len(ACCESS)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("一级", "1"),
        ("第2级", "2"),
        ("L3", "3"),
        ("一般数据4级", "4"),
        ("重要数据", "important"),
        ("核心", "core"),
    ],
)
def test_grades(written: str, code: str) -> None:
    assert read_grade(written) == (code, "")


@pytest.mark.parametrize("written", ["1", "一", "5级", "高", "公开"])
def test_a_bare_digit_is_no_grade(written: str) -> None:
    assert read_grade(written) == (None, "grade-unknown")


def test_kinds() -> None:
    assert read_kinds("file") == ((ResourceKind.FILE,), "")
    assert read_kinds("库表,接口") == ((ResourceKind.TABLE, ResourceKind.API), "")
    assert read_kinds(["视频", "视频"]) == ((ResourceKind.VIDEO,), "")
    assert read_kinds("库表,魔方") == (None, "kind-unknown")


@pytest.mark.parametrize(
    ("written", "answer"), [("是", True), ("支持", True), ("false", False), ("否", False)]
)
def test_yes_and_no(written: str, answer: bool) -> None:
    assert read_yes_no(written) == (answer, "")
    assert read_yes_no("1") == (None, "yes-no-unknown")


def test_addresses() -> None:
    assert read_link(" https://data.example.cn/a?b=1#/c ") == ("https://data.example.cn/a?b=1#/c", "")
    assert read_link("https://a.cn/04 %2F01") == ("https://a.cn/04%20%2F01", "")
    for written in (
        "javascript:alert(1)",
        "data.example.cn",
        "http://",
        "http://甲 乙",
        "http://a http://b",
        "http://a/" + "x" * 2000,
    ):
        assert read_link(written) == (None, "link-unreadable")
