"""The Wuxi form: 试点项目自评表 (附件2), filled with the points the facts give."""

from __future__ import annotations

from shuheng.engines.rubric import AgencyScore, Group, Reason
from shuheng.reports.content import Report
from shuheng.reports.sheets import Column, Line, Piece, Table, Title
from shuheng.reports.word.nanjing import weight_text
from shuheng.reports.word.wording import chains, process_text, short_points

COLUMNS = (
    Column("序号", 14, centred=True, merged=True),
    Column("一级指标", 42, centred=True, merged=True),
    Column("二级指标", 46),
    Column("最高分", 20, centred=True),
    Column("自评分", 24, centred=True),
    Column("备注", 112),
)
BASIC_POINTS = "60"
# The form prints these; the clauses of 附件1 deduct per occurrence without a limit (see the rubric's notes).
PRINTED_TOPS = {"7-1": "-10", "7-2": "-2"}


def wuxi_form(report: Report, item: AgencyScore) -> tuple[Piece, ...]:
    """The project's self-assessment table."""
    groups = chains(report.rubric)
    rows = [
        _row(report, groups[code][0], reason)
        for code, reason in report.indicator_reasons(item.agency.code).items()
    ]
    number = len(report.rubric.groups)
    total = report.points(item.total, item.low, item.high)
    ends = [
        [str(number + 1), "基础分", "", BASIC_POINTS, BASIC_POINTS, ""],
        [str(number + 2), "总分", "", "\\", total, ""],
    ]
    return (
        Title("无锡市公共数据资源开发利用重点领域应用试点项目自评表"),
        Line(f"试点项目：{item.agency.name}　　周期：{report.result.period}"),
        Table(COLUMNS, [*rows, *ends]),
    )


def _row(report: Report, group: Group, reason: Reason) -> list[str]:
    indicator = report.rubric.indicators[reason.code]
    return [
        group.code,
        group.title,
        indicator.title,
        PRINTED_TOPS.get(indicator.code) or weight_text(indicator.base),
        short_points(report, reason),
        process_text(report, reason),
    ]
