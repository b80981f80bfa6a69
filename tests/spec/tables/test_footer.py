"""Rows at the end that are no data, and rows that only look like it."""

from pathlib import Path

import pytest

from tests.spec.tables.made import accounted, message, put, read

HEAD = "地区,人口,面积\n甲,1,2\n乙,3,4\n"


@pytest.mark.parametrize(
    ("tail", "cut"),
    [
        ("合计,4,6\n", 1),
        ("合 计,4,6\n", 1),
        ("总计：,4,6\n注：不含外来人口\n", 2),
        ("数据来源：统计局\n", 1),
        ("注：1.抽样调查样本数据。\n\u3000\u30002.合计与分项略有误差，因四舍五入。\n数据来源：统计局\n", 3),
        ("\n\n资料来源:统计局,,\n", 1),
        ("制表人：某某,,\n填表人：某某\n", 2),
        ("Total,4,6\nSource: office\nNote: provisional\n", 3),
        ("* 初步核算数\n", 1),
        ("", 0),
        ("合计镇,4,6\n", 0),
        ("来源地,4,6\n", 0),
        ("注：特殊,4,6\n", 0),
        ("一个很长很长的地区名称没有数据,,\n", 0),
        ("丙\n", 0),
    ],
)
def test_what_is_cut(tmp_path: Path, tail: str, cut: int) -> None:
    reading, rows = read(put(tmp_path, HEAD + tail))
    kept = len([line for line in tail.splitlines() if line]) - cut
    assert (len(reading.footer), len(rows), accounted(reading)) == (cut, 2 + kept, True)


def test_what_is_cut_is_shown_with_its_rows(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, HEAD + "合计,4,6\n数据来源：统计局\n"))
    assert [line.cells[0] for line in reading.footer] == ["合计", "数据来源：统计局"]
    assert "第 4、5 行" in message(reading, "footer")


def test_a_short_row_of_the_footer_is_no_short_row_of_the_table(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, HEAD + "丙,5\n数据来源：统计局\n"))
    assert (reading.short_rows, "如第 4 行" in message(reading, "short-rows")) == (1, True)


def test_a_total_in_the_middle_stays(tmp_path: Path) -> None:
    _, rows = read(put(tmp_path, "地区,人口\n合计,4\n甲,1\n乙,3\n"))
    assert rows[0] == ("合计", "4")


def test_a_column_of_its_own_has_no_total(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "类别\n小学\n中学\n合计\n"))
    assert (len(rows), reading.footer) == (3, ())


@pytest.mark.parametrize("fast", [False, True])
def test_both_readers_cut_the_same(tmp_path: Path, fast: bool) -> None:
    body = "".join(f"地区{n},{n},{n}\n" for n in range(100))
    reading, rows = read(put(tmp_path, f"地区,人口,面积\n{body}合计,1,2\n注：初步数,,\n"), fast=fast)
    assert (reading.path, len(reading.footer), len(rows)) == ("fast" if fast else "plain", 2, 100)
