"""The list as a file: every hit in its order, cell by cell neutralised."""

from collections.abc import Iterator

from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.search.ask import match_of
from shuheng.catalogue.search.documents import KINDS_UNKNOWN, kinds_in, kinds_of
from shuheng.catalogue.search.find import EXACT, Slice, listed, parts_in_order
from shuheng.catalogue.search.query import parse
from shuheng.catalogue.search.sql import looked_up, reading
from shuheng.catalogue.search.wanted import Wanted
from shuheng.catalogue.terms import EntryStatus
from shuheng.files.csv_out import BOM, csv_line
from shuheng.files.excel_out import TextBook
from shuheng.terms import AccessType, ResourceKind, UpdateCycle

HEADS = (
    "目录名称",
    "所属单位",
    "提供单位",
    "目录代码",
    "主题",
    "共享类型",
    "开放类型",
    "更新周期",
    "数据更新日期",
    "发布日期",
    "数据量（条）",
    "资源类型",
    "状态",
    "演示数据",
)
WIDTHS = (40, 26, 26, 16, 14, 10, 10, 10, 12, 12, 12, 16, 12, 10)
BATCH = 1_000
UNKNOWN = "未知"


def hits(wanted: Wanted, visitor: Visitor) -> list[int] | None:
    """Numbers of all hits in their order; None when there are more than `EXACT`."""
    query = parse(wanted.text)
    sort = wanted.sort or ("relevance" if query.words else "updated")
    found: list[int] = []
    with reading() as cursor:
        for part in parts_in_order(match_of(wanted, query, visitor), query.words, sort):
            found += listed(cursor, looked_up(part), Slice(sort, 0, EXACT + 1 - len(found)))
    return found if len(found) <= EXACT else None


def rows_of(ids: list[int]) -> Iterator[tuple[str, ...]]:
    """The cells of each entry, in the order of the numbers."""
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        entries = CatalogueEntry.objects.select_related("agency").defer("raw", "unmapped").in_bulk(some)
        for number in some:
            if number in entries:
                yield cells(entries[number])


def cells(entry: CatalogueEntry) -> tuple[str, ...]:
    access, kinds = AccessType.titles(), ResourceKind.titles()
    bits = kinds_of(entry)
    mounted = (
        UNKNOWN if bits == KINDS_UNKNOWN else "、".join(kinds[kind] for kind in kinds_in(bits)) or "没有"
    )
    return (
        entry.title,
        entry.agency.name,
        entry.provider_name or UNKNOWN,
        entry.code,
        entry.theme or UNKNOWN,
        access.get(entry.sharing_type, UNKNOWN),
        access.get(entry.open_type, UNKNOWN),
        UpdateCycle.titles().get(entry.update_cycle, UNKNOWN),
        entry.updated.isoformat() if entry.updated else UNKNOWN,
        entry.issued.isoformat() if entry.issued else UNKNOWN,
        UNKNOWN if entry.rows is None else str(entry.rows),
        mounted,
        EntryStatus.titles()[entry.status],
        "演示数据" if entry.demo else "",
    )


def as_csv(ids: list[int]) -> bytes:
    """Comma-separated in UTF-8 with a mark that Excel reads; no cell can run as a formula."""
    lines = "".join(csv_line(row) for row in (HEADS, *rows_of(ids)))
    return (BOM + lines).encode("utf-8", "replace")


def as_workbook(ids: list[int]) -> bytes:
    """The same as a workbook of one sheet."""
    book = TextBook("数据资源目录", by_rows=True)
    sheet = book.sheet("目录")
    book.heads(sheet, 0, HEADS, WIDTHS)
    sheet.freeze_panes(1, 1)
    last = 0
    for last, row in enumerate(rows_of(ids), 1):
        for column, cell in enumerate(row):
            book.text(sheet, last, column, cell)
    sheet.autofilter(0, 0, max(last, 1), len(HEADS) - 1)
    return book.to_bytes()
