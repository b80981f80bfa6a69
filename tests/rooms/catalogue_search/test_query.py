"""What somebody typed is never a mistake of syntax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.catalogue.search.query import LONGEST, MOST_WORDS, parse


def texts(typed: str) -> tuple[list[str], list[str]]:
    query = parse(typed)
    return [word.text for word in query.words], [word.text for word in query.without]


@pytest.mark.parametrize(
    ("typed", "words", "without"),
    [
        ("医疗 机构", ["医疗", "机构"], []),
        ("医疗　-统计", ["医疗"], ["统计"]),
        ("“医疗 机构” gb", ["医疗 机构", " gb "], []),
        ('-"医疗 机构"', [], ["医疗 机构"]),
        ("行政许可_单位", ["行政许可", "单位"], []),
        ("2021年", [" 2021 年"], []),
        ("医疗 医疗 医疗", ["医疗"], []),
        ('"', [], []),
        ("a OR b AND NOT c*", [" a ", " or ", " b ", " and ", " not ", " c "], []),
        ("医疗-机构", ["医疗", "机构"], []),
    ],
)
def test_words(typed: str, words: list[str], without: list[str]) -> None:
    assert texts(typed) == (words, without)


def test_what_was_left_out_is_said() -> None:
    assert parse("。。！").hints == ("查询里没有汉字、字母或数字，没有按它筛选。",)
    assert parse("医" * 300).hints == (f"查询太长，只用了前 {LONGEST} 个字符。",)
    many = parse(" ".join(f"w{number}" for number in range(20)))
    assert len(many.words) == MOST_WORDS
    assert many.hints == (f"词太多，只用了前 {MOST_WORDS} 个。",)


def test_nothing_typed_asks_for_nothing() -> None:
    assert (parse("  ").asks, parse("").hints) == (False, ())


@given(st.text(max_size=400))
def test_any_text_is_read(typed: str) -> None:
    query = parse(typed)
    assert len(query.words) + len(query.without) <= MOST_WORDS
    assert len(query.text) <= LONGEST
