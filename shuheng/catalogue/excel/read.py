"""The workbook in: rows with the texts that were typed, and every mistake of form at its cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shuheng.catalogue.excel import layout
from shuheng.catalogue.excel.cells import cell_in
from shuheng.files import Row, Table, read_workbook
from shuheng.problems import Problem, ProblemsError, did_you_mean


@dataclass(frozen=True)
class GivenRow:
    """One row: `texts` by the title of the column, only of columns that the sheet has."""

    table: Table
    number: int
    columns: dict[str, int]
    texts: dict[str, str]

    def text(self, title: str) -> str:
        return self.texts.get(title, "")

    def problem(
        self, code: str, message: str, title: str = "", *, allowed: tuple[str, ...] = (), hint: str = ""
    ) -> Problem:
        """A mistake at the cell of this column."""
        column = self.columns.get(title)
        return self.table.problem(
            code, message, row=self.number, column=column, title=title, allowed=allowed, hint=hint
        )


@dataclass
class Given:
    """All rows by sheet, and the mistakes of form found so far."""

    rows: dict[str, list[GivenRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_catalogue(content: bytes, label: str) -> Given:
    """Raises `ProblemsError` for what is no workbook of ours at all; other mistakes are in `problems`."""
    tables, problems = read_workbook(content, label)
    given = Given(problems=list(problems))
    by_name = {table.sheet: table for table in tables}
    if layout.ENTRIES not in by_name:
        names = "、".join(by_name) or "没有工作表"
        message = f"没有“{layout.ENTRIES}”工作表（文件里有：{names}）。"
        hint = "请用本页导出的工作簿填写，不要改工作表的名称。"
        raise ProblemsError([Problem("excel-sheet-missing", message, file=label, hint=hint)])
    for name in (layout.ENTRIES, layout.ITEMS, layout.RESOURCES):
        given.rows[name] = list(rows_of(by_name[name], name, given.problems)) if name in by_name else []
    return given


def rows_of(table: Table, name: str, problems: list[Problem]) -> Iterable[GivenRow]:
    """The filled rows below the heads."""
    if not table.rows:
        return
    columns = columns_of(table, table.rows[0], name, problems)
    for row in table.rows[1:]:
        if not row.blank:
            texts = {title: cell_in(row.cell(index)) for title, index in columns.items()}
            yield GivenRow(table, row.number, columns, texts)


def columns_of(table: Table, head: Row, name: str, problems: list[Problem]) -> dict[str, int]:
    """Where each column stands; a column may be absent, but none may be unknown or stand twice."""
    known = layout.heads(name)
    columns: dict[str, int] = {}
    for index in range(len(head.cells)):
        title = head.text(index).removesuffix("*")
        if not title:
            continue
        if title not in known:
            hint = did_you_mean(title, known) or "请改回导出时的列名，或删去这一列。"
            message = f"不认识的列“{title[:60]}”。"
            problems.append(table.problem("excel-column-unknown", message, row=1, column=index, hint=hint))
        elif title in columns:
            message = f"列“{title}”出现了两次。"
            problems.append(
                table.problem("excel-column-twice", message, row=1, column=index, hint="请删去一列。")
            )
        else:
            columns[title] = index
    for title in layout.KEYS[name]:
        if title not in columns and title not in {layout.AGENCY_NAME, layout.ENTRY_TITLE}:
            message = f"没有“{title}”这一列。"
            hint = "请用导出的工作簿填写，不要删去灰色的列。"
            problems.append(table.problem("excel-column-missing", message, row=1, hint=hint))
    return columns
