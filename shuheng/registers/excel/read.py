"""A workbook or a CSV in: rows with the texts that were typed, and every mistake of form at its cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shuheng.files import Row, Table, kind_of, read_csv, read_workbook
from shuheng.problems import Problem, ProblemsError, did_you_mean
from shuheng.registers.declare import Declaration
from shuheng.registers.excel import layout
from shuheng.registers.excel.cells import cell_in


@dataclass(frozen=True)
class GivenRow:
    """One row: `texts` by field code, `keys` by the head of a key column, only of columns that the sheet has."""

    table: Table
    number: int
    columns: dict[str, int]
    texts: dict[str, str]
    keys: dict[str, str]

    def problem(self, code: str, message: str, name: str = "", *, title: str = "", **more: str) -> Problem:
        """A mistake at the cell of this field or key column."""
        column = self.columns.get(name)
        hint = more.get("hint", "")
        return self.table.problem(
            code, message, row=self.number, column=column, title=title or name, hint=hint
        )

    def placed(self, declaration: Declaration, problem: Problem) -> Problem:
        """A problem of a field, at its cell."""
        field = declaration.fields.get(problem.field)
        return self.table.problem(
            problem.code,
            problem.message,
            row=self.number,
            column=self.columns.get(problem.field),
            title=field.title if field else problem.field,
            allowed=problem.allowed,
            hint=problem.hint,
        )


@dataclass
class Given:
    """All rows, whether they bear row numbers (else they are matched by key), and the mistakes of form so far."""

    rows: list[GivenRow] = field(default_factory=list)
    numbered: bool = True
    problems: list[Problem] = field(default_factory=list)


def read_sheet(declaration: Declaration, content: bytes, name: str) -> Given:
    """Raises `ProblemsError` for what cannot be read at all; other mistakes are in `problems`."""
    kind = kind_of(Path(name), content, name)
    if kind == "yaml":
        message = "台账的导入用 Excel 工作簿（.xlsx）或 CSV。"
        raise ProblemsError([Problem("file-kind", message, file=name, allowed=(".xlsx", ".csv"))])
    if kind == "csv":
        table, problems = read_csv(content, name)
    else:
        tables, problems = read_workbook(content, name)
        table = sheet_of(tables, name)
    own = [one for one in problems if one.severity == "error" and one.sheet in ("", table.sheet)]
    given = Given(problems=own)
    filled = list(table.filled())
    if not filled:
        raise ProblemsError(
            [table.problem("excel-empty", "表里什么也没有。", hint="请用本页导出的工作簿填写。")]
        )
    columns = columns_of(declaration, table, filled[0], given.problems)
    given.numbered = layout.NUMBER in columns
    refuse_too_many(table, len(filled) - 1)
    given.rows = list(rows_of(declaration, table, filled[1:], columns))
    return given


def refuse_too_many(table: Table, found: int) -> None:
    if found > layout.MOST_ROWS:
        message = f"有 {found} 行，一次最多 {layout.MOST_ROWS} 行。"
        raise ProblemsError([table.problem("excel-too-many", message, hint="请分成几个文件。")])


def sheet_of(tables: tuple[Table, ...], label: str) -> Table:
    """The sheet 台账, or the only one there is."""
    by_name = {table.sheet: table for table in tables}
    if layout.ROWS in by_name:
        return by_name[layout.ROWS]
    if len(tables) == 1:
        return tables[0]
    names = "、".join(by_name) or "没有工作表"
    message = f"没有“{layout.ROWS}”工作表（文件里有：{names[:200]}）。"
    hint = "请用本页导出的工作簿填写，不要改工作表的名称。"
    raise ProblemsError([Problem("excel-sheet-missing", message, file=label, hint=hint)])


def columns_of(declaration: Declaration, table: Table, head: Row, problems: list[Problem]) -> dict[str, int]:
    """Key heads and field codes with their place; none may be unknown or stand twice."""
    fields, columns = layout.codes_by_head(declaration), dict[str, int]()
    left_alone = set(layout.heads_of(declaration, layout.derived(declaration)))
    known = layout.heads(declaration)
    for index in range(len(head.cells)):
        title = head.text(index).removesuffix("*").strip()
        if not title or title in left_alone:
            continue
        name = title if title in layout.KEYS else fields.get(title, "")
        if not name:
            hint = did_you_mean(title, known) or "请改回导出时的列名，或删去这一列。"
            message = f"不认识的列“{title[:60]}”。"
            problems.append(
                table.problem("excel-column-unknown", message, hint=hint, row=head.number, column=index)
            )
        elif name in columns:
            message = f"列“{title}”出现了两次。"
            problems.append(
                table.problem(
                    "excel-column-twice", message, hint="请删去一列。", row=head.number, column=index
                )
            )
        else:
            columns[name] = index
    for title in missing_heads(declaration, columns):
        message = f"没有“{title}”这一列。"
        hint = "请用导出的工作簿填写，不要删去这一列。"
        problems.append(table.problem("excel-column-missing", message, row=head.number, hint=hint))
    return columns


def missing_heads(declaration: Declaration, columns: dict[str, int]) -> list[str]:
    """Row number and version come together; the columns that identify a row are always there."""
    missing = [layout.head_of(declaration, code) for code in declaration.key if code not in columns]
    pair = [title for title in (layout.NUMBER, layout.VERSION) if title not in columns]
    return [*missing, *(pair if len(pair) == 1 else [])]


def rows_of(
    declaration: Declaration, table: Table, rows: list[Row], columns: dict[str, int]
) -> Iterator[GivenRow]:
    """The filled rows below the heads."""
    fields = {code: index for code, index in columns.items() if code not in layout.KEYS}
    keys = {title: index for title, index in columns.items() if title in layout.KEYS}
    for row in rows:
        texts = {code: cell_in(declaration.fields[code], row.cell(at)) for code, at in fields.items()}
        said = {title: cell_in(None, row.cell(at)) for title, at in keys.items()}
        yield GivenRow(table, row.number, columns, texts, said)
