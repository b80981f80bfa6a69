"""The page behind a figure: value, rows, what cannot be decided, and whose list is missing."""

import datetime as dt
from dataclasses import dataclass

from shuheng.accounts.models import Agency
from shuheng.registers.declare import unit_of
from shuheng.registers.queries.grid import MOST_COLUMNS, GridRow, grid_row
from shuheng.registers.queries.metrics import Behind, rows_behind
from shuheng.registers.queries.sayings import metric_words
from shuheng.registers.words import field_title

MOST_ROWS = 500


@dataclass(frozen=True)
class BehindPage:
    """One figure with its rows, at most 500 of them; `more` counts the others."""

    behind: Behind
    words: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    undecided: tuple[GridRow, ...]
    more: int

    @property
    def why_unknown(self) -> str:
        """Why there is no value."""
        found = self.behind
        if not found.sources:
            return "这个单位（及其下属）没有填报这本台账的单位。"
        if found.open_agencies:
            return f"{len(found.open_agencies)} 个单位这一期还没有报全，不能当作没有，所以未知。"
        if found.undecided:
            return f"有 {len(found.undecided)} 行缺少判断要用的内容，是否计入不能确定，所以未知。"
        return "符合条件的行里没有可取的值，所以未知。"


def behind_page(metric: str, agency: Agency, period: tuple[dt.date, dt.date]) -> BehindPage:
    """`KeyError` for a metric that no register supplies."""
    found = rows_behind(metric, agency, period)
    declaration = found.declaration
    columns = tuple(declaration.fields)[:MOST_COLUMNS]
    return BehindPage(
        found,
        metric_words(declaration, found.metric),
        unit_of(declaration, found.metric),
        tuple(field_title(declaration, code) for code in columns),
        tuple(grid_row(declaration, row, columns) for row in found.rows[:MOST_ROWS]),
        tuple(grid_row(declaration, row, columns) for row in found.undecided[:MOST_ROWS]),
        max(0, len(found.rows) - MOST_ROWS),
    )
