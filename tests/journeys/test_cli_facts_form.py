"""The Excel form: written, filled in, read back; every mistake with its sheet, row and column."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shuheng.engines.rubric import FactSheet, Rubric, load_rubric
from shuheng.reports.facts_io import read_facts
from shuheng.reports.facts_io.template_layout import (
    AGENCY_CODE_ROW,
    CODE_COLUMN,
    FIRST_AGENCY_COLUMN,
    FIRST_FACT_ROW,
    FORM_SHEET,
)
from tests.journeys.command import Shuheng
from tests.places import RUBRICS
from tests.spec.facts.small_rubric import HERE

Sheet = Any  # openpyxl's


@pytest.fixture
def form(shuheng: Shuheng, tmp_path: Path) -> Path:
    """The form of the small rubric for two agencies."""
    roster = tmp_path / "agencies.csv"
    roster.write_text("单位代码,单位名称,分组\nx1,甲区,第一档\nx2,乙区,第二档\n", encoding="utf-8")
    path = tmp_path / "form.xlsx"
    shown = shuheng("facts", "template", HERE / "small", "-o", path, "--agencies", roster)
    assert shown.code == 0, shown.err
    assert "8 个指标，2 个单位。" in shown.err
    return path


def rows_by_code(sheet: Sheet) -> dict[str, int]:
    """Excel row of each metric, from its hidden code."""
    column = CODE_COLUMN + 1
    found = {sheet.cell(row, column).value: row for row in range(FIRST_FACT_ROW + 1, sheet.max_row + 1)}
    return {code: row for code, row in found.items() if code}


def fill(path: Path, values: dict[str, Any], column: int = FIRST_AGENCY_COLUMN + 1) -> None:
    """Write values by metric code into an agency's column."""
    book = openpyxl.load_workbook(path)
    sheet = book[FORM_SHEET]
    rows = rows_by_code(sheet)
    for code, value in values.items():
        sheet.cell(rows[code], column).value = value
    book.save(path)


def fill_all(path: Path, rubric: Rubric, sheet: FactSheet) -> None:
    """Every fact of the first agency, as an official would type it."""
    agency = sheet.agencies[0]
    values = {
        rubric.metrics[title].code: typed(rubric, title, fact.text)
        for (_, title), fact in sheet.facts.items()
    }
    assert len(values) == len(sheet.facts) > 0
    assert (
        openpyxl.load_workbook(path)[FORM_SHEET].cell(AGENCY_CODE_ROW + 1, FIRST_AGENCY_COLUMN + 1).value
        == agency.code
    )
    fill(path, values)


def typed(rubric: Rubric, title: str, text: str) -> str | float:
    match rubric.metrics[title].kind:
        case "count" | "amount":
            return float(text)
        case "ratio":
            return float(text.rstrip("%")) / 100
        case _:
            return text


def test_nanjing_filled_in_by_hand_scores_the_same(shuheng: Shuheng, tmp_path: Path) -> None:
    folder = RUBRICS / "nanjing-2022"
    rubric = load_rubric(folder)
    shipped = read_facts(rubric, folder / "facts" / "nanjing-2022.yaml").sheet
    path = tmp_path / "nanjing.xlsx"
    assert shuheng("facts", "template", "nanjing-2022", "-o", path).code == 0
    fill_all(path, rubric, shipped)
    document = shuheng.json("score", "nanjing-2022", "--facts", path)
    assert document["agencies"][0]["total"] == "93.08"
    assert document["facts_hash"] == shipped.hash


def test_the_form_says_what_a_cell_takes(form: Path) -> None:
    sheet = openpyxl.load_workbook(form)[FORM_SHEET]
    rows = rows_by_code(sheet)
    assert sheet.column_dimensions["A"].hidden
    assert sheet.cell(rows["catalogue.mounted"], 5).value == "整数，不小于 0；是“已发布目录数”的一部分"
    assert sheet.cell(rows["catalogue.mounted"], 3).value == "基础.1：挂载率八成以上得2分，六成以上得1分"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules[f"G{rows['policy.complete']}:H{rows['policy.complete']}"].formula1 == '"是,否"'
    assert rules[f"G{rows['policy.work']}:H{rows['policy.work']}"].formula1 == '"好,一般,差"'
    assert rules["G5:H5"].formula1 == '"第一档,第二档"'
    assert not sheet.merged_cells.ranges


def test_an_untouched_form_is_two_agencies_without_facts(shuheng: Shuheng, form: Path) -> None:
    agencies = shuheng.json("score", HERE / "small", "--facts", form)["agencies"]
    assert [(item["name"], item["low"], item["high"]) for item in agencies] == [
        ("甲区", "0.00", "13.00"),
        ("乙区", "0.00", "13.00"),
    ]


def test_mistakes_name_sheet_row_and_column_all_at_once(shuheng: Shuheng, form: Path) -> None:
    fill(form, {"catalogue.published": "许多", "policy.complete": "大概", "catalogue.satisfaction": 70})
    fill(form, {"catalogue.published": 10, "catalogue.mounted": 11}, column=FIRST_AGENCY_COLUMN + 2)
    shown = shuheng("score", HERE / "small", "--facts", form)
    assert shown.code == 1
    assert [line.partition("：")[0] for line in shown.err.splitlines()[:-1]] == [
        "错误 form.xlsx 工作表“填报” 第 8 行 G 列“甲区”",
        "错误 form.xlsx 工作表“填报” 第 9 行 H 列“乙区”",
        "错误 form.xlsx 工作表“填报” 第 10 行 G 列“甲区”",
        "错误 form.xlsx 工作表“填报” 第 13 行 G 列“甲区”",
    ]


def edit(path: Path, change: Any) -> None:
    book = openpyxl.load_workbook(path)
    change(book[FORM_SHEET])
    book.save(path)


def put(row: int, column: int, value: object) -> Any:
    def change(sheet: Sheet) -> None:
        sheet.cell(row, column).value = value

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(lambda sheet: sheet.insert_rows(2), "facts-form-moved", id="row inserted in the head"),
        pytest.param(lambda sheet: sheet.insert_cols(3), "facts-form-moved", id="column inserted"),
        pytest.param(lambda sheet: sheet.merge_cells("G8:H8"), "excel-merged", id="cells merged"),
        pytest.param(put(8, 9, 3), "facts-form-agency-missing", id="value without agency"),
        pytest.param(put(3, 8, "x1"), "facts-form-agency-duplicate", id="agency twice"),
        pytest.param(put(40, 7, 3), "facts-form-metric-missing", id="value beside no metric"),
        pytest.param(put(5, 8, "第九档"), "peer-unknown", id="unknown peer group"),
        pytest.param(put(8, 1, "catalogue.gone"), "metric-unknown", id="code changed"),
    ],
)
def test_a_form_that_was_changed(shuheng: Shuheng, form: Path, change: Any, code: str) -> None:
    fill(form, {"catalogue.published": 10})
    edit(form, change)
    shown = shuheng("score", HERE / "small", "--facts", form)
    assert shown.code == 1
    assert f"〔{code}〕" in shown.err


def test_the_form_of_another_rubric(shuheng: Shuheng, form: Path) -> None:
    shown = shuheng("score", "nanjing-2022", "--facts", form)
    assert shown.code == 1
    assert "这是“small”的填报表，不是“nanjing-2022”的。" in shown.err


def test_the_form_of_another_version_is_read_with_a_warning(shuheng: Shuheng, form: Path) -> None:
    book = openpyxl.load_workbook(form)
    book["说明"]["B3"].value = "0" * 64
    book.save(form)
    shown = shuheng("score", HERE / "small", "--facts", form)
    assert shown.code == 0
    assert "填报表是按细则的另一个版本生成的" in shown.err


def test_without_agencies_the_columns_stay_open(shuheng: Shuheng, tmp_path: Path) -> None:
    path = tmp_path / "open.xlsx"
    shown = shuheng("facts", "template", "guangxi-2021", "-o", path)
    assert "309 个指标，单位待填。" in shown.err
    sheet = openpyxl.load_workbook(path)[FORM_SHEET]
    assert len(rows_by_code(sheet)) == 309
    assert sheet.cell(AGENCY_CODE_ROW + 1, FIRST_AGENCY_COLUMN + 1).value is None


def test_the_form_is_an_excel_file(shuheng: Shuheng, tmp_path: Path) -> None:
    shown = shuheng("facts", "template", "guangxi-2021", "-o", tmp_path / "form.csv")
    assert shown.code == 2
    assert "填报表要写成 .xlsx 文件" in shown.err
