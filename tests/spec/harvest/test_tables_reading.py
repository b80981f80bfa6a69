"""CSV, TSV and Excel lists: headers found, rows that are not whole refused, cells that lie not believed."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from shuheng.engines.harvest import EntryRecord, open_source
from shuheng.engines.harvest.read.csv_list import delimiter_of
from shuheng.engines.harvest.read.header import column_names, header_row
from shuheng.engines.harvest.read.limits import RECORD_CHARS
from shuheng.engines.harvest.read.raw import RawRecord
from tests.spec.harvest.lists import codes, harvested, problems_of

MAPPING = """
name: 表
key: 编号
missing_fields: allow
fields: {title: 名称, issued: 发布日期, rows: 数据量}
"""
HEAD = "编号,名称,发布日期,数据量\n"


def items(text: str) -> list[object]:
    return [
        item.data if isinstance(item, RawRecord) else (item.code, item.line)
        for item in open_source(text.encode(), format="csv").items()
    ]


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_delimiters(mark: str) -> None:
    assert delimiter_of(HEAD.replace(",", mark)) == mark
    assert items(f"a{mark}b\n1{mark}2\n") == [{"a": "1", "b": "2"}]


def test_quoted_cells_hold_anything() -> None:
    assert items('a,b\n"1,\n2","say ""x"""\n') == [{"a": "1,\n2", "b": 'say "x"'}]


def test_titles_above_the_header_are_passed_over() -> None:
    assert items("某市公共数据目录,,\n\na,b,c\n1,2,3\n") == [{"a": "1", "b": "2", "c": "3"}]


def test_blank_rows_count_for_nothing_and_lines_are_right() -> None:
    rows = list(open_source(b"a,b\n1,2\n,\n\n3,4\n").items())
    assert [(row.number, row.line) for row in rows] == [(1, 2), (2, 5)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,2,3", "row-width"),
        ("1", "row-width"),
        ('1,"2"x', "row-broken"),
        ("1," + "x" * (RECORD_CHARS + 5), "record-too-long"),
    ],
)
def test_a_row_that_is_not_whole_is_refused_alone(row: str, code: str) -> None:
    assert items(f"a,b\n1,2\n{row}\n3,4\n") == [{"a": "1", "b": "2"}, (code, 3), {"a": "3", "b": "4"}]


def test_empty_cells_too_many_are_no_fault() -> None:
    assert items("a,b\n1,2,,\n") == [{"a": "1", "b": "2"}]


def test_a_quote_that_never_closes_breaks_the_list() -> None:
    survey = open_source(b'a,b\n1,2\n"3,4\n5,6\n', format="csv").survey
    assert survey.broken is not None
    assert (survey.broken.code, "第 3 行" in survey.broken.message) == ("list-cut", True)


def test_doubled_and_absent_names() -> None:
    names, problems = column_names(["a", "a", "", "a"], "x.csv")
    assert names == ("a", "a#2", "第3列", "a#3")
    assert [problem.code for problem in problems] == ["header-doubled"] * 2


def test_where_the_header_is() -> None:
    assert header_row([["标题"], ["a", "b", "c"], ["1", "2", "3"]]) == 1
    assert header_row([["标题", "", ""], ["", "", ""], ["a", "b", "c"]]) == 2
    assert header_row([["名称"], ["甲"]]) is None
    assert header_row([]) is None


def test_no_header_is_an_error() -> None:
    (problem,) = problems_of(harvested, b" , \n , \n")
    assert problem.code == "header-missing"


def test_a_doubled_header_row_is_refused() -> None:
    made, harvest = harvested((HEAD + "K1,甲,2024-01-01,5\n" + HEAD).encode(), MAPPING)
    assert [isinstance(item, EntryRecord) for item in made] == [True, False]
    assert harvest.tally.refusals == {"header-row": 1}


def test_workbooks_give_dates_and_whole_numbers() -> None:
    content = workbook(
        [
            ["编号", "名称", "发布日期", "数据量"],
            ["K1", "甲", dt.date(2024, 3, 5), 1299],
            ["K2", "乙", "暂无", None],
        ]
    )
    made, _ = harvested(content, MAPPING)
    first, second = made
    assert isinstance(first, EntryRecord)
    assert isinstance(second, EntryRecord)
    assert (first.line, first.issued, first.rows) == (2, dt.date(2024, 3, 5), 1299)
    assert (second.issued, second.rows, second.notes) == (None, None, ())


def test_cells_in_error_or_never_computed_are_unknown_and_told() -> None:
    content = workbook([["编号", "名称", "数据量"], ["K1", "甲", "=1/0"]])
    made, _ = harvested(content, MAPPING)
    assert isinstance(made[0], EntryRecord)
    assert (made[0].rows, codes(made[0])) == (None, ["cell-untrusted"])


def test_the_first_sheet_with_a_table_is_read_and_the_others_told() -> None:
    content = workbook([["说明"]], [["编号", "名称"], ["K1", "甲"]], [["编号", "名称"], ["K9", "癸"]])
    source = open_source(content)
    assert source.survey.records == 1
    assert [problem.code for problem in source.survey.problems] == ["sheets-left"]


def test_an_empty_workbook_has_no_header() -> None:
    (problem,) = problems_of(harvested, workbook([]))
    assert problem.code == "header-missing"
