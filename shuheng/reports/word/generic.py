"""The score sheet of any rubric: ranking, then per agency every clause with its reason and its points."""

from __future__ import annotations

from shuheng.engines.rubric import AgencyScore
from shuheng.reports.content import Clause, Report
from shuheng.reports.ranking import ranking
from shuheng.reports.sheets import Column, Line, Piece, Table, Title

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


def ranking_table(report: Report) -> tuple[Piece, ...]:
    """All agencies, best first."""
    found = ranking(report)
    columns = [Column(head, WIDTHS.get(head, WIDTH), centred=head != "单位") for head in found.heads]
    return Title(f"{report.result.rubric_title}：排名"), Table(columns, found.rows)


def generic_form(report: Report, item: AgencyScore) -> tuple[Piece, ...]:
    """The agency's sheet: a row per clause."""
    total = report.points(item.total, item.low, item.high)
    return (
        Title(f"{item.agency.name}：{report.result.rubric_title}评分表", 14),
        Line(f"总分 {total}" + (f"，等次{item.grade}" if item.grade else "")),
        Table(SHEET, [_clause_row(report, clause) for clause in report.clauses(item.agency.code)]),
    )


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
