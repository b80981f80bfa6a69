"""From a cell of Excel to the exact text a person would have typed for a metric of a kind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from shuheng.files.table import Cell


def cell_text(value: Cell, kind: str | None) -> str:
    """The text of a cell for a metric of ``kind`` (None: unknown metric).

    Excel keeps numbers as doubles and shows 15 digits; those 15 digits are what was typed, so
    0.1 + 0.2 is read as 0.3. A percentage is kept as its share: 70% arrives here as 0.7.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if kind == "date" or midnight else value.isoformat(" ")
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))
        if kind == "ratio" and abs(number) <= 1:
            return f"{_plain(number * 100)}%"
        return _plain(number)
    return str(value).strip()


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
