"""What is known of a table while it is being staged, and the account made of it at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from shuheng.engines.tables.cells import filled
from shuheng.engines.tables.charset import Found
from shuheng.engines.tables.codes import fault, notice, rows_text
from shuheng.engines.tables.dialect import Dialect
from shuheng.engines.tables.grid import Grid, Places, Record, Tally, head_of
from shuheng.engines.tables.layout import Layout, find_layout, named_layout
from shuheng.engines.tables.model import Column, Line, Reading, TableSource
from shuheng.engines.tables.names import columns
from shuheng.engines.tables.sheet_cells import Range
from shuheng.engines.tables.workbook_grid import merged_below
from shuheng.problems import Problem

NO_TEXT = Found("", "格式自带", "certain")


@dataclass(slots=True)
class Work:
    """Filled in step by step; ``lay`` comes before ``widen``, both before ``reading``."""

    source: TableSource
    found: Found = NO_TEXT
    dialect: Dialect | None = None
    path: Literal["fast", "plain"] = "plain"
    layout: Layout = field(default=Layout((), (), 0, 0, ()))
    names: tuple[str, ...] | None = None
    columns: tuple[Column, ...] = ()
    footer: tuple[Line, ...] = ()
    tally: Tally = field(default_factory=Tally)
    _head: list[Record] = field(default_factory=list)
    _merged: tuple[Range, ...] = ()
    _remarks: list[tuple[str, str]] = field(default_factory=list)
    _given: list[Problem] = field(default_factory=list)

    def lay(self, grid: Grid) -> None:
        """Find where the table starts and what its columns are called."""
        self.names, self._merged, self._given = grid.names, grid.merged, grid.notices
        if grid.names is None:
            self._head = head_of(grid.records(), self.source.limits.head_rows)
            self.layout = self.layout_of(self._head, grid.merged)
        else:
            self.layout = Layout((), (), 0, len(grid.names), grid.names)
        self.widen(0)

    def layout_of(self, head: Sequence[Record], merged: Sequence[Range] = ()) -> Layout:
        """The layout that the first records show, or that a person named."""
        if not any(filled(row) for row in head):
            raise fault("tables-empty", self.source.name, sheet=self.source.sheet)
        if self.source.header is None:
            return find_layout(head, merged)
        return named_layout(head, self.source.header, merged, self.source.name, self.source.sheet)

    def widen(self, extra: int) -> None:
        """Name the columns, with ``extra`` ones for cells beyond the header; refuses too many."""
        limit, count = self.source.limits.columns, self.layout.width + extra
        if count > limit:
            raise fault(
                "tables-columns", self.source.name, f"有 {count} 列，上限 {limit} 列", sheet=self.source.sheet
            )
        self.columns, self._remarks = columns(self.layout.written, extra)

    def reading(self, rows: int) -> Reading:
        """The account of a table of which ``rows`` were written."""
        layout, tally, source = self.layout, self.tally, self.source
        return Reading(
            file=source.name,
            sheet=source.sheet,
            format=source.format,
            packing=source.packing,
            encoding=self.found.encoding,
            encoding_by=self.found.by,
            confidence=self.found.confidence,
            delimiter=self.dialect.delimiter if self.dialect else "",
            quote=self.dialect.quote if self.dialect else "",
            records=max(tally.records, layout.body),
            preamble=tuple(Line(at + 1, tuple(self._head[at])) for at in layout.preamble),
            header=tuple(at + 1 for at in layout.header),
            footer=self.footer,
            blank=tally.blank.total + layout.body - len(layout.preamble) - len(layout.header),
            rows=rows,
            columns=self.columns,
            short_rows=self._in_body(tally.short).total,
            long_rows=self._in_body(tally.long).total,
            path=self.path,
            notices=(*self._given, *self._notices(rows)),
        )

    def _notices(self, rows: int) -> Iterator[Problem]:
        for code, detail in (*self._of_text(), *self._of_header(), *self._of_body(rows)):
            yield notice(code, self.source.name, detail, sheet=self.source.sheet)

    def _in_body(self, places: Places) -> Places:
        """The places but for those in the footer, whose rows are mostly short."""
        numbers = {line.number for line in self.footer}
        return Places(
            places.total - len(numbers & {*places.recent}), [n for n in places.first if n not in numbers]
        )

    def _of_text(self) -> Iterator[tuple[str, str]]:
        found = self.found
        if found.encoding not in {"", "utf-8"}:
            yield "tables-encoding", f"{found.encoding.upper()}（{found.by}）"
        if found.confidence == "guess":
            yield "tables-encoding-guess", found.encoding.upper()
        if self.source.packing:
            yield "tables-unpacked", self.source.member

    def _of_header(self) -> Iterator[tuple[str, str]]:
        layout = self.layout
        if layout.preamble:
            yield "tables-preamble", _listed(at + 1 for at in layout.preamble)
        if self.names is None and not layout.header:
            yield "tables-header-none", ""
        if layout.assumed:
            yield "tables-header-assumed", f"第 {layout.header[0] + 1} 行"
        if len(layout.header) > 1:
            yield "tables-header-joined", _listed(at + 1 for at in layout.header)
        yield from (
            (code, detail)
            for code, detail in self._remarks
            if self.names or layout.header or code != "tables-name-empty"
        )

    def _of_body(self, rows: int) -> Iterator[tuple[str, str]]:
        tally = self.tally
        places = {
            "tables-blank-rows": tally.blank,
            "tables-short-rows": self._in_body(tally.short),
            "tables-long-rows": self._in_body(tally.long),
        }  # fmt: skip
        for code, found in places.items():
            if found.total:
                yield code, rows_text(found.total, found.first)
        if self.footer:
            yield "tables-footer", _listed(line.number for line in self.footer)
        if areas := merged_below(self._merged, self.layout.body):
            yield "tables-merged", areas
        if not rows:
            yield "tables-no-rows", ""


def _listed(numbers: Iterable[int]) -> str:
    return f"第 {'、'.join(map(str, numbers))} 行"
