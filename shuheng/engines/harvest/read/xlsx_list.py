"""Lists in Excel workbooks: the first sheet that holds a table."""

from __future__ import annotations

from collections.abc import Iterator

from shuheng.engines.harvest.read.header import LOOKED_AT, column_names, header_row
from shuheng.engines.harvest.read.limits import broken, notice
from shuheng.engines.harvest.read.raw import RawItem, RawRecord
from shuheng.engines.harvest.record import Note
from shuheng.files import Row, Table, read_workbook
from shuheng.problems import Problem

MAX_WORKBOOK = 50_000_000


class XlsxList:
    """One pass over a workbook."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self.declared: int | None = None
        self.tables, self._cells = read_workbook(content, name)
        self.problems: list[Problem] = []

    def items(self) -> Iterator[RawItem]:
        """One record per row behind the header; cells that cannot be trusted are noted and unknown."""
        table, at = self._table()
        names, problems = column_names(_texts(table.rows[at], len(table.rows[at].cells)), self.name)
        self.problems += problems
        faults = self._faults(table, names)
        number = 0
        for row in table.rows[at + 1 :]:
            if row.blank:
                continue
            number += 1
            notes = faults.get(row.number, ())
            data = dict(zip(names, _texts(row, len(names)), strict=True))
            yield RawRecord(number, row.number, data | {note.field: "" for note in notes}, notes)

    def _table(self) -> tuple[Table, int]:
        filled = [table for table in self.tables if any(table.filled())]
        for table in filled:
            at = header_row([_texts(row, len(row.cells)) for row in table.rows[:LOOKED_AT]])
            if at is not None:
                left = "、".join(f"“{other.sheet}”" for other in filled if other is not table)
                self.problems += [notice("sheets-left", f"{left}。", self.name)] if left else []
                return table, at
        raise broken("header-missing", "没有一张工作表的前 20 行像表头。", self.name)

    def _faults(self, table: Table, names: tuple[str, ...]) -> dict[int, tuple[Note, ...]]:
        """Notes by row for cells in error, never computed, or merged."""
        notes: dict[int, tuple[Note, ...]] = {}
        for problem in self._cells:
            if problem.sheet == table.sheet and 0 < problem.column <= len(names):
                note = Note("cell-untrusted", names[problem.column - 1], problem.message)
                notes[problem.row] = (*notes.get(problem.row, ()), note)
        return notes


def _texts(row: Row, width: int) -> list[str]:
    """The cells as text: dates as ISO, whole numbers without a fraction."""
    return [row.text(place) for place in range(width)]
