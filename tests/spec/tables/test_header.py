"""Where the header stands, of how many rows it is, and whether there is one."""

from pathlib import Path

import pytest

from shuheng.problems import ProblemsError
from tests.spec.tables.made import accounted, codes, message, names, put, read

YEARS = "数据库：分省年度数据,,,\n指标：人口数\n时间：最近3年\n地区,2025年,2024年,2023年\n甲省,1,2,3\n乙省,4,5,6\n"


def test_rows_above_the_header_are_shown_and_no_data(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, YEARS))
    assert names(reading) == ["地区", "2025年", "2024年", "2023年"]
    assert [(line.number, line.cells[0]) for line in reading.preamble] == [
        (1, "数据库：分省年度数据"), (2, "指标：人口数"), (3, "时间：最近3年"),
    ]  # fmt: skip
    assert (reading.header, len(rows), accounted(reading)) == ((4,), 2, True)
    assert "第 1、2、3 行" in message(reading, "preamble")


def test_labels_above_numbers_make_a_header_beyond_doubt(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, "名称,数量,日期\n甲,1,2024-01-02\n乙,2,2024-02-03\n"))
    assert codes(reading) == set()


def test_all_text_is_ambiguous_and_says_so(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "名称,类别\n甲,一\n乙,二\n"))
    assert (rows[0], "header-assumed" in codes(reading)) == (("甲", "一"), True)


@pytest.mark.parametrize(
    "text",
    [
        "Mary,F,7065\nAnna,F,2604\nEmma,F,2003\n",
        "1,甲\n2,乙\n3,丙\n",
        "2024-01-01,晴\n2024-01-02,阴\n",
        "甲,是\n乙,是\n丙,否\n",
        "foo\nfoo\nfoo\n",
        "2,中国人\n",
    ],
)
def test_values_in_the_first_row_mean_that_there_is_no_header(tmp_path: Path, text: str) -> None:
    reading, rows = read(put(tmp_path, text))
    assert len(rows) == len(text.splitlines())
    assert (names(reading)[0], reading.header, "header-none" in codes(reading)) == ("列 1", (), True)
    assert "name-empty" not in codes(reading)


@pytest.mark.parametrize("labels", ["2021,2022,2023", "2020,2015,2010", "1985,1993,2000", "1,2,3"])
def test_years_and_running_numbers_are_labels(tmp_path: Path, labels: str) -> None:
    reading, rows = read(put(tmp_path, f"地区,{labels}\n甲,11,12,15\n乙,21,28,23\n"))
    assert (names(reading), len(rows)) == (["地区", *labels.split(",")], 2)


def test_two_rows_of_header_fill_each_others_gaps(tmp_path: Path) -> None:
    text = "地区,2023年,,2024年,\n,产值,增速,产值,增速\n甲,1,2,3,4\n乙,5,6,7,8\n"
    reading, rows = read(put(tmp_path, text))
    assert names(reading) == ["地区", "2023年_产值", "2023年_增速", "2024年_产值", "2024年_增速"]
    assert (reading.header, rows[0]) == ((1, 2), ("甲", "1", "2", "3", "4"))
    assert "第 1、2 行" in message(reading, "header-joined")


def test_a_sparse_upper_row_belongs_to_the_header(tmp_path: Path) -> None:
    text = "附表一,,,,,\n,2023年,,,2024年,\n地区,,产值,增速,,产值\n甲,1,2,3,4,5\n乙,5,6,7,8,9\n"
    reading, _ = read(put(tmp_path, text))
    assert reading.header == (2, 3)
    assert names(reading)[2:4] == ["2023年_产值", "2023年_增速"]


def test_a_gap_in_the_header_alone_makes_no_second_row(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "编号,,年龄\n1,甲,30\n2,乙,26\n"))
    assert (names(reading), len(rows)) == (["编号", "列 2", "年龄"], 2)
    assert "第 2 列" in message(reading, "name-empty")


def test_names_are_cleaned_and_made_unique_without_regard_to_capitals(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, '编号,ID,id,"联系\n电话", 地址 ,ID_2\n1,2,3,4,5,6\n'))
    assert names(reading) == ["编号", "ID", "id_2", "联系 电话", "地址", "ID_2_2"]
    assert [column.written for column in reading.columns][3:5] == ["联系\n电话", " 地址 "]
    assert {"name-doubled", "name-cleaned"} <= codes(reading)


def test_a_person_names_the_row(tmp_path: Path) -> None:
    path = put(tmp_path, "甲,乙\n名称,类别\n一,二\n")
    reading, rows = read(path, header=2)
    assert (names(reading), rows, len(reading.preamble)) == (["名称", "类别"], [("一", "二")], 1)
    assert "header-assumed" not in codes(reading)


def test_a_person_names_several_rows_or_none(tmp_path: Path) -> None:
    path = put(tmp_path, "组,\n甲,乙\n一,二\n三,四\n")
    assert names(read(path, header=(1, 2))[0]) == ["组_甲", "组_乙"]
    reading, rows = read(path, header=0)
    assert (names(reading), len(rows)) == (["列 1", "列 2"], 4)


@pytest.mark.parametrize("header", [9, -1, (2, 1)])
def test_a_row_that_is_not_there(tmp_path: Path, header: int | tuple[int, int]) -> None:
    with pytest.raises(ProblemsError, match="tables-header"):
        read(put(tmp_path, "a,b\n1,2\n"), header=header)


def test_blank_lines_above_are_counted_as_blank(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, "\n\n说明,,\n\n名称,数量,价\n甲,1,2\n"))
    assert (reading.header, len(reading.preamble), reading.blank, accounted(reading)) == ((5,), 1, 3, True)
