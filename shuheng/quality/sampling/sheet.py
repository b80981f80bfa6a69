"""核查表: the things drawn as a workbook to be filled in, and read back with every mistake by its cell."""

from collections.abc import Iterable, Mapping

from shuheng.files.excel_out import TextBook
from shuheng.files.table import Row, Table
from shuheng.files.xlsx_table import read_workbook
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import SampleDraw, SampledThing
from shuheng.quality.sampling.actions import LONGEST_NOTE, Said
from shuheng.quality.sampling.codes import problem, refused
from shuheng.quality.sampling.terms import FindingKind

SHEET = "核查表"
YES, NO = "有", "无"
KINDS = tuple(FindingKind)
FIXED = ("序号", "编号", "单位", "名称", "内容（已脱敏）")
HEADS = (*FIXED, *(kind.title for kind in KINDS), "说明")
WIDTHS = (6, 14, 22, 40, 40, *(12 for _ in KINDS), 36)
HEAD_ROW = 2  # from 0; above it the draw and how to fill in
FIRST_KIND = len(FIXED)


def sheet_bytes(made: SampleDraw, drawn: Iterable[SampledThing], contents: Mapping[int, str]) -> bytes:
    """The workbook; what was already said stands in it."""
    book = TextBook(f"{made.title} {SHEET}")
    sheet = book.sheet(SHEET)
    book.text(sheet, 0, 0, mark(made))
    book.text(sheet, 1, 0, f"种子 {made.seed}，总体 {made.population} 个，总体指纹 {made.population_file}")
    book.text(sheet, 1, FIRST_KIND, "四种问题各选“有”或“无”；还没检查的整行留空")
    book.heads(sheet, HEAD_ROW, HEADS, WIDTHS)
    last = HEAD_ROW
    for last, one in enumerate(drawn, HEAD_ROW + 1):
        kinds = {found.kind for found in one.findings.all()}
        said = [(YES if kind in kinds else NO) if one.checked else "" for kind in KINDS]
        shown = contents.get(one.row or 0, "")
        cells = [str(one.position), one.key, one.agency.name, one.title, shown, *said, one.note]
        for column, text in enumerate(cells):
            book.text(sheet, last, column, text)
    choices = {"validate": "list", "source": [YES, NO], "error_message": "请选“有”或“无”"}
    sheet.data_validation(
        HEAD_ROW + 1, FIRST_KIND, max(last, HEAD_ROW + 1), FIRST_KIND + len(KINDS) - 1, choices
    )
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    return book.to_bytes()


def mark(made: SampleDraw) -> str:
    """What tells the sheet of this draw from all others."""
    return f"抽查 {made.pk} 号{'（演示数据）' if made.demo else ''}：{made.title}"


def read_sheet(content: bytes, name: str, made: SampleDraw) -> dict[int, Said | None]:
    """What a filled sheet says, by position. ProblemsError with every mistake and its cell."""
    tables, problems = read_workbook(content, name)
    table = next((one for one in tables if one.sheet == SHEET), None)
    if table is None or not table.rows or table.rows[0].text(0) != mark(made):
        raise refused("sheet-other", name)
    if len(table.rows) <= HEAD_ROW or [table.rows[HEAD_ROW].text(at) for at in range(len(HEADS))] != list(
        HEADS
    ):
        raise refused("sheet-other", "表头被改动过")
    keys = {one.position: one.key for one in made.things.all()}
    found: list[Problem] = list(problems)
    said: dict[int, Said | None] = {}
    for row in table.rows[HEAD_ROW + 1 :]:
        if row.blank:
            continue
        position = int(row.text(0)) if row.text(0).isascii() and row.text(0).isdigit() else 0
        if keys.get(position) != row.text(1) or position in said:
            found.append(problem("sheet-row", row.text(1)[:50], where=table.where(row.number, 1, HEADS[1])))
            continue
        said[position] = said_in(table, row, found)
    if found:
        raise ProblemsError(found)
    return said


def said_in(table: Table, row: Row, problems: list[Problem]) -> Said | None:
    """What one row says; mistakes are added to `problems`."""
    places = range(FIRST_KIND, FIRST_KIND + len(KINDS))
    cells = [row.text(at) for at in places]
    note = row.text(FIRST_KIND + len(KINDS))
    for at, cell in zip(places, cells, strict=True):
        where = table.where(row.number, at, HEADS[at])
        if cell not in {"", YES, NO}:
            problems.append(problem("sheet-value", f"写的是“{cell[:40]}”", where=where))
        elif not cell and (any(cells) or note):
            problems.append(problem("sheet-incomplete", where=where))
    if len(note) > LONGEST_NOTE:
        problems.append(problem("sheet-note", where=table.where(row.number, len(HEADS) - 1, HEADS[-1])))
    if not any(cells):
        return None
    return Said(frozenset(kind for kind, cell in zip(KINDS, cells, strict=True) if cell == YES), note)
