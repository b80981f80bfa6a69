"""The Excel form: one row per agency, one column per field, drop-downs where words are given."""

from collections.abc import Iterable
from typing import Any

from shuheng.accounts.fields import FIELDS, Field, values_of
from shuheng.accounts.models import Agency
from shuheng.files.excel_out import HEAD, TextBook

SHEET, GUIDE = "单位", "说明"
TEXT = {"num_format": "@"}  # codes keep their zeros
OPEN_ROWS = 200  # rows below the last agency that still offer the words


def agencies_workbook(agencies: Iterable[Agency]) -> bytes:
    """The file as bytes; every cell is text, so that codes keep their zeros."""
    book = TextBook("单位清单")
    sheet = book.sheet(SHEET)
    for column, one in enumerate(FIELDS):
        book.text(sheet, 0, column, one.title, **HEAD)
        sheet.set_column(column, column, one.width, book.format(**TEXT))
    row = 0
    for row, agency in enumerate(agencies, start=1):
        values = values_of(agency)
        for column, one in enumerate(FIELDS):
            text = one.show(values[one.name])
            if text:
                book.text(sheet, row, column, text, **TEXT)
    for column, one in enumerate(FIELDS):
        if one.choices:
            sheet.data_validation(1, column, row + OPEN_ROWS, column, offered(one))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(row, 1), len(FIELDS) - 1)
    guide(book)
    return book.to_bytes()


def offered(one: Field) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(one.choices),
        "error_message": f"可填：{'、'.join(one.choices)}",
    }


def guide(book: TextBook) -> None:
    """A second sheet that says what each column takes."""
    sheet = book.sheet(GUIDE)
    for column, (title, width) in enumerate((("栏目", 22), ("必填", 8), ("填写说明", 70))):
        book.text(sheet, 0, column, title, **HEAD)
        sheet.set_column(column, column, width)
    for row, one in enumerate(FIELDS, start=1):
        said = "；".join(
            part for part in (one.help, f"可填：{'、'.join(one.choices)}" if one.choices else "") if part
        )
        for column, text in enumerate((one.title, "是" if one.required else "", said)):
            book.text(sheet, row, column, text, text_wrap=True)
    notes = (
        "按单位代码对应：代码已有的是修改，没有的是新增；文件里没写的单位不变。删去一列，那一栏就保持原样。"
    )
    sheet.write_string(len(FIELDS) + 2, 0, notes)
