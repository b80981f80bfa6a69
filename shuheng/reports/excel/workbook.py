"""A result as an Excel workbook: summary, points by indicator, reasons."""

from __future__ import annotations

from shuheng.engines.rubric import AgencyScore, IndicatorScore
from shuheng.reports.content import DEMO_WORDS, Clause, Report
from shuheng.reports.excel.sheet import GROUP_FILL, Book, Worksheet
from shuheng.reports.ranking import rank_text, ranking

SUMMARY = (
    ("名次", 8), ("单位代码", 18), ("单位", 26), ("分组", 12), ("类别", 10), ("基础分", 10), ("扣分", 10),
    ("加分", 10), ("总分", 10), ("下限", 10), ("上限", 10), ("等次", 8),
)  # fmt: skip
REASONS = (
    ("单位", 20), ("指标代码", 11), ("指标", 26), ("部分", 8), ("条款", 12), ("评分规则", 44),
    ("评分过程", 54), ("满分", 8), ("得分", 12), ("所用指标值", 50),
)  # fmt: skip
FIRST_ROW = 3


def result_workbook(report: Report) -> bytes:
    """The workbook as a file."""
    book = Book(report.result.rubric_title)
    _summary(book, report)
    _matrix(book, report)
    _reasons(book, report)
    return book.to_bytes()


def _title(book: Book, sheet: Worksheet, report: Report, name: str) -> None:
    result = report.result
    sheet.write_string(0, 0, f"{result.rubric_title}：{name}", book.format(bold=True, font_size=14))
    hashes = (
        f"周期 {result.period}    细则指纹 {result.rubric_hash[:16]}    指标值指纹 {result.facts_hash[:16]}"
    )
    sheet.write_string(1, 0, hashes, book.format(font_color="#5B6675"))
    if result.demo:
        sheet.write_string(2, 0, DEMO_WORDS, book.format(bold=True, font_color="#B01E1E"))


def _summary(book: Book, report: Report) -> None:
    sheet = book.sheet("汇总")
    _title(book, sheet, report, "汇总")
    book.heads(sheet, FIRST_ROW, *zip(*SUMMARY, strict=True))
    sheet.freeze_panes(FIRST_ROW + 1, 3)
    for row, item in enumerate(ranking(report).agencies, FIRST_ROW + 1):
        _summary_row(book, sheet, row, item, report)
    last = FIRST_ROW + len(report.result.agencies)
    sheet.autofilter(FIRST_ROW, 0, last, len(SUMMARY) - 1)


def _summary_row(book: Book, sheet: Worksheet, row: int, item: AgencyScore, report: Report) -> None:
    if item.rank_best == item.rank_worst:
        sheet.write_number(row, 0, item.rank, book.cell_format())
    else:
        book.text(sheet, row, 0, rank_text(item), align="right")
    words = (item.agency.code, item.agency.name, item.agency.peer, item.class_name)
    for column, text in enumerate(words, 1):
        book.text(sheet, row, column, text)
    points = (item.base, item.deduction, item.bonus, item.total, item.low, item.high)
    for column, value in enumerate(points, 5):
        book.points(sheet, row, column, value, report.digits)
    book.text(sheet, row, 11, report.grade(item), align="center")


def _matrix(book: Book, report: Report) -> None:
    """Indicators down, agencies across: the shape that fits 56 indicators and 14 cities on paper."""
    agencies = report.result.agencies
    sheet = book.sheet("指标得分")
    _title(book, sheet, report, "指标得分")
    heads = ("代码", "指标", "满分", *(item.agency.name for item in agencies))
    book.heads(sheet, FIRST_ROW, heads, (11, 40, 8, *(11 for _ in agencies)))
    sheet.freeze_panes(FIRST_ROW + 1, 3)
    columns = [{score.code: score for score in (*item.indicators, *item.extras)} for item in agencies]
    for row, (code, indicator) in enumerate(report.rubric.indicators.items(), FIRST_ROW + 1):
        book.text(sheet, row, 0, code)
        book.text(sheet, row, 1, indicator.title)
        book.points(sheet, row, 2, indicator.base.max if indicator.base else None, report.digits, "")
        for column, scores in enumerate(columns, 3):
            score = scores[code]
            points = None if score.status == "not_applicable" else score.points
            book.points(sheet, row, column, points, report.digits, _unknown(report, score))
    _totals(book, sheet, report, FIRST_ROW + 1 + len(report.rubric.indicators))


def _unknown(report: Report, score: IndicatorScore) -> str:
    return report.points(score.points, score.low, score.high, score.status)


def _totals(book: Book, sheet: Worksheet, report: Report, row: int) -> None:
    for column, words in enumerate(("", "总分", "")):
        book.text(sheet, row, column, words, bold=True, bg_color=GROUP_FILL)
    for column, item in enumerate(report.result.agencies, 3):
        words = report.points(item.total, item.low, item.high)
        book.points(sheet, row, column, item.total, report.digits, words)


def _reasons(book: Book, report: Report) -> None:
    sheet = book.sheet("得分理由")
    _title(book, sheet, report, "得分理由")
    columns = (*REASONS, ("原文", 60)) if report.passages else REASONS
    book.heads(sheet, FIRST_ROW, *zip(*columns, strict=True))
    sheet.freeze_panes(FIRST_ROW + 1, 3)
    row = FIRST_ROW
    for item in report.result.agencies:
        for clause in report.clauses(item.agency.code):
            row += 1
            _reason_row(book, sheet, row, report, item.agency.name, clause)
    sheet.autofilter(FIRST_ROW, 0, max(row, FIRST_ROW + 1), len(columns) - 1)


def _reason_row(book: Book, sheet: Worksheet, row: int, report: Report, name: str, clause: Clause) -> None:
    rule, indicator = clause.rule, clause.indicator
    facts = "\n".join(f"{fact.title} = {fact.text}{fact.unit}" for fact in rule.facts)
    head = (name, indicator.code, indicator.title, clause.part.title)
    texts = (*head, clause.place, clause.says, clause.process)
    for column, text in enumerate(texts):
        book.text(sheet, row, column, text, text_wrap=True)
    book.points(sheet, row, 7, rule.top, report.digits)
    book.points(sheet, row, 8, rule.points, report.digits, report.won(clause))
    book.text(sheet, row, 9, facts, text_wrap=True)
    book.fit(sheet, row, (*texts, "", "", facts, clause.passage), (*(width for _, width in REASONS), 60))
    if report.passages:
        book.text(sheet, row, len(REASONS), clause.passage, text_wrap=True)
