"""How texts and queries are cut: one definition for both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.catalogue.search.grams import DENSE, characters, fold, grams, needle, units

ALPHABET = "医疗机构信息年2021gBＡ①_ -、；\n\t<>\"'*:()&|!\0\x07ｶﾞ㈠é𠀀"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("医疗机构名录", ["医疗机构名录"]),
        ("2021年度（GB2312）", ["2021", "年度", "gb2312"]),
        ("ＧＢ／Ｔ　２３１２", ["gb", "t", "2312"]),
        ("[2018]行政许可公示信息_单位", ["2018", "行政许可公示信息", "单位"]),
        ("<b>粗</b>", ["b", "粗", "b"]),
        ("，。！", []),
        ("a\0b", ["a", "b"]),
        ("ﬁle Straße", ["file", "strasse"]),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_a_folded_text_keeps_texts_apart() -> None:
    assert fold(["医疗，机构", "", "2021年", "！"]) == " 医疗 机构 \n 2021 年 "


def test_grams_of_a_run_and_of_words() -> None:
    assert grams(" 医疗机构 gb2312 年 ") == {"医疗", "疗机", "机构", "gb2312"}
    assert characters(" 医疗机构 gb2312 年 ") == set("医疗机构年")


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("医疗", "医疗机构名录", True),
        ("机构", "医疗机构名录", True),
        ("医机", "医疗机构名录", False),
        ("医疗机构", "医疗、机构", False),
        ("年", "2021年度", True),
        ("年", "青年", True),
        ("2021年", "2021年度", True),
        ("2021年", "12021年度", False),
        ("gb2312", "GB2312编码", True),
        ("gb23", "GB2312编码", False),
        ("ＧＢ2312", "gb2312", True),
        ("度GB", "年度gb 2312", True),
        ("度GB", "年度gb2312", False),
    ],
)
def test_a_needle_is_found_as_written(word: str, text: str, found: bool) -> None:
    wanted = needle(word)
    assert wanted is not None
    assert wanted.within(fold([text]), fold([text])) is found


def test_nothing_can_be_looked_up_in_punctuation() -> None:
    assert needle("《》 -_") is None


def test_two_characters_need_no_second_look_and_more_do() -> None:
    two, three, word = needle("医疗"), needle("医疗机"), needle("gb2312")
    assert two is not None
    assert three is not None
    assert word is not None
    assert (two.grams, two.exact) == (("医疗",), True)
    assert (three.grams, three.exact) == (("医疗", "疗机"), False)
    assert (word.grams, word.exact) == (("gb2312",), True)


def test_single_characters_are_looked_for_in_titles() -> None:
    one, two = needle("年"), needle("年 、 月")
    assert one is not None
    assert two is not None
    assert (one.grams, one.title_only, one.exact) == (("年",), True, True)
    assert (two.text, two.grams, two.title_only, two.exact) == ("年 月", ("年", "月"), True, False)
    assert one.within(" 2021 年度 ", "")
    assert not one.within("", " 2021 年度 ")


@given(st.text(ALPHABET), st.text(ALPHABET), st.text(ALPHABET, max_size=6))
def test_grams_never_miss_what_the_substring_finds(title: str, text: str, word: str) -> None:
    wanted = needle(word)
    if wanted is None:
        return
    head, body = fold([title]), fold([title, text])
    terms = grams(head) | characters(head) if wanted.title_only else grams(body)
    by_terms = set(wanted.grams) <= terms
    if wanted.within(head, body):
        assert by_terms
    if wanted.exact:
        assert by_terms == wanted.within(head, body)


@given(st.text())
def test_any_text_folds_to_letters_and_spaces(text: str) -> None:
    folded = fold([text])
    assert "\0" not in folded
    for unit in folded.split():
        assert all(one >= DENSE for one in unit) or all(one < DENSE for one in unit)


def test_a_very_long_word_is_cut_for_the_index_and_decided_by_the_text() -> None:
    word = needle("a" * 5_000)
    assert word is not None
    assert max(map(len, grams(fold(["a" * 5_000])))) == 60
    assert not word.exact
    assert not word.within("", fold(["a" * 4_999]))
