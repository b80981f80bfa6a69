"""The score sheet of any rubric: ranking, then per agency every clause with its reason and its points."""

from __future__ import annotations

from docx.document import Document as DocumentObject

from shuheng.engines.rubric import AgencyScore
from shuheng.reports.content import Clause, Report
from shuheng.reports.ranking import ranking
from shuheng.reports.word.page import heading, line
from shuheng.reports.word.table import Column, add_table

WIDTHS = {"单位": 62, "总分": 38}
WIDTH = 26
SHEET = (
    Column("指标", 44, merged=True),
    Column("部分", 14, centred=True),
    Column("条款", 20, centred=True),
    Column("评分规则", 66),
    Column("评分过程", 82),
    Column("满分", 14, centred=True),
    Column("得分", 20, centred=True),
)


def ranking_table(document: DocumentObject, report: Report) -> None:
    """All agencies, best first."""
    heading(document, f"{report.result.rubric_title}：排名")
    found = ranking(report)
    columns = [Column(head, WIDTHS.get(head, WIDTH), centred=head != "单位") for head in found.heads]
    add_table(document, columns, found.rows)


def generic_form(document: DocumentObject, report: Report, item: AgencyScore) -> None:
    """The agency's sheet: a row per clause."""
    heading(document, f"{item.agency.name}：{report.result.rubric_title}评分表", 14)
    total = report.points(item.total, item.low, item.high)
    line(document, f"总分 {total}" + (f"，等次{item.grade}" if item.grade else ""))
    rows = [_clause_row(report, clause) for clause in report.clauses(item.agency.code)]
    add_table(document, SHEET, rows)


def _clause_row(report: Report, clause: Clause) -> list[str]:
    rule, indicator = clause.rule, clause.indicator
    points = report.points(indicator.points, indicator.low, indicator.high, indicator.status)
    return [
        f"{indicator.code} {indicator.title}\n得 {points} 分",
        clause.part.title,
        clause.place,
        clause.says,
        clause.process,
        report.points(rule.top, rule.top, rule.top),
        report.won(clause),
    ]
