"""Excel files: what is read exactly, and what is refused with its sheet, row and column."""

import datetime as dt
from pathlib import Path

import pytest

from shuheng.files.guards import OLE
from shuheng.reports.facts_io import read_facts
from tests.spec.facts.small_rubric import codes_of, problems_of, small
from tests.spec.facts.workbooks import Workbook, Worksheet, long_form, repacked, sheet_xml

ROW = ("x1", "甲区", "第一档", "已发布目录数", 100)


def test_every_kind_of_cell_is_read_exactly(tmp_path: Path) -> None:
    def dated(book: Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(8, 0, ("x1", "甲区", "第一档", "方案报送日期"))
        sheet.write_datetime(8, 4, dt.datetime(2021, 6, 30), day)  # noqa: DTZ001 - Excel knows no zone

    path = long_form(
        tmp_path / "facts.xlsx",
        ROW,
        ("x1", "甲区", "第一档", "catalogue.mounted", 83.0),
        ("x1", "甲区", "第一档", "目录满意度", 0.835),
        ("x1", "甲区", "第一档", "经费支出", 0.1 + 0.2),
        ("x1", "甲区", "第一档", "制度健全", True),
        ("x1", "甲区", "第一档", "工作情况", " 一般 "),
        ("x1", "甲区", "第一档", "网站得分", "80.5；71"),
        more=dated,
    )
    facts = read_facts(small(), path).sheet.facts
    assert {metric: fact.text for (_, metric), fact in facts.items()} == {
        "已发布目录数": "100",
        "已挂载目录数": "83",
        "目录满意度": "83.5%",
        "经费支出": "0.3",
        "制度健全": "是",
        "工作情况": "一般",
        "网站得分": "80.5; 71",
        "方案报送日期": "2021-06-30",
    }


def test_an_empty_value_is_unknown(tmp_path: Path) -> None:
    path = long_form(tmp_path / "facts.xlsx", ("x1", "甲区", "第一档", "已发布目录数", None))
    sheet = read_facts(small(), path).sheet
    assert [agency.code for agency in sheet.agencies] == ["x1"]
    assert sheet.facts == {}


def test_merged_cells(tmp_path: Path) -> None:
    path = long_form(tmp_path / "facts.xlsx", ROW, more=lambda _, sheet: sheet.merge_range("A4:B5", "x2"))
    assert str(problems_of(path)[0]) == (
        "facts.xlsx 工作表“事实” 第 4 行 A 列：A4:B5 是合并单元格，无法判断值属于哪一格。"
        "请取消合并，在每一格里写清楚。〔excel-merged〕"
    )


def test_a_formula_in_error(tmp_path: Path) -> None:
    path = long_form(
        tmp_path / "facts.xlsx",
        ROW[:4],
        more=lambda _, sheet: sheet.write_formula("E2", "=1/0", None, "#DIV/0!"),
    )
    assert [str(problem) for problem in problems_of(path)] == [
        (
            "facts.xlsx 工作表“事实” 第 2 行 E 列：公式出错（如 #DIV/0!）。"
            "请改正公式，或直接填写数值；没有的数留空。〔excel-error-cell〕"
        )
    ]


def test_a_formula_that_was_never_computed(tmp_path: Path) -> None:
    path = long_form(
        tmp_path / "facts.xlsx", ROW[:4], more=lambda _, sheet: sheet.write_formula("E2", "=1+1")
    )
    repacked(path, sheet_xml(b"</f><v>0</v>", b"</f><v></v>"))
    assert [str(problem) for problem in problems_of(path)] == [
        (
            "facts.xlsx 工作表“事实” 第 2 行 E 列：公式没有算出结果。"
            "请在 Excel 中打开、重算并保存，或直接填写数值。〔excel-uncomputed〕"
        )
    ]


def test_a_computed_formula_is_read(tmp_path: Path) -> None:
    path = long_form(
        tmp_path / "facts.xlsx", ROW[:4], more=lambda _, sheet: sheet.write_formula("E2", "=60+40", None, 100)
    )
    assert read_facts(small(), path).sheet.facts["x1", "已发布目录数"].text == "100"


def test_mistakes_of_every_sheet_are_told_with_sheet_row_and_column(tmp_path: Path) -> None:
    def second(book: Workbook, _: Worksheet) -> None:
        sheet = book.add_worksheet("乙区")
        sheet.write_row(0, 0, ("agency", "name", "peer", "metric", "value"))
        sheet.write_row(2, 0, ("x2", "乙区", "第二档", "制度健全", "大概"))

    path = long_form(tmp_path / "facts.xlsx", (*ROW[:4], "一百"), more=second)
    assert [str(problem) for problem in problems_of(path)] == [
        (
            "facts.xlsx 工作表“乙区” 第 3 行 E 列“value”：x2“制度健全”写的是“大概”，只能写是或否。"
            "可用：是、否。〔fact-yes-no〕"
        ),
        (
            "facts.xlsx 工作表“事实” 第 2 行 E 列“取值”：x1“已发布目录数”写的是“一百”，这里要写个数（数字）。"
            "不带单位，如 1299 或 1,299。〔fact-number〕"
        ),
    ]


def test_a_password(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert [str(problem) for problem in problems_of(path)] == [
        (
            "secret.xlsx：工作簿有打开密码，读不了。"
            "请在 Excel 中“文件—信息—保护工作簿—用密码进行加密”里清空密码，保存后再提交。〔excel-encrypted〕"
        )
    ]


def test_the_old_format(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(OLE + bytes(600))
    assert [str(problem) for problem in problems_of(path)] == [
        "old.xls：这是旧版 Excel（.xls）文件。请在 Excel 中另存为 .xlsx 再提交。〔excel-old〕"
    ]


def test_a_suffix_that_lies(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_text("单位代码,指标,取值\n", encoding="utf-8")
    assert [str(problem) for problem in problems_of(path)] == [
        "facts.xlsx：扩展名是 .xlsx，内容却是文本。请用原来的程序另存为正确的格式，不要只改扩展名。〔file-kind-mismatch〕"
    ]
    workbook = long_form(tmp_path / "real.xlsx", ROW).rename(tmp_path / "facts.csv")
    assert codes_of(workbook) == ["file-kind-mismatch"]


@pytest.mark.parametrize("keep", [100, 3000])
def test_a_torn_file(tmp_path: Path, keep: int) -> None:
    path = long_form(tmp_path / "torn.xlsx", ROW)
    path.write_bytes(path.read_bytes()[:keep])
    assert [str(problem) for problem in problems_of(path)] == [
        "torn.xlsx：不是完好的 Excel 工作簿。请用 Excel 或 WPS 打开并另存为新的 .xlsx 再提交。〔excel-broken〕"
    ]


def test_an_empty_workbook(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    with Workbook(path) as book:
        book.add_worksheet()
    assert [str(problem) for problem in problems_of(path)] == ["empty.xlsx：工作簿里没有内容。〔file-empty〕"]
