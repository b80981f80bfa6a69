"""The ledger of a period as a workbook: one row per fact, texts neutralised."""

from collections.abc import Iterable

from shuheng.assessment.ledger.queries import FactLine
from shuheng.files.excel_out import TextBook

HEADS = (
    "单位代码",
    "单位名称",
    "指标代码",
    "指标",
    "指标值",
    "计量单位",
    "来源",
    "截止日期",
    "依据",
    "操作人",
    "台账编号",
)
WIDTHS = (14, 26, 30, 30, 14, 9, 8, 12, 60, 18, 10)


def ledger_workbook(period: str, lines: Iterable[FactLine]) -> bytes:
    """Values stay exact texts, so that nothing is rounded on the way."""
    book = TextBook(f"指标值台账 {period}", by_rows=True)
    sheet = book.sheet("指标值")
    sheet.freeze_panes(1, 2)
    book.heads(sheet, 0, HEADS, WIDTHS)
    for number, line in enumerate(lines, 1):
        fact = line.fact
        cells = (
            fact.agency.code,
            fact.agency.name,
            fact.metric,
            line.title,
            fact.value,
            line.unit,
            line.origin,
            fact.as_of.isoformat() if fact.as_of else "",
            line.evidence,
            fact.actor,
            str(fact.pk),
        )
        for column, cell in enumerate(cells):
            book.text(sheet, number, column, cell)
    return book.to_bytes()
