"""Pictures: what is drawn, what the table under them says, and that names can do no harm."""

from xml.etree import ElementTree as ET

from shuheng.quality.pictures import (
    UNKNOWN,
    Drawing,
    Named,
    Series,
    Share,
    agency_matrix,
    completeness_heat,
    share_bars,
    share_trend,
)
from shuheng.quality.pictures.bars import MOST_BARS
from shuheng.quality.pictures.grid import MOST_LINES

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>&\x00\x1b[31m\u202e#import "x"\n=1+1'


def texts(svg: str) -> list[str]:
    """Every text that the drawing shows; the drawing is well-formed XML, or this fails."""
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


def matrix() -> Drawing:
    cells = {(0, 0): Share(9, 10), (0, 1): Share(10, 10), (1, 0): UNKNOWN, (2, 0): Share(0, 0)}
    return agency_matrix(["甲局", "乙局", "甲局"], ["完整性", "规范性"], cells)


def test_a_grid_draws_every_cell_and_its_table_holds_the_counts() -> None:
    drawing = matrix()
    shown = texts(drawing.paper_svg())
    assert [shown.count(text) for text in ("90.0%", "100.0%", "未知", "不适用")] == [1, 1, 3, 1]
    assert drawing.heads == ("单位", "完整性", "规范性")
    assert drawing.rows == (
        ("甲局", "90.0%（9 / 10）", "100.0%（10 / 10）"),
        ("乙局", "未知", "未知"),
        ("甲局", "不适用（0 / 0）", "未知"),
    )


def test_two_lines_of_one_name_stay_two() -> None:
    shown = texts(matrix().paper_svg())
    assert (shown.count("甲局"), shown.count("乙局")) == (2, 1)


def test_the_page_gets_variables_and_paper_gets_colours() -> None:
    drawing = matrix()
    on_page, on_paper = str(drawing.picture().svg), drawing.paper_svg()
    assert "var(--text)" in on_page
    assert "url(#hatch)" in on_page
    assert 'aria-hidden="true"' in on_page
    assert "var(" not in on_paper
    assert "#1b2430" in on_paper
    assert drawing.picture().alternative.startswith("单位 × 质量维度：甲局 完整性 90.0%")


def test_names_are_texts_and_nothing_else() -> None:
    for drawing in (
        agency_matrix([HOSTILE], [HOSTILE], {(0, 0): Share(1, 2)}),
        completeness_heat([HOSTILE], ["1 至 10"], {}),
        share_bars("规范率", "列", [Named(HOSTILE, Share(1, 2))]),
        share_trend("趋势", ["2026-01"], [Series(HOSTILE, (Share(1, 2),))]),
    ):
        for svg in (drawing.paper_svg(), str(drawing.picture().svg)):
            assert any("<script>" in text for text in texts(svg))  # shown as it stands, escaped in the file
            assert "<script" not in svg
            assert "\x00" not in svg
        assert drawing.rows[0][0] in {HOSTILE, "2026-01"}  # the table keeps the name as it is


def test_a_wide_table_draws_its_emptiest_columns_and_lists_all() -> None:
    columns = [f"列{at}" for at in range(5_000)]
    cells = {(at, 0): Share(at, 5_000) for at in range(5_000)}
    drawing = completeness_heat(columns, ["全部"], cells)
    shown = texts(drawing.paper_svg())
    assert "列0" in shown
    assert f"列{MOST_LINES - 1}" in shown
    assert f"列{MOST_LINES}" not in shown
    assert "共 5,000 行" in drawing.title
    assert len(drawing.rows) == 5_000


def test_bars_keep_their_order_and_say_what_is_unknown() -> None:
    lines = [Named("乙", UNKNOWN, "日期"), Named("甲", Share(3, 4), "电话")]
    drawing = share_bars("规范率", "列", lines, note_head="含义")
    shown = texts(drawing.paper_svg())
    assert shown.index("乙") < shown.index("甲")
    assert drawing.heads == ("列", "含义", "合格率", "数量", "全数")
    assert drawing.rows == (("乙", "日期", "未知", "未知", "未知"), ("甲", "电话", "75.0%", "3", "4"))


def test_of_many_bars_the_lowest_are_drawn_and_unknown_is_not_lowest() -> None:
    lines = [Named("未测", UNKNOWN), *(Named(f"列{at}", Share(at, 100)) for at in range(60))]
    shown = texts(share_bars("规范率", "列", lines).paper_svg())
    assert "列0" in shown
    assert f"列{MOST_BARS}" not in shown
    assert "未测" not in shown


def test_a_month_that_is_unknown_breaks_the_line() -> None:
    series = [Series("完整性", (Share(9, 10), None, Share(8, 10), UNKNOWN))]
    drawing = share_trend("趋势", ["2026-01", "2026-02", "2026-03", "2026-04"], series)
    assert drawing.rows == (
        ("2026-01", "90.0%（9 / 10）"),
        ("2026-02", "未计量"),
        ("2026-03", "80.0%（8 / 10）"),
        ("2026-04", "未知"),
    )
    lines = [
        node.get("d", "")
        for node in ET.fromstring(drawing.paper_svg()).iter(f"{SVG}path")
        if node.get("stroke") == "#0072b2" and node.get("stroke-width") == "2"
    ]
    assert len(lines) == 1
    assert lines[0].count("M") == 2


def test_the_same_drawing_gives_the_same_bytes() -> None:
    first, again = matrix(), matrix()
    assert first.paper_png() == again.paper_png()
    assert first.paper_svg() == again.paper_svg()
    assert first.paper_png().startswith(b"\x89PNG")
