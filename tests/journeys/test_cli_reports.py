"""``score -o``: the same result as Excel, Word, HTML and JSON, safe to open and fit to print."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.journeys.command import Shuheng
from tests.spec.facts.small_rubric import HERE

EVIL = '=HYPERLINK("http://example.invalid","x")'


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """Facts whose texts would be formulas, markup and control characters if anyone let them."""
    path = tmp_path / "evil.csv"
    name = EVIL.replace('"', '""')
    path.write_text(
        "单位代码,单位名称,分组,指标,取值,佐证\n"
        f'@SUM(A1),"{name}",第一档,已发布目录数,100,<script>alert(1)</script>\x07\n'
        f'@SUM(A1),"{name}",第一档,已挂载目录数,83,+1\n',
        encoding="utf-8",
    )
    return path


def written(shuheng: Shuheng, path: Path, *arguments: object) -> Path:
    shown = shuheng("score", *arguments, "-o", path)
    assert shown.code == 0, shown.err
    assert "已写入" in shown.err
    return path


def test_no_text_becomes_a_formula(shuheng: Shuheng, evil: Path, tmp_path: Path) -> None:
    path = written(shuheng, tmp_path / "out.xlsx", HERE / "small", "--facts", evil)
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert EVIL in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    dangerous = [cell for cell in cells if str(cell.value)[0] in "=+-@" and cell.data_type == "s"]
    assert dangerous
    assert all(cell.quotePrefix for cell in dangerous)
    assert not any(cell.hyperlink for cell in cells)


def test_markup_and_control_characters_stay_text(shuheng: Shuheng, evil: Path, tmp_path: Path) -> None:
    page = written(shuheng, tmp_path / "out.html", HERE / "small", "--facts", evil).read_text(
        encoding="utf-8"
    )
    assert "<script" not in page
    document = Document(str(written(shuheng, tmp_path / "out.docx", HERE / "small", "--facts", evil)))
    assert EVIL in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_excel_holds_summary_points_and_reasons(shuheng: Shuheng, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(shuheng, tmp_path / "n.xlsx", "nanjing-2022"))
    assert book.sheetnames == ["汇总", "指标得分", "得分理由"]
    summary = [[cell.value for cell in row] for row in book["汇总"].iter_rows()]
    assert 93.08 in summary[4]
    matrix = {row[0].value: row[3].value for row in book["指标得分"].iter_rows(min_row=5)}
    assert (matrix["A41"], len([code for code in matrix if code])) == (1.33, 59)
    assert book["得分理由"].max_row > 90


def test_the_demonstration_is_marked_in_every_file(shuheng: Shuheng, tmp_path: Path) -> None:
    paths = [tmp_path / f"g{suffix}" for suffix in (".xlsx", ".docx", ".html", ".json")]
    shown = shuheng("score", "guangxi-2021", *(word for path in paths for word in ("-o", path)))
    assert shown.code == 0
    assert "【演示数据】" in shown.out
    book = openpyxl.load_workbook(paths[0])
    assert all("演示数据" in sheet["A3"].value for sheet in book)
    assert "演示数据" in Document(str(paths[1])).sections[0].header.paragraphs[0].text
    assert "演示数据" in paths[2].read_text(encoding="utf-8")
    assert json.loads(paths[3].read_text(encoding="utf-8"))["demo"] is True


def test_the_same_result_gives_the_same_bytes(shuheng: Shuheng, tmp_path: Path) -> None:
    for suffix in (".xlsx", ".docx", ".html", ".json"):
        first = written(shuheng, tmp_path / f"one{suffix}", "nanjing-2022").read_bytes()
        assert written(shuheng, tmp_path / f"two{suffix}", "nanjing-2022").read_bytes() == first


def test_json_file_and_stdout_are_one_document(shuheng: Shuheng, tmp_path: Path) -> None:
    path = tmp_path / "n.json"
    shown = shuheng("score", "nanjing-2022", "--format", "json", "-o", path)
    assert shown.out == path.read_text(encoding="utf-8")


def test_the_nanjing_form(shuheng: Shuheng, tmp_path: Path) -> None:
    document = Document(str(written(shuheng, tmp_path / "n.docx", "nanjing-2022")))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["一级指标", "二级指标", "三级指标", "权重", "评分规则", "评分过程", "得分"]
    indicators = [row for row in rows[1:] if re.match(r"[A-E]\d", row[2])]
    assert len(indicators) == 57
    assert all(row[5] for row in indicators)
    assert [text for text in rows[58] if text] == ["小计", "100", "93.08"]
    (rate,) = [row for row in rows if row[2].startswith("B11 ")]
    assert "93.25%" in rate[5]
    assert rate[6] == "0.93"
    assert "评分结果：93.08，等级为优。" in [paragraph.text for paragraph in document.paragraphs]


def test_word_tables_print_well(shuheng: Shuheng, tmp_path: Path) -> None:
    document = Document(str(written(shuheng, tmp_path / "n.docx", "nanjing-2022")))
    (table,) = document.tables
    section = document.sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)
    flags = [{child.tag for child in row._tr.trPr} for row in table.rows]
    assert qn("w:tblHeader") in flags[0]
    assert all(qn("w:cantSplit") in flag for flag in flags)


def test_every_style_names_its_chinese_font(shuheng: Shuheng, tmp_path: Path) -> None:
    document = Document(str(written(shuheng, tmp_path / "n.docx", "nanjing-2022")))
    fonts = {
        style.name: style.element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in document.styles
        if hasattr(style, "font")
    }
    assert fonts
    assert set(fonts.values()) == {"宋体", "黑体"}


def test_the_wuxi_form(shuheng: Shuheng, tmp_path: Path) -> None:
    document = Document(str(written(shuheng, tmp_path / "w.docx", "wuxi-pilot-2021", "--facts", "demo")))
    table = document.tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "一级指标", "二级指标", "最高分", "自评分", "备注"]
    assert [row[2] for row in rows[1:4]] == ["组织管理", "机制建设", "数据管理体系"]
    assert [rows[-4][3], rows[-3][3]] == ["-10", "-2"]
    assert [row[:5] for row in rows[-2:]] == [
        ["8", "基础分", "", "60", "60"],
        ["9", "总分", "", "\\", rows[-1][4]],
    ]


def test_html_needs_nothing_from_elsewhere(shuheng: Shuheng, tmp_path: Path) -> None:
    page = written(shuheng, tmp_path / "n.html", "nanjing-2022").read_text(encoding="utf-8")
    assert re.findall(r"<script|<link|src=|href=|url\(|://|@import", page) == []
    assert page.count("<tr>") > 90


@pytest.mark.parametrize("name", ["out.odt", "out"])
def test_an_unknown_kind_of_file_is_refused_before_scoring(
    shuheng: Shuheng, tmp_path: Path, name: str
) -> None:
    shown = shuheng("score", "nanjing-2022", "-o", tmp_path / name)
    assert shown.code == 2
    assert "可用的扩展名：.json、.xlsx、.docx、.pdf、.html。" in shown.err


def test_a_folder_that_is_not_there(shuheng: Shuheng, tmp_path: Path) -> None:
    shown = shuheng("score", "nanjing-2022", "-o", tmp_path / "none" / "out.xlsx")
    assert shown.code == 2
    assert "请先建立，或换一个位置。" in shown.err
