"""Workbooks of tests: what the house wrote, changed cell by cell as a person would."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook

from shuheng.registers.declare import Declaration
from shuheng.registers.excel.plan import Plan, plan_import
from shuheng.registers.excel.read import read_sheet
from shuheng.registers.excel.write import register_workbook
from shuheng.registers.models import RegisterRow
from shuheng.registers.shelf import declarations
from tests.cast import Cast

Texts = Mapping[str, object]


def gardens() -> Declaration:
    return declarations()["gardens"]


def exported() -> bytes:
    """All rows of 口袋公园台账 as a workbook."""
    rows = RegisterRow.objects.filter(register="gardens", withdrawn=None).select_related("agency")
    return register_workbook(gardens(), list(rows))


def edited(content: bytes, changes: Mapping[tuple[int, str], object], added: Sequence[Texts] = ()) -> bytes:
    """The workbook with cells changed, (row of the sheet, head) -> value, and rows added at the end."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["台账"]
    heads = [str(cell.value).removesuffix("*") for cell in sheet[1]]
    for (row, head), value in changes.items():
        sheet.cell(row, heads.index(head) + 1).value = value  # type: ignore[assignment]  # any value a cell takes
    for texts in added:
        sheet.append([texts.get(head) for head in heads])
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def planned(
    content: bytes, cast: Cast, by: str = "填报人", name: str = "公园.xlsx", agency: str = ""
) -> Plan:
    """What the file would do."""
    chosen = cast.agency(agency) if agency else None
    return plan_import(gardens(), read_sheet(gardens(), content, name), cast.visitor(by), chosen)
