"""Bars, charts and numbers: what stands on every page."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.web import charts
from shuheng.web.assets import VersionedStorage, version
from shuheng.web.bars import Line, bars_picture, panels_picture
from shuheng.web.components import Bar
from shuheng.web.templatetags.ui import between, percent, points, short, signed, thousands

numbers = st.fractions(min_value=-5, max_value=150, max_denominator=100)


@given(
    top=numbers, low=numbers, more=st.fractions(0, 50), bonus=st.fractions(0, 60), taken=st.fractions(0, 60)
)
def test_a_bar_never_leaves_its_track(
    top: Fraction, low: Fraction, more: Fraction, bonus: Fraction, taken: Fraction
) -> None:
    bar = Bar(max(top, Fraction(1)), low, low + more, bonus, taken)
    assert all(length > 0 for _, length in bar.lengths)
    assert sum(length for _, length in bar.lengths) <= bar.top
    solid = sum((length for kind, length in bar.lengths if kind in {"base", "bonus"}), Fraction(0))
    assert solid == min(max(low, Fraction(0)), bar.top)


def test_segments_are_shares_for_svg() -> None:
    bar = Bar(Fraction(12), Fraction(8), Fraction(9), Fraction(1), Fraction(2))
    assert [(one.kind, one.start, one.length) for one in bar.segments] == [
        ("base", "0.00%", "58.33%"),
        ("bonus", "58.33%", "8.33%"),
        ("unknown", "66.67%", "8.33%"),
        ("taken", "75.00%", "16.67%"),
    ]


def test_numbers_are_exact_and_unknown_is_said() -> None:
    assert points(Fraction(9308, 100)) == "93.08"
    assert points(Fraction(1, 8)) == "0.13"
    assert short(Fraction(1, 2)) == "0.5"
    assert signed(Fraction(3, 2)) == "+1.50"
    assert signed(Fraction(-1, 2)) == "-0.50"
    assert percent(Fraction(83, 100)) == "83.0%"
    assert thousands(1234567) == "1,234,567"
    for written in (points(None), short(None), signed(None), percent(None)):
        assert "未知" in written
        assert "0" not in written
    assert "1.00～2.50" in between(Fraction(1), Fraction(5, 2))


LINES = [
    Line(
        "甲<script>alert(1)</script>&\"'",
        Bar(Fraction(10), Fraction(4), Fraction(6), Fraction(1), Fraction(2)),
        "A",
    ),
    Line("乙", Bar(Fraction(10), Fraction(10), Fraction(10)), "A"),
]


@pytest.mark.parametrize("draw", [bars_picture, panels_picture])
def test_a_chart_takes_the_colours_of_the_page_and_obeys_its_policy(draw: object) -> None:
    assert callable(draw)
    picture = draw("样例", LINES)
    assert picture.svg.startswith('<svg aria-hidden="true"')
    assert "<script" not in picture.svg
    assert not re.search(r"style=|<style|on\w+=|href=\"http", picture.svg)
    assert "var(--points-base)" in picture.svg
    assert "url(#hatch)" in picture.svg
    assert "url(#taken)" in picture.svg
    assert not any(colour in picture.svg for colour in charts.VARIABLES)


def test_a_picture_says_in_words_and_figures_what_it_shows() -> None:
    picture = bars_picture("样例", LINES)
    assert picture.alternative.startswith("样例：A 甲")
    assert "4.00 至 6.00 分（有未知的指标值）" in picture.alternative
    assert picture.rows[1] == ("乙", "10.00", "10.00", "0.00", "0.00", "10.00")


def test_addresses_of_static_files_change_with_their_content() -> None:
    mark = version("web/app.css")
    assert re.fullmatch(r"[0-9a-f]{12}", mark)
    assert VersionedStorage().url("web/app.css") == f"/static/web/app.css?v={mark}"
    assert VersionedStorage().url("web/none.css") == "/static/web/none.css"
