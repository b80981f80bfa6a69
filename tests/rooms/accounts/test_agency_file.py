"""Agencies out to Excel and in again: nothing lost, every mistake with its cell, nothing that runs."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from shuheng.accounts.actions.agencies import change_agency, keep
from shuheng.accounts.actions.reference import load_reference
from shuheng.accounts.agency_file import agencies_workbook, read_agencies
from shuheng.accounts.fields import FIELDS
from shuheng.accounts.models import Agency, PeerGroup
from shuheng.accounts.plan import plan_for
from shuheng.accounts.reference import LISTS
from shuheng.accounts.visitors import OPERATOR
from shuheng.problems import Problem, ProblemsError
from tests.cast import Cast

HEADS = [one.title for one in FIELDS]


def workbook(*rows: list[object], sheet: str = "单位") -> bytes:
    book = Workbook()
    active = book.active
    assert active is not None
    active.title = sheet
    for row in rows:
        active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def problems(content: bytes, name: str = "单位.xlsx") -> tuple[Problem, ...]:
    """Of the file, else of what it says."""
    try:
        return plan_for(read_agencies(content, name), OPERATOR).problems
    except ProblemsError as error:
        return error.problems


def test_out_and_in_changes_nothing(cast: Cast) -> None:
    for name in LISTS:
        load_reference(name=name, actor="测试")
    odd = {
        "short_name": "=1+1",
        "aliases": "-甲；@乙；0012",
        "type": "“引号”, 逗号",
        "valid_from": "2020-02-29",
        "demo": "是",
    }
    change_agency(agency=cast.agency("city-a"), texts=odd, by=OPERATOR)
    texts = {"valid_to": "2026-06-30", "merged_into": "city-b"}
    change_agency(agency=cast.agency("city-a-water"), texts=texts, by=OPERATOR)
    plan = plan_for(read_agencies(agencies_workbook(Agency.objects.all()), "a.xlsx"), OPERATOR)
    assert plan.problems == ()
    assert len(plan.same) == Agency.objects.count() == 7 + 15 + 64 + 44
    assert plan.touched == ()


def test_in_to_an_empty_house_makes_the_same_agencies(cast: Cast) -> None:
    load_reference(name="suqian-2022", actor="测试")
    content = agencies_workbook(Agency.objects.all())
    before = list(Agency.objects.order_by("code").values("code", "name", "tier", "parent__code", "position"))
    PeerGroup.members.through.objects.all().delete()
    Agency.objects.update(parent=None)
    Agency.objects.all()._raw_delete("default")
    keep(said=read_agencies(content, "a.xlsx"), by=OPERATOR)
    after = list(Agency.objects.order_by("code").values("code", "name", "tier", "parent__code", "position"))
    assert after == before
    assert PeerGroup.members.through.objects.count() == 43


def test_nothing_in_the_file_runs(cast: Cast) -> None:
    change_agency(agency=cast.agency("city-a"), texts={"short_name": "=HYPERLINK(1)"}, by=OPERATOR)
    sheet = load_workbook(io.BytesIO(agencies_workbook([cast.agency("city-a")])))["单位"]
    cell = sheet.cell(2, HEADS.index("简称") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_the_form_offers_its_words_and_explains_itself(db: None) -> None:
    book = load_workbook(io.BytesIO(agencies_workbook([])))
    assert [cell.value for cell in book["单位"][1]] == HEADS
    offered = [rule.formula1 for rule in book["单位"].data_validations.dataValidation]
    assert any("市" in words for words in offered)
    assert [row[0].value for row in book["说明"].iter_rows(min_row=2, max_row=len(FIELDS) + 1)] == HEADS


def test_a_sheet_typed_by_hand_is_understood(cast: Cast) -> None:
    """Dates as dates, numbers as numbers, a CSV, columns in another order and left out."""
    content = workbook(
        ["单位名称", "单位代码", "层级", "常住人口", "人口数据来源", "启用日期", "演示数据", "上级单位代码"],
        ["丙市", "city-c", "市", 2_000_000, "某公报", date(2020, 5, 1), True, "province"],
        [None] * 8,
    )
    keep(said=read_agencies(content, "a.xlsx"), by=OPERATOR)
    made = cast.agency("city-c")
    assert (made.population, str(made.valid_from), made.demo) == (2_000_000, "2020-05-01", True)
    table = "单位代码,档次\ncity-c,第一档\n".encode("gb18030")
    keep(said=read_agencies(table, "a.csv"), by=OPERATOR)
    assert cast.agency("city-c").tier == "第一档"
    assert cast.agency("city-c").population == 2_000_000


def test_every_mistake_has_its_cell(cast: Cast) -> None:
    content = workbook(
        ["单位代码", "单位名称", "层级", "上级单位代码", "常住人口", "停用日期"],
        ["ok-1", "某局", "部门（单位）", "city-a", None, None],
        ["坏", "某局", "局", "city-a", "很多", "2026-02-31"],
        ["ok-1", "某局", "部门（单位）", "city-zz", None, None],
    )
    places = {(one.code, one.row, one.field) for one in problems(content)}
    assert places == {
        ("agency-code", 3, "A 列“单位代码”"),
        ("agency-kind", 3, "C 列“层级”"),
        ("agency-number", 3, "E 列“常住人口”"),
        ("agency-date", 3, "F 列“停用日期”"),
        ("agency-twice", 4, "A 列“单位代码”"),
        ("agency-unknown", 4, "D 列“上级单位代码”"),
    }
    assert {one.file for one in problems(content)} == {"单位.xlsx"}
    assert {one.sheet for one in problems(content)} == {"单位"}


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "agency-file-empty"),
        (workbook(), "a.xlsx", "agency-file-empty"),
        (workbook(["单位代码", "人口"]), "a.xlsx", "agency-file-column"),
        (workbook(["单位代码", "档次", "档次"]), "a.xlsx", "agency-file-column-twice"),
        (workbook(["单位名称"]), "a.xlsx", "agency-file-head"),
        (workbook(["单位代码"]), "a.yaml", "file-kind-mismatch"),
        ("单位代码：甲".encode(), "a.yaml", "agency-file-kind"),
        (b"PK\x03\x04 not a workbook", "a.xlsx", "excel-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.xls", "excel-old"),
        ('"单位代码\n'.encode(), "a.csv", "csv-syntax"),
        (("单位代码\n" + "x\n" * 20_001).encode(), "a.csv", "agency-file-rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(content: bytes, name: str, code: str, db: None) -> None:
    assert [one.code for one in problems(content, name)] == [code]


def test_a_workbook_with_other_sheets_names_them(db: None) -> None:
    book = load_workbook(io.BytesIO(workbook(["单位代码"], sheet="甲")))
    book.create_sheet("乙")
    buffer = io.BytesIO()
    book.save(buffer)
    found = problems(buffer.getvalue())
    assert [(one.code, one.hint) for one in found] == [("agency-file-sheet", "现有：甲、乙。")]


def test_merged_cells_are_not_guessed_at(db: None) -> None:
    book = load_workbook(io.BytesIO(workbook(["单位代码", "单位名称"], ["a-1", "甲"], ["a-2", "乙"])))
    book["单位"].merge_cells("B2:B3")
    buffer = io.BytesIO()
    book.save(buffer)
    assert [one.code for one in problems(buffer.getvalue())] == ["excel-merged"]
