"""A grid of rows, edited as a whole: items, resources, values of a code list. Rows are added without script too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shuheng.catalogue.fields import Field
from shuheng.catalogue.forms.fields import FormField, kept_all, read_complete

NEW_ROWS = 3
MORE_ROWS = 10
MOST_ROWS = 200  # rows that one form may send


@dataclass(frozen=True)
class FormRow:
    """`key` names the row that is kept (position or number), empty for a new one; `wrong` says there is a mistake."""

    prefix: str
    key: str
    cells: tuple[FormField, ...]
    removed: bool = False

    @property
    def wrong(self) -> bool:
        return any(cell.error for cell in self.cells)


@dataclass(frozen=True)
class RowsForm:
    """`values` are those of the rows to keep, in order, each with its `key`; new rows left blank are none."""

    heads: tuple[Field, ...]
    rows: tuple[FormRow, ...]
    values: tuple[dict[str, Any], ...] = ()
    errors: int = 0

    @property
    def count(self) -> int:
        return len(self.rows)


def rows_form(
    fields: Sequence[Field], kept_rows: Sequence[tuple[str, Mapping[str, Any]]], new: int = NEW_ROWS
) -> RowsForm:
    """The grid as it opens: what is kept, then some empty rows."""
    rows = [
        FormRow(f"r{index}-", key, tuple(kept_all(fields, values.__getitem__, f"r{index}-").values()))
        for index, (key, values) in enumerate(kept_rows)
    ]
    blank = {field.name: field.empty for field in fields}
    for index in range(len(rows), len(rows) + new):
        cells = kept_all(fields, blank.__getitem__, f"r{index}-")
        rows.append(FormRow(f"r{index}-", "", tuple(cells.values())))
    return RowsForm(tuple(fields), tuple(rows))


def sent_rows_form(fields: Sequence[Field], sent: Mapping[str, str], *, more: int = 0) -> RowsForm:
    """The grid as it was sent, with `more` empty rows where somebody asked for them."""
    rows: list[FormRow] = []
    values: list[dict[str, Any]] = []
    for index in range(row_count(sent)):
        prefix = f"r{index}-"
        key, removed = sent.get(f"{prefix}key", ""), f"{prefix}removed" in sent
        reads = read_complete(fields, sent, prefix)
        blank = not any(one.shown.text.strip() for one in reads.values())
        if removed or (blank and not key):
            cells = tuple(
                FormField(one.shown.field, one.shown.name, one.shown.text) for one in reads.values()
            )
            rows.append(FormRow(prefix, key, cells, removed))
            continue
        rows.append(FormRow(prefix, key, tuple(one.shown for one in reads.values())))
        values.append({"key": key, **{name: one.value for name, one in reads.items() if one.ok}})
    errors = sum(1 for row in rows for cell in row.cells if cell.error)
    empty = rows_form(fields, (), min(more, MOST_ROWS - len(rows)))
    added = [renumbered(row, len(rows) + index) for index, row in enumerate(empty.rows)]
    return RowsForm(tuple(fields), (*rows, *added), tuple(values), errors)


def row_count(sent: Mapping[str, str]) -> int:
    text = sent.get("rows-sent", "")
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def renumbered(row: FormRow, index: int) -> FormRow:
    cells = tuple(FormField(cell.field, f"r{index}-{cell.field.name}", cell.text) for cell in row.cells)
    return FormRow(f"r{index}-", row.key, cells, row.removed)
