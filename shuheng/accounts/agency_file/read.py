"""Rows of an Excel or CSV file as what was said of agencies, each text with its cell."""

from datetime import datetime
from pathlib import Path

from shuheng.accounts.agency_file.write import SHEET
from shuheng.accounts.fields import BY_NAME, BY_TITLE, NO, YES
from shuheng.accounts.plan import Said
from shuheng.files import Row, Table, kind_of, read_csv, read_workbook
from shuheng.problems import Problem, ProblemsError, did_you_mean

MOST_ROWS = 20_000
SUFFIXES = (".xlsx", ".csv")


def read_agencies(content: bytes, name: str) -> tuple[Said, ...]:
    """What each row says; `ProblemsError` with all that is wrong with the file and its head."""
    table = table_of(content, name)
    rows = list(table.filled())
    if not rows:
        raise ProblemsError(
            [table.problem("agency-file-empty", "表里什么也没有。", hint="请下载填报表，填好再上传。")]
        )
    columns = columns_of(table, rows[0])
    if len(rows) - 1 > MOST_ROWS:
        message = f"有 {len(rows) - 1} 行，一次最多 {MOST_ROWS} 行。"
        raise ProblemsError([table.problem("agency-file-rows", message, hint="请分成几个文件。")])
    return tuple(said_in(table, row, columns) for row in rows[1:])


def table_of(content: bytes, name: str) -> Table:
    kind = kind_of(Path(name), content, name)
    if kind == "csv":
        return read_csv(content, name)[0]
    if kind != "xlsx":
        raise ProblemsError(
            [Problem("agency-file-kind", "单位清单只收 Excel 和 CSV。", file=name, allowed=SUFFIXES)]
        )
    tables, problems = read_workbook(content, name)
    table = next((one for one in tables if one.sheet == SHEET), tables[0] if len(tables) == 1 else None)
    if table is None:
        message = f"没有名为“{SHEET}”的工作表。"
        found = "、".join(one.sheet for one in tables)
        raise ProblemsError([Problem("agency-file-sheet", message, file=name, hint=f"现有：{found}。")])
    mine = [problem for problem in problems if problem.sheet == table.sheet]
    if mine:
        raise ProblemsError(mine)
    return table


def columns_of(table: Table, head: Row) -> dict[int, str]:
    """Field name by column; every head that is not understood is told."""
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for index in range(len(head.cells)):
        title = head.text(index)
        if not title:
            continue
        if title not in BY_TITLE:
            hint = did_you_mean(title, BY_TITLE) or "请按填报表的栏目填写；用不着的栏目请删去。"
            problems.append(
                table.problem(
                    "agency-file-column", f"不认识的栏目“{title}”。", row=head.number, column=index, hint=hint
                )
            )
        elif BY_TITLE[title].name in columns.values():
            problems.append(
                table.problem(
                    "agency-file-column-twice", f"栏目“{title}”写了两次。", row=head.number, column=index
                )
            )
        else:
            columns[index] = BY_TITLE[title].name
    if "code" not in columns.values():
        hint = "第一行写栏目名称，其中要有“单位代码”。"
        problems.append(
            table.problem("agency-file-head", "没有“单位代码”这一栏。", row=head.number, hint=hint)
        )
    if problems:
        raise ProblemsError(problems)
    return columns


def said_in(table: Table, row: Row, columns: dict[int, str]) -> Said:
    texts = {name: cell_text(row, index) for index, name in columns.items()}
    places = {name: table.where(row.number, index, BY_NAME[name].title) for index, name in columns.items()}
    return Said(texts, places)


def cell_text(row: Row, index: int) -> str:
    """What a person sees in the cell: dates without a time, whole numbers without a point, yes and no."""
    value = row.cell(index)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return value.date().isoformat()
    return row.text(index)
