"""Interfaces as an Excel file: out as the form to fill, in as rows with the place of every mistake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.files import Row, Table, kind_of, read_csv, read_workbook
from shuheng.files.excel_out import TextBook
from shuheng.problems import Problem, ProblemsError, Where, did_you_mean
from shuheng.quality.models import ProbedInterface
from shuheng.quality.probes.actions import add_interface, change_interface
from shuheng.quality.probes.columns import BY_NAME, BY_TITLE, COLUMNS, texts_of
from shuheng.quality.probes.wanted import Wanted, read_interface

SHEET, GUIDE = "接口", "说明"
SUFFIXES = (".xlsx", ".csv")
MOST_ROWS = 5_000
OPEN_ROWS = 500
TEXT = {"num_format": "@"}
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Said:
    """One row of the file: its texts and where each stood."""

    texts: dict[str, str]
    places: dict[str, Where]


@dataclass(frozen=True)
class Written:
    """What a file changed, as counts; interfaces that it does not name stay as they are."""

    added: int
    changed: int
    same: int


def workbook(interfaces: Iterable[ProbedInterface]) -> bytes:
    """The form with the interfaces there are. Header values are not in it."""
    book = TextBook("受测接口")
    sheet = book.sheet(SHEET)
    book.heads(sheet, 0, [one.title for one in COLUMNS], [one.width for one in COLUMNS])
    row = 0
    for row, one in enumerate(interfaces, start=1):
        texts = texts_of(one)
        for column, about in enumerate(COLUMNS):
            book.text(sheet, row, column, texts[about.name], **TEXT)
    for column, about in enumerate(COLUMNS):
        if about.choices:
            rule = {"validate": "list", "source": list(about.choices)}
            sheet.data_validation(1, column, row + OPEN_ROWS, column, rule)
    sheet.freeze_panes(1, 2)
    guide = book.sheet(GUIDE)
    book.heads(guide, 0, ("栏目", "必填", "填写说明"), (20, 8, 70))
    for row, about in enumerate(COLUMNS, start=1):
        words = "；".join(
            part
            for part in (about.help, "可填：" + "、".join(about.choices) if about.choices else "")
            if part
        )
        for column, text in enumerate((about.title, "是" if about.required else "", words)):
            book.text(guide, row, column, text, text_wrap=True)
    note = (
        "按单位代码、平台、接口名称对应：已有的是修改，没有的是新增；没写的接口不变。请求头请在页面上填写。"
    )
    guide.write_string(len(COLUMNS) + 2, 0, note)
    return book.to_bytes()


def read_rows(content: bytes, name: str) -> tuple[Said, ...]:
    """What each row says. Raises `ProblemsError` with all that is wrong with the file and its head."""
    table = table_of(content, name)
    rows = list(table.filled())
    if len(rows) < 2:
        hint = "请下载填报表，填好再上传。"
        raise ProblemsError([table.problem("interface-file-empty", "表里没有接口。", hint=hint)])
    if len(rows) - 1 > MOST_ROWS:
        message = f"有 {len(rows) - 1} 行，一次最多 {MOST_ROWS} 行。"
        raise ProblemsError([table.problem("interface-file-rows", message, hint="请分成几个文件。")])
    columns = columns_of(table, rows[0])
    return tuple(
        Said(
            {field: row.text(at) for at, field in columns.items()},
            {field: table.where(row.number, at, BY_NAME[field].title) for at, field in columns.items()},
        )
        for row in rows[1:]
    )


def table_of(content: bytes, name: str) -> Table:
    """The sheet with the interfaces."""
    kind = kind_of(Path(name), content, name)
    if kind == "csv":
        return read_csv(content, name)[0]
    if kind != "xlsx":
        raise ProblemsError(
            [Problem("interface-file-kind", "只收 Excel 和 CSV。", file=name, allowed=SUFFIXES)]
        )
    tables, problems = read_workbook(content, name)
    table = next((one for one in tables if one.sheet == SHEET), tables[0] if len(tables) == 1 else None)
    if table is None:
        found = "、".join(one.sheet for one in tables)
        message = f"没有名为“{SHEET}”的工作表。"
        raise ProblemsError([Problem("interface-file-sheet", message, file=name, hint=f"现有：{found}。")])
    mine = [one for one in problems if one.sheet == table.sheet]
    if mine:
        raise ProblemsError(mine)
    return table


def columns_of(table: Table, head: Row) -> dict[int, str]:
    """Field by column; every head that is not understood is told."""
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for at in range(len(head.cells)):
        title = head.text(at)
        if title and title not in BY_TITLE:
            hint = did_you_mean(title, BY_TITLE) or "请按填报表的栏目填写；用不着的栏目请删去。"
            message = f"不认识的栏目“{title[:50]}”。"
            problems.append(
                table.problem("interface-file-column", message, row=head.number, column=at, hint=hint)
            )
        elif title and BY_TITLE[title].name in columns.values():
            message = f"栏目“{title}”写了两次。"
            problems.append(table.problem("interface-file-column", message, row=head.number, column=at))
        elif title:
            columns[at] = BY_TITLE[title].name
    for one in COLUMNS:
        if one.required and one.name not in columns.values():
            message = f"没有“{one.title}”这一栏。"
            problems.append(table.problem("interface-file-head", message, row=head.number))
    if problems:
        raise ProblemsError(problems)
    return columns


def write_rows(*, said: Iterable[Said], agencies: Mapping[str, Agency], by: Visitor) -> Written:
    """Add and change what the rows say, all or nothing. Raises `ProblemsError` with every mistake of every row.

    A column that the file leaves out keeps what stands there.
    """
    held = {
        (one.agency.code, one.platform, one.title): one
        for one in ProbedInterface.objects.filter(agency__in=agencies.values()).select_related("agency")
    }
    wanted, problems = read_all(said, agencies, held)
    if problems:
        raise ProblemsError(problems)
    added = changed = 0
    with transaction.atomic():
        for key, one in wanted.items():
            if key not in held:
                add_interface(wanted=one, by=by)
                added += 1
                continue
            before = held[key]
            after = change_interface(
                number=before.pk, version=before.version, wanted=one, headers=None, by=by
            )
            changed += after.version != before.version
    return Written(added, changed, len(wanted) - added - changed)


def read_all(
    said: Iterable[Said], agencies: Mapping[str, Agency], held: Mapping[Key, ProbedInterface]
) -> tuple[dict[Key, Wanted], list[Problem]]:
    """The interfaces by agency, platform and title, and what is wrong in any row."""
    wanted: dict[Key, Wanted] = {}
    problems: list[Problem] = []
    for row in said:
        try:
            one = read_interface(row.texts, agencies, row.places)
            key = (one.agency.code, one.values["platform"], one.values["title"])
            if key in held:
                one = read_interface({**texts_of(held[key]), **row.texts}, agencies, row.places)
        except ProblemsError as error:
            problems += error.problems
            continue
        if key in wanted:
            message = f"“{key[2]}”在文件里写了两次。"
            problems.append(row.places["title"].problem("interface-twice", message))
        wanted[key] = one
    return wanted, problems
