"""The Nanjing form: 部门整体绩效评价评分表, one table per agency with its subtotal."""

from __future__ import annotations

from fractions import Fraction

from shuheng.engines.rubric import AgencyScore, Group, Part, Reason, plain
from shuheng.reports.content import Report
from shuheng.reports.sheets import Column, Line, Piece, Table, Title
from shuheng.reports.word.wording import chains, process_text, rule_text, short_points

COLUMNS = (
    Column("一级指标", 24, centred=True, merged=True),
    Column("二级指标", 26, centred=True, merged=True),
    Column("三级指标", 34),
    Column("权重", 13, centred=True),
    Column("评分规则", 66),
    Column("评分过程", 82),
    Column("得分", 16, centred=True),
)


def nanjing_form(report: Report, item: AgencyScore) -> tuple[Piece, ...]:
    """The agency's table."""
    groups = chains(report.rubric)
    reasons = report.indicator_reasons(item.agency.code)
    counted = [_row(report, groups[score.code], reasons[score.code]) for score in item.indicators]
    extras = [_row(report, groups[score.code], reasons[score.code]) for score in item.extras]
    total = report.points(item.total, item.low, item.high)
    rows = [*counted, _subtotal(report, item), *extras]
    grade = f"，等级为{item.grade}" if item.grade else ""
    return (
        Title(f"{item.agency.name}{report.result.period}年度部门整体绩效评价评分表"),
        Table(COLUMNS, [*rows, ["合计", "", "", "", "", "", total]] if extras else rows),
        Line(f"评分结果：{total}{grade}。"),
    )


def _subtotal(report: Report, item: AgencyScore) -> list[str]:
    """小计 stands before what the document scores beside its counted indicators."""
    known = all(score.points is not None for score in item.indicators)
    low = sum((score.low for score in item.indicators), Fraction(0))
    high = sum((score.high for score in item.indicators), Fraction(0))
    top = sum((score.top for score in item.indicators), Fraction(0))
    return ["小计", "", "", plain(top), "", "", report.points(low if known else None, low, high)]


def _row(report: Report, groups: tuple[Group, ...], reason: Reason) -> list[str]:
    indicator = report.rubric.indicators[reason.code]
    first, second = groups[0], groups[-1]
    return [
        _group_title(first, "分"),
        _group_title(second, ""),
        f"{indicator.code} {indicator.title}",
        weight_text(indicator.base),
        rule_text(reason),
        process_text(report, reason),
        short_points(report, reason),
    ]


def weight_text(part: Part | None) -> str:
    """The most points of a part as a form prints it."""
    return plain(part.max) if part is not None else ""


def _group_title(group: Group, unit: str) -> str:
    weight = f"（{plain(group.weight)}{unit}）" if group.weight is not None else ""
    return f"{group.code}{group.title}{weight}"
