"""From a value to the text of a cell, and from a cell to the text that was typed."""

import datetime as dt
import re

from shuheng.catalogue.fields import Field
from shuheng.catalogue.values import ODD, Value, shown
from shuheng.files import Cell
from shuheng.files.excel_out import MOST_CHARACTERS

OVERLAPPING = re.compile(
    "(?<=_x[0-9a-fA-F]{4})_(?=x[0-9a-fA-F]{4}_)"
)  # two escapes that share a line: no program reads them alike
CUT = "……（全文太长，这里只列出开头；不改这一格就保留全文）"


def cell_out(field: Field, value: Value) -> str:
    """What the cell of a value shows: odd characters replaced, and cut where Excel's limit lies."""
    text = shown(field, value).replace("\r\n", "\n").replace("\r", "\n")
    text = OVERLAPPING.sub("＿", ODD.sub("\N{REPLACEMENT CHARACTER}", text))
    return beginning(text, MOST_CHARACTERS - len(CUT)) + CUT if is_cut(text) else text


def is_cut(text: str) -> bool:
    """Whether Excel cannot hold the text; it counts characters beyond the basic plane twice."""
    return len(text) > MOST_CHARACTERS // 2 and len(units(text)) // 2 > MOST_CHARACTERS


def beginning(text: str, most: int) -> str:
    """The first characters, at most so many as Excel counts them."""
    return units(text)[: 2 * most].decode("utf-16-le", "ignore")


def units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def cell_in(cell: Cell) -> str:
    """The text a person would have typed; numbers as Excel shows them, to 15 digits."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def same(shown_text: str, typed: str) -> bool:
    """Whether the cell was left as it was written; white space at its ends does not count."""
    return shown_text.strip() == typed.strip()
