"""The workbook out: entries, items, resources, and how to fill them in."""

from collections.abc import Iterable, Sequence
from typing import Any

from shuheng.catalogue.excel import layout
from shuheng.catalogue.excel.cells import cell_out
from shuheng.catalogue.fields import Field
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.state import items_by_entry, resources_by_entry
from shuheng.catalogue.terms import EntryStatus
from shuheng.files.excel_out import TextBook, Worksheet
from shuheng.problems import Problem, ProblemsError
from shuheng.terms import LifecycleStep

MOST_ENTRIES = 10_000
MOST_PARTS = 50_000  # items or resources; the reader takes 100,000 rows
LAST_ROW = 100_000
LOCKED_FILL = "#EEF1F5"
WIDE, MIDDLE, NARROW = 40, 18, 10
GUIDE = (
    "“目录”一行一个目录，“信息项”“资源”按“目录编号”归到目录下。",
    "灰色的列由系统填写，请不要改：“编号”“版本”用来认出是哪一条、有没有被别人改过。",
    "新增目录：在末尾加一行，“编号”写“新1”“新2”等（没有信息项和资源的可以空着），填“单位代码”和各项内容。",
    "新增信息项：“目录编号”写目录的编号（或“新1”），“序号”空着；新增资源：“资源编号”空着。",
    "删去一行不会删除目录、信息项或资源；要撤销目录、删去信息项，请在页面上办理。",
    "清空一格，就是把这一项改为未知；整列删掉，就是这一项都不改。",
    "有选项的单元格请从下拉列表中选；几个词用分号“；”隔开；日期写 2021-06-30。",
    "环节、应发布、可发布、已发布只能通过办理环节改变，在这里改会报错。",
    "传回后先显示有哪些变更，确认后才保存；有一处错误就什么也不保存，所有错误一次列出。",
)


def catalogue_workbook(entries: Sequence[CatalogueEntry], *, title: str) -> bytes:
    """The entries (with `agency` at hand) and all their parts. Raises `ProblemsError` when there are too many."""
    if len(entries) > MOST_ENTRIES:
        raise too_many("目录", len(entries), MOST_ENTRIES)
    items = items_by_entry(entries)
    resources = resources_by_entry(entries)
    for name, parts in (("信息项", items), ("资源", resources)):
        total = sum(len(rows) for rows in parts.values())
        if total > MOST_PARTS:
            raise too_many(name, total, MOST_PARTS)
    book = TextBook(title, by_rows=True)
    write_sheet(book, layout.ENTRIES, (entry_row(entry) for entry in entries))
    write_sheet(
        book, layout.ITEMS,
        (
            part_row(layout.ITEMS, entry, str(position), item)
            for entry in entries for position, item in enumerate(items.get(entry.pk, ()), 1)
        ),
    )  # fmt: skip
    write_sheet(
        book, layout.RESOURCES,
        (
            part_row(layout.RESOURCES, entry, str(one["number"]), one)
            for entry in entries for one in resources.get(entry.pk, ())
        ),
    )  # fmt: skip
    write_guide(book)
    return book.to_bytes()


def too_many(name: str, found: int, most: int) -> ProblemsError:
    message = f"有 {found} 个{name}，一个工作簿最多 {most} 个。"
    return ProblemsError([Problem("excel-too-many", message, hint="请按单位或主题缩小范围，分几次导出。")])


def entry_row(entry: CatalogueEntry) -> list[str]:
    agency = entry.agency
    fields = [cell_out(field, getattr(entry, name)) for name, field in layout.FIELDS[layout.ENTRIES].items()]
    return [str(entry.pk), str(entry.version), agency.code, agency.name, *fields, *state_texts(entry)]


def state_texts(entry: CatalogueEntry) -> list[str]:
    """The read-only columns of an entry."""
    flags = [
        "是" if getattr(entry, name) else "否" for name in ("should_publish", "can_publish", "published")
    ]
    return [LifecycleStep.titles()[entry.step], *flags, EntryStatus.titles()[entry.status]]


def part_row(sheet: str, entry: CatalogueEntry, key: str, values: dict[str, Any]) -> list[str]:
    fields = [cell_out(field, values[name]) for name, field in layout.FIELDS[sheet].items()]
    return [str(entry.pk), entry_title(entry), key, *fields]


def entry_title(entry: CatalogueEntry) -> str:
    return cell_out(layout.FIELDS[layout.ENTRIES]["title"], entry.title)


def write_sheet(book: TextBook, name: str, rows: Iterable[list[str]]) -> None:
    """Heads, drop-downs, then the rows one after another."""
    sheet = book.sheet(name)
    heads = layout.heads(name)
    keys, read_only = len(layout.KEYS[name]), len(layout.READ_ONLY[name])
    fields = list(layout.FIELDS[name].values())
    locked = {*range(keys), *range(len(heads) - read_only, len(heads))}
    widths = [NARROW if column in locked else width_of(fields[column - keys]) for column in range(len(heads))]
    book.heads(sheet, 0, [f"{head}*" if head in required(fields) else head for head in heads], widths)
    sheet.freeze_panes(1, keys + 1)
    for column, field in enumerate(fields, keys):
        add_choices(sheet, column, field)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            fill = {"bg_color": LOCKED_FILL} if column in locked else {}
            book.text(sheet, last, column, text, num_format="@", **fill)
    sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)


def required(fields: Sequence[Field]) -> set[str]:
    return {field.title for field in fields if field.required}


def width_of(field: Field) -> int:
    return WIDE if field.kind == "long" or field.name in {"title", "name", "url"} else MIDDLE


def add_choices(sheet: Worksheet, column: int, field: Field) -> None:
    if not field.titles:
        return
    rule = {
        "validate": "list",
        "source": list(field.titles),
        "ignore_blank": True,
        "error_title": "不能这样填",
        "error_message": f"请从列表中选择{field.title}，不知道就空着。",
    }
    sheet.data_validation(1, column, LAST_ROW, column, rule)


def write_guide(book: TextBook) -> None:
    """How to fill in, then each column with its help."""
    sheet = book.sheet(layout.GUIDE)
    for row, text in enumerate(GUIDE):
        book.text(sheet, row, 0, f"{row + 1}. {text}")
    row = len(GUIDE) + 1
    book.heads(sheet, row, ("工作表", "列", "说明", "单位", "可填"), (12, 18, 60, 8, 50))
    for name in (layout.ENTRIES, layout.ITEMS, layout.RESOURCES):
        for field in layout.FIELDS[name].values():
            row += 1
            title = f"{field.title}（必填）" if field.required else field.title
            texts = (name, title, field.help, field.unit, " / ".join(field.titles))
            for column, text in enumerate(texts):
                book.text(sheet, row, column, text)
