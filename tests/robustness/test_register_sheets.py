"""Sheets of registers made to hurt: refused in words, nothing kept, no formula in, no formula out."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from shuheng.files.xlsx_scan import MAX_UNPACKED
from shuheng.problems import ProblemsError
from shuheng.registers.excel.layout import MOST_ROWS
from shuheng.registers.models import RegisterRow
from tests.cast import Cast
from tests.rooms.registers.conftest import Make, cast, data, make
from tests.rooms.registers.sheets import edited, exported, planned, saved

__all__ = ["cast", "data", "make"]
pytestmark = pytest.mark.django_db


def codes(content: bytes, cast: Cast, name: str = "公园.xlsx") -> list[str]:
    try:
        return [one.code for one in planned(content, cast, name=name, agency="city-a-health").problems]
    except ProblemsError as error:
        return [one.code for one in error.problems]


def book(change: Callable[[Workbook], None]) -> bytes:
    """The exported workbook after a person has had it."""
    found = load_workbook(io.BytesIO(exported()))
    change(found)
    return saved(found)


def test_formulas_that_were_never_computed(make: Make, cast: Cast) -> None:
    make()
    content = edited(exported(), {(2, "树木"): "=1+1", (2, "公园名称"): '=HYPERLINK("http://x")'})
    assert codes(content, cast) == ["excel-uncomputed", "excel-uncomputed"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@sum", "\t=x"])
def test_what_looks_like_a_formula_goes_out_as_text(make: Make, cast: Cast, text: str) -> None:
    make(garden=text)
    cell = load_workbook(io.BytesIO(exported()))["台账"]["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text.strip(), "s", True)
    assert planned(exported(), cast).unchanged == 1


def test_other_sheets_columns_and_kinds(make: Make, cast: Cast) -> None:
    make()
    assert codes(book(lambda one: setattr(one["台账"], "title", "甲")), cast) == ["excel-sheet-missing"]
    assert codes(book(lambda one: one["台账"].delete_cols(2)), cast) == ["excel-column-missing"]
    assert codes(book(lambda one: one["台账"].delete_cols(6)), cast) == ["excel-column-missing"]
    assert codes(book(lambda one: setattr(one["台账"]["G1"], "value", "面基")), cast) == [
        "excel-column-unknown"
    ]
    assert codes(book(lambda one: setattr(one["台账"]["H1"], "value", "面积")), cast) == [
        "excel-column-twice"
    ]
    assert codes(book(lambda one: one["台账"].merge_cells("F2:G2")), cast) == ["excel-merged"]
    assert codes(book(lambda one: one["台账"].delete_rows(1, 9)), cast) == ["excel-empty"]
    assert codes(b"a: 1", cast, "x.yaml") == ["file-kind"]
    assert codes(exported(), cast, "x.csv") == ["file-kind-mismatch"]
    assert codes(b"PK\x03\x04 no", cast) == ["excel-broken"]


def test_a_bomb_and_too_many_rows(make: Make, cast: Cast) -> None:
    make()
    buffer = io.BytesIO(exported())
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/zeros.bin", "w", force_zip64=True) as member,
    ):
        for _ in range(MAX_UNPACKED // 10_000_000 + 1):
            member.write(bytes(10_000_000))
    assert codes(buffer.getvalue(), cast) == ["excel-bomb"]
    csv = "公园名称\n" + "\n".join(f"园{number}" for number in range(MOST_ROWS + 1))
    assert codes(csv.encode(), cast, "x.csv") == ["excel-too-many"]


def test_control_characters_and_endless_texts(cast: Cast) -> None:
    csv = f"公园名称,介绍网页\n园\x07一,https://a.cn/\n{'长' * 2_001},https://a.cn/{'x' * 3_000}\n"
    assert codes(csv.encode(), cast, "x.csv") == ["cell-control", "cell-too-long", "cell-url"]


def test_numbers_that_no_row_has(make: Make, cast: Cast) -> None:
    make()
    for number in ("-1", "1e5", "９９", "9" * 30, "十"):
        assert codes(edited(exported(), {(2, "行号"): number}), cast) == ["register-excel-row"]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("公园名称面积树木类别\n,\"'=+-@行号版本;.0123 是否", max_size=150))
def test_any_table_is_understood_or_refused_in_words(cast: Cast, text: str) -> None:
    assert all(codes(text.encode(), cast, "x.csv")) or codes(text.encode(), cast, "x.csv") == []
    assert RegisterRow.objects.count() == 0
