"""The Excel form: one row per agency, one column per field, drop-downs where words are given."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

from shuheng.accounts.fields import FIELDS, Field, values_of
from shuheng.accounts.models import Agency

SHEET, GUIDE = "单位", "说明"
LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
OPEN_ROWS = 200  # rows below the last agency that still offer the words
MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001  # the same agencies give the same bytes
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD = {"bold": True, "bg_color": "#E8EDF3", "border": 1, "text_wrap": True}


def agencies_workbook(agencies: Iterable[Agency]) -> bytes:
    """The file as bytes; every cell is text, so that codes keep their zeros."""
    buffer = io.BytesIO()
    book = Workbook(buffer, OPTIONS)
    book.set_properties({"title": "单位清单", "author": "数衡", "created": MOMENT})
    body, head = book.add_format({"num_format": "@"}), book.add_format(HEAD)
    quoted = book.add_format({"num_format": "@", "quote_prefix": True})
    sheet = book.add_worksheet(SHEET)
    for column, one in enumerate(FIELDS):
        sheet.write_string(0, column, one.title, head)
        sheet.set_column(column, column, one.width, body)
    row = 0
    for row, agency in enumerate(agencies, start=1):
        values = values_of(agency)
        for column, one in enumerate(FIELDS):
            text = one.show(values[one.name])
            if text:
                sheet.write_string(row, column, text, quoted if text.startswith(LIKE_FORMULA) else body)
    for column, one in enumerate(FIELDS):
        if one.choices:
            sheet.data_validation(1, column, row + OPEN_ROWS, column, offered(one))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(row, 1), len(FIELDS) - 1)
    guide(book, head)
    book.close()
    return buffer.getvalue()


def offered(one: Field) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(one.choices),
        "error_message": f"可填：{'、'.join(one.choices)}",
    }


def guide(book: Any, head: Any) -> None:
    """A second sheet that says what each column takes."""
    sheet = book.add_worksheet(GUIDE)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate((("栏目", 22), ("必填", 8), ("填写说明", 70))):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, width, wrapped)
    for row, one in enumerate(FIELDS, start=1):
        said = "；".join(
            part for part in (one.help, f"可填：{'、'.join(one.choices)}" if one.choices else "") if part
        )
        for column, text in enumerate((one.title, "是" if one.required else "", said)):
            sheet.write_string(row, column, text)
    notes = (
        "按单位代码对应：代码已有的是修改，没有的是新增；文件里没写的单位不变。删去一列，那一栏就保持原样。"
    )
    sheet.write_string(len(FIELDS) + 2, 0, notes)
