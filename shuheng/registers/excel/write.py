"""The workbook out: the rows with drop-downs, and how to fill them in."""

from collections.abc import Iterable, Sequence

from shuheng.files.excel_out import TextBook, Worksheet
from shuheng.problems import Problem, ProblemsError
from shuheng.registers.declare import TYPE_WORDS, Declaration, Field
from shuheng.registers.excel import layout
from shuheng.registers.excel.cells import cell_out
from shuheng.registers.models import RegisterRow
from shuheng.registers.queries.about import allowed
from shuheng.registers.words import shown_values, state_title

LAST_ROW = 100_000
LOCKED_FILL = "#EEF1F5"
WIDE, MIDDLE, NARROW = 32, 16, 10
LONGEST_LIST = 250  # characters that Excel takes in a drop-down; longer ones stand on a sheet of their own
GUIDE = (
    "“台账”一行一条。灰色的列由系统填写，请不要改：“行号”“版本”用来认出是哪一行、有没有被别人改过。",
    "新增：在末尾加一行，“行号”空着；填报单位只有您一家的，“填报单位代码”也可以空着。",
    "删去一行不会删除台账里的记录；要撤销，请在页面上办理。",
    "清空一格就是改为未知；整列删掉就是这一列都不改。",
    "有选项的单元格请从下拉列表中选；日期写 2021-06-30，月份写 2021-06，数字不带单位。",
    "只有“填报中”“已退回”等可以修改的行能改；已确认的请先在页面上办理“更正”。",
    "由系统导出的使用记录可以不带“行号”“版本”两列（也可以是 CSV）：按不重复的列对上已有的行，对不上的新增。",
    "传回后先显示有哪些变更，确认后才保存；有一处错误就什么也不保存，所有错误一次列出。",
)


def register_workbook(declaration: Declaration, rows: Sequence[RegisterRow]) -> bytes:
    """The rows (with `agency` at hand) as a workbook. Raises `ProblemsError` when there are too many."""
    if len(rows) > layout.MOST_ROWS:
        message = f"有 {len(rows)} 行，一个工作簿最多 {layout.MOST_ROWS} 行。"
        raise ProblemsError([Problem("excel-too-many", message, hint="请按单位或状态缩小范围，分几次导出。")])
    book = TextBook(declaration.title, by_rows=True)
    sheet = book.sheet(layout.ROWS)
    write_choices(book, declaration, sheet)
    write_rows(book, sheet, declaration, rows)
    write_guide(book, declaration)
    return book.to_bytes()


def write_choices(book: TextBook, declaration: Declaration, sheet: Worksheet) -> None:
    """Drop-downs; lists that are too long for one stand on a sheet that explains itself."""
    long: list[tuple[str, tuple[str, ...]]] = []
    for place, code in enumerate(layout.filled(declaration), len(layout.KEYS)):
        field = declaration.fields[code]
        words = ("是", "否") if field.type == "yes_no" else field.codes
        if not words:
            continue
        source: object = list(words)
        if len(",".join(words)) > LONGEST_LIST:
            letter = column_letter(len(long))
            source = f"='{layout.CHOICES}'!${letter}$2:${letter}${len(words) + 1}"
            long.append((field.title, words))
        rule = {
            "validate": "list",
            "source": source,
            "ignore_blank": True,
            "error_title": "不能这样填",
            "error_message": f"请从列表中选择{field.title[:60]}，不知道就空着。",
        }
        sheet.data_validation(1, place, LAST_ROW, place, rule)
    if long:
        other = book.sheet(layout.CHOICES)
        book.heads(other, 0, [title for title, _ in long], [MIDDLE] * len(long))
        for row in range(max(len(words) for _, words in long)):
            for column, (_, words) in enumerate(long):
                book.text(other, row + 1, column, words[row] if row < len(words) else "")


def column_letter(place: int) -> str:
    """A, B, …; a register has at most as many long lists as letters go."""
    high, low = divmod(place, 26)
    return (chr(ord("A") + high - 1) if high else "") + chr(ord("A") + low)


def write_rows(
    book: TextBook, sheet: Worksheet, declaration: Declaration, rows: Iterable[RegisterRow]
) -> None:
    """Heads, then the rows one after another."""
    codes = (*layout.filled(declaration), *layout.derived(declaration))
    locked = {*range(len(layout.KEYS))}
    locked |= {
        len(layout.KEYS) + place for place, code in enumerate(codes) if declaration.fields[code].derived
    }
    widths = [NARROW] * len(layout.KEYS) + [width_of(declaration.fields[code]) for code in codes]
    heads = [*layout.KEYS, *(starred(declaration, code) for code in codes)]
    book.heads(sheet, 0, heads, widths)
    sheet.freeze_panes(1, len(layout.KEYS) + 1)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, text in enumerate(row_texts(declaration, row, codes)):
            fill = {"bg_color": LOCKED_FILL} if column in locked else {}
            book.text(sheet, last, column, text, num_format="@", **fill)
    sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)


def starred(declaration: Declaration, code: str) -> str:
    field = declaration.fields[code]
    return layout.head_of(declaration, code) + ("*" if field.required or code in declaration.key else "")


def row_texts(declaration: Declaration, row: RegisterRow, codes: Sequence[str]) -> list[str]:
    shown = shown_values(declaration, row.values, row.state)
    keys = [
        str(row.pk),
        str(row.version),
        row.agency.code,
        row.agency.name,
        state_title(declaration, row.state),
    ]
    return [*keys, *(cell_out(shown[code]) for code in codes)]


def width_of(field: Field) -> int:
    return WIDE if field.type in {"text", "url", "agency"} else MIDDLE


def write_guide(book: TextBook, declaration: Declaration) -> None:
    """How to fill in, then each column with its help."""
    sheet = book.sheet(layout.GUIDE)
    book.text(sheet, 0, 0, f"{declaration.title}：{declaration.purpose}")
    for row, text in enumerate(GUIDE, 1):
        book.text(sheet, row, 0, f"{row}. {text}")
    row = len(GUIDE) + 2
    book.heads(sheet, row, ("列", "类型", "单位", "填法", "可填"), (24, 10, 10, 60, 60))
    for code, field in declaration.fields.items():
        row += 1
        head = layout.head_of(declaration, code)
        need = "（自动得出，不用填）" if field.derived else "（必填）" if field.required else ""
        texts = (head + need, TYPE_WORDS[field.type], field.unit, field.help, allowed(field))
        for column, text in enumerate(texts):
            book.text(sheet, row, column, text)
