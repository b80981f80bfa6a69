"""From a kept value to the text of a cell, and from a cell to the text that was typed."""

import datetime as dt
import re

from shuheng.files import Cell
from shuheng.registers.declare import Field, Value, show_cell

ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
OVERLAPPING = re.compile("(?<=_x[0-9a-fA-F]{4})_(?=x[0-9a-fA-F]{4}_)")  # two escapes that share a line


def cell_out(value: Value) -> str:
    """The text written into the sheet: what no sheet can hold is replaced."""
    text = show_cell(value).replace("\r\n", "\n").replace("\r", "\n")
    return OVERLAPPING.sub("＿", ODD.sub("\N{REPLACEMENT CHARACTER}", text))


def cell_in(field: Field | None, cell: Cell) -> str:
    """The text a person would have typed; numbers as Excel shows them, to 15 digits."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, dt.datetime | dt.date):
        return day_text(field, cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def day_text(field: Field | None, cell: dt.date) -> str:
    """A day; of a month's column the month, which Excel turns into its first day."""
    if field is not None and field.type == "month":
        return f"{cell.year:04d}-{cell.month:02d}"
    if isinstance(cell, dt.datetime) and cell.time() != dt.time():
        return cell.isoformat(" ")
    return cell.strftime("%Y-%m-%d") if cell.year >= 1000 else cell.isoformat()


def same(written: str, typed: str) -> bool:
    """Whether the cell was left as it was written; white space at its ends does not count."""
    return written.strip() == typed.strip()
