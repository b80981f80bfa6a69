"""Hits are marked where they stand in the text as written; everything else is escaped."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.catalogue.search.highlight import marked, snippet
from shuheng.catalogue.search.query import parse

LETTERS = "医疗机构年gB2 <>&\"'，Ａ①ﬁ\n"


def needles(typed: str) -> list[str]:
    return [word.text for word in parse(typed).words]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("医疗机构名录", "机构", "医疗<mark>机构</mark>名录"),
        ("医疗机构", "医疗 疗机", "<mark>医疗机</mark>构"),
        ("2021年度", "2021年", "<mark>2021年</mark>度"),
        ("ＧＢ2312 与 gb2312x", "gb2312", "<mark>ＧＢ2312</mark> 与 gb2312x"),
        ("<b>医疗</b>", "医疗 b", "&lt;<mark>b</mark>&gt;<mark>医疗</mark>&lt;/<mark>b</mark>&gt;"),
        ("甲，乙", "“甲 乙”", "<mark>甲，乙</mark>"),
        ("医疗", "", "医疗"),
    ],
)
def test_marks(text: str, typed: str, expected: str) -> None:
    assert marked(text, needles(typed)) == expected


@given(st.text(LETTERS), st.text(LETTERS, max_size=5))
def test_the_text_stays_what_it_was(text: str, typed: str) -> None:
    plain = re.sub("</?mark>", "", marked(text, needles(typed)))
    assert html.unescape(plain) == text
    assert "<" not in plain
    assert ">" not in plain


def test_a_snippet_shows_the_first_hit_with_what_is_around_it() -> None:
    text = "一" * 200 + "医疗" + "二" * 200
    assert snippet(text, ["医疗"]) == "…" + "一" * 24 + "<mark>医疗</mark>" + "二" * 70 + "…"
    assert snippet(text, ["没有"]) == "一" * 96 + "…"
    assert snippet("短", []) == "短"
    assert snippet("", ["医疗"]) == ""
