"""Workbooks: all sheets, what their cells say, and bounds before they are laid out."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from shuheng.engines.tables import Limits, open_table, stage
from shuheng.engines.tables.sheet_cells import cell_text
from shuheng.problems import ProblemsError
from tests.spec.tables.made import accounted, codes, message, names, put, read, rows_of


def saved(folder: Path, sheets: dict[str, list[list[object]]], name: str = "簿.xlsx") -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def changed(path: Path, member: str, old: bytes, new: bytes) -> Path:
    """The workbook with other bytes in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in archive.namelist():
            content = archive.read(name)
            assert name != member or old in content
            target.writestr(name, content.replace(old, new) if name == member else content)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"), (0.1 + 0.2, "0.3"), (274.65999999999997, "274.66"), (1e-7, "0.0000001"), (12345678901.5, "12345678901.5"),
        (7, "7"), (True, "TRUE"), (False, "FALSE"), ("001", "001"), ("", None), (None, None), (" ", " "),
        (dt.date(2026, 3, 5), "2026-03-05"), (dt.datetime.fromisoformat("2026-03-05T08:30:00"), "2026-03-05 08:30:00"),
        (dt.time(8, 30), "08:30:00"), (dt.timedelta(hours=25, minutes=2), "25:02:00"),
    ],
)  # fmt: skip
def test_what_a_cell_says(value: object, text: str | None) -> None:
    assert cell_text(value) == text


def test_every_sheet_that_holds_cells_is_a_table(tmp_path: Path) -> None:
    path = saved(
        tmp_path, {"单位": [["编码", "名称"], ["01", "局"]], "空": [], "人员": [["姓名", "数"], ["甲", 2]]}
    )
    sources = open_table(path)
    assert [source.sheet for source in sources] == ["单位", "人员"]
    staged = [stage(source, tmp_path / "out") for source in sources]
    assert [rows_of(one.path) for one in staged] == [[("01", "局")], [("甲", "2")]]
    assert len({one.path for one in staged}) == 2


def test_a_person_names_the_sheet(tmp_path: Path) -> None:
    path = saved(tmp_path, {"一": [["a"], [1]], "二": [["b"], [2]]})
    assert names(read(path, sheet="二")[0]) == ["b"]
    with pytest.raises(ProblemsError) as caught:
        open_table(path, sheet="三")
    assert caught.value.problems[0].allowed == ("一", "二")


def test_preamble_merged_header_and_footer(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["全市单位统计表", None, None, None], ["单位：家", None, None, None], ["区县", "企业", None, "备注"],
        [None, "国有", "民营", None], ["甲区", 1, 2, None], ["乙区", 3, 4, "新设"], ["合计", 4, 6, None],
        ["数据来源：市场监管局", None, None, None],
    ):  # fmt: skip
        sheet.append(row)
    for area in ("A1:D1", "A3:A4", "B3:C3", "D3:D4"):
        sheet.merge_cells(area)
    book.save(tmp_path / "簿.xlsx")
    reading, rows = read(tmp_path / "簿.xlsx")
    assert names(reading) == ["区县", "企业_国有", "企业_民营", "备注"]
    assert rows == [("甲区", "1", "2", None), ("乙区", "3", "4", "新设")]
    assert ([line.number for line in reading.preamble], reading.header) == ([1, 2], (3, 4))
    assert ([line.number for line in reading.footer], accounted(reading)) == ([7, 8], True)
    assert "merged" not in codes(reading)


def test_merged_cells_in_the_data_are_told(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["市", "县", "数"], ["甲", "一", 1], [None, "二", 2]):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(tmp_path / "簿.xlsx")
    reading, rows = read(tmp_path / "簿.xlsx")
    assert rows == [("甲", "一", "1"), (None, "二", "2")]
    assert "A2:A3" in message(reading, "merged")


def test_long_numbers_and_formulas_without_result_are_told(tmp_path: Path) -> None:
    path = saved(
        tmp_path, {"一": [["身份证号", "和"], [110101199003070000, "=1+1"], ["11010119900307002X", 2]]}
    )
    reading, rows = read(path)
    assert rows == [("110101199003070000", None), ("11010119900307002X", "2")]
    assert "A2" in message(reading, "number-long")
    assert "B2" in message(reading, "cell-error")


def test_hidden_sheets_are_read_and_told(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["a"])
    other = book.create_sheet("底表")
    other.append(["b", "c"])
    other.sheet_state = "hidden"
    book.save(tmp_path / "簿.xlsx")
    reading, _ = read(tmp_path / "簿.xlsx", sheet="底表")
    assert "hidden" in codes(reading)


def test_a_cell_far_away_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "簿.xlsx")
    with pytest.raises(ProblemsError, match="第 1048576 行、第 16384 列") as caught:
        open_table(tmp_path / "簿.xlsx")
    assert caught.value.problems[0].code == "tables-workbook-extent"


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, {"一": [["a"], ["b"]]})
    changed(path, "xl/worksheets/sheet1.xml", b"<sheetData>", b" " * 5_000_000 + b"<sheetData>")
    with pytest.raises(ProblemsError, match="tables-bomb"):
        open_table(path, limits=Limits(workbook_unpacked=3_000_000))


def ods(folder: Path, body: str) -> Path:
    """A minimal OpenDocument spreadsheet."""
    start = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    )
    with zipfile.ZipFile(folder / "簿.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        end = "</office:spreadsheet></office:body></office:document-content>"
        archive.writestr("content.xml", f'{start}<table:table table:name="一">{body}</table:table>{end}')
    return folder / "簿.ods"


def row(*cells: str, attributes: str = "") -> str:
    """One row of an OpenDocument sheet."""
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def test_open_document(tmp_path: Path) -> None:
    reading, rows = read(ods(tmp_path, row("编号", "名称") + row("001", "甲")))
    assert (reading.format, names(reading), rows) == ("ods", ["编号", "名称"], [("001", "甲")])


def test_blank_rows_repeated_to_the_end_of_an_open_document_are_none(tmp_path: Path) -> None:
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/>'
    reading, rows = read(ods(tmp_path, row("编号", "名称") + row("001", "甲") + empty + "</table:table-row>"))
    assert (rows, reading.records) == ([("001", "甲")], 2)


def test_cells_repeated_without_end_in_an_open_document_are_refused(tmp_path: Path) -> None:
    repeated = row("x", "y", "z", attributes='table:number-rows-repeated="9000000"')
    with pytest.raises(ProblemsError, match="tables-workbook-extent"):
        open_table(ods(tmp_path, row("a", "b", "c") + repeated))


def test_a_damaged_old_workbook_cannot_take_the_process_along(shared: Path, tmp_path: Path) -> None:
    """One damaged length makes the reader ask for 171 GB and abort; each file is read, or refused, all the same."""
    content = (shared / "data/malformed/frictionless_data/table.xls").read_bytes()
    outcomes = set()
    for at in range(512, len(content), 97):
        broken = content[:at] + b"\xff\xff\xff\x7f" + content[at + 4 :]
        try:
            outcomes.add(str(len(read(put(tmp_path, broken, "表.xls"))[1])))
        except ProblemsError as error:
            outcomes.add(error.problems[0].code)
    assert {"2", "tables-workbook-broken"} <= outcomes
