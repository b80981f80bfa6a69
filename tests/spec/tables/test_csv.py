"""Separated values as people write them."""

from pathlib import Path

import pytest

from shuheng.problems import ProblemsError
from tests.spec.tables.made import accounted, codes, message, names, put, read

PEOPLE = "编号,姓名,身份证号\n001,甲,11010119900307002X\n002,乙,320102198001011234\n"


def test_codes_phones_and_identity_numbers_stay_as_written(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, PEOPLE))
    assert names(reading) == ["编号", "姓名", "身份证号"]
    assert rows == [("001", "甲", "11010119900307002X"), ("002", "乙", "320102198001011234")]
    assert (reading.encoding, reading.delimiter, reading.quote, reading.rows) == ("utf-8", ",", '"', 2)
    assert accounted(reading)


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    reading, rows = read(put(tmp_path, f"a{mark}b\n1{mark}x y\n2{mark}z,w\n".replace("z,w", "z.w")))
    assert (reading.delimiter, rows) == (mark, [("1", "x y"), ("2", "z.w")])


def test_a_comma_inside_cells_of_another_delimiter_is_no_delimiter(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "名称;金额\n一;1,200\n二;3,400\n三;5\n"))
    assert (reading.delimiter, rows[0]) == (";", ("一", "1,200"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    reading, rows = read(put(tmp_path, end.join(["a,b", "1,2", "3,4", ""])))
    assert rows == [("1", "2"), ("3", "4")]
    assert reading.records == 3


def test_quotes_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    _, rows = read(put(tmp_path, 'a,b\n"1,5","他说""好"""\n"两\n行",\n'))
    assert rows == [("1,5", '他说"好"'), ("两\n行", "")]


def test_space_before_a_quote(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, 'id, 说明\n1, "甲, 乙"\n2, "丙"\n'))
    assert rows == [("1", "甲, 乙"), ("2", "丙")]
    assert "spaces" in codes(reading)


def test_quotes_inside_a_cell_do_not_take_its_spaces(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, 'k,v\n 点,"{""a"": ""b"", ""c"": 1}"\n'))
    assert rows == [(" 点", '{"a": "b", "c": 1}')]
    assert "spaces" not in codes(reading)


def test_backslash_before_a_quote(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, 'k,v\n1,"a \\" b"\n2,c\n'))
    assert rows == [("1", 'a " b'), ("2", "c")]
    assert "escape" in codes(reading)


def test_a_quote_that_never_closes_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(put(tmp_path, 'a,b\n1,2\n3,"x\n' + "4,5\n" * 50))
    problem = caught.value.problems[0]
    assert (problem.code, problem.row) == ("tables-quote", 3)


def test_text_between_tabs_may_hold_single_quotes_as_databases_write_it(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, 'a\tb\n"开头\tx\n5"管\ty\n', "a.tsv"))
    assert rows == [('"开头', "x"), ('5"管', "y")]
    assert (reading.quote, "unquoted" in codes(reading)) == ("", True)


def test_short_rows_keep_their_cells_and_miss_the_rest(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "a,b,c\n1\n1,2,3\n1,\n4,5,6\n"))
    assert rows == [("1", None, None), ("1", "2", "3"), ("1", "", None), ("4", "5", "6")]
    assert reading.short_rows == 2
    assert "共 2 行，如第 2、4 行" in message(reading, "short-rows")


def test_cells_beyond_the_header_get_columns_of_their_own(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "a,b\n1,2\n1,2,3\n4,5,,6\n7,8\n"))
    assert names(reading) == ["a", "b", "多出的列 1", "多出的列 2"]
    assert rows[1:3] == [("1", "2", "3", None), ("4", "5", "", "6")]
    assert [column.extra for column in reading.columns] == [False, False, True, True]
    assert (reading.long_rows, "如第 3、4 行" in message(reading, "long-rows")) == (2, True)


def test_blank_cells_beyond_the_header_are_none(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, "a,b\n1,2,,\n3,4,,\n"))
    assert (names(reading), reading.long_rows) == (["a", "b"], 0)


def test_blank_rows_are_counted_and_shown(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "a,b\n\n1,2\n,\n \t,\u3000\n3,4\n\n"))
    assert rows == [("1", "2"), ("3", "4")]
    assert reading.blank == 4
    assert "如第 2、4、5、7 行" in message(reading, "blank-rows")
    assert accounted(reading)


def test_nul_is_cut_out_and_control_characters_stay(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "a,b\n1,x\x00y\n2,\x07z\n"))
    assert rows == [("1", "xy"), ("2", "\x07z")]
    assert "共 1 个" in message(reading, "nul")
    assert "首个在第 3 行" in message(reading, "control")


def test_formulas_stay_text(tmp_path: Path) -> None:
    _, rows = read(put(tmp_path, 'a,b\n=1+1,"=HYPERLINK(""x"")"\n+86,@sum\n'))
    assert rows == [("=1+1", '=HYPERLINK("x")'), ("+86", "@sum")]


def test_five_thousand_columns(tmp_path: Path) -> None:
    head = ",".join(f"指标{n}" for n in range(5_000))
    body = "\n".join(",".join(str(n * row) for n in range(5_000)) for row in range(5))
    reading, rows = read(put(tmp_path, f"{head}\n{body}\n"))
    assert (len(reading.columns), rows[2][4_999]) == (5_000, "9998")


def test_header_only(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, "编号,名称\n"))
    assert (names(reading), rows, "no-rows" in codes(reading)) == (["编号", "名称"], [], True)
