"""The part of the monthly report on issues and their clocks."""

from __future__ import annotations

from shuheng.quality.monthly.model import MonthlyQuality, OverdueIssue
from shuheng.reports.quality.paper import Block, Grid, Head, Words, grid_or_words


def issue_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """What happened to issues in the month, how they stood at its end, and which were past their day."""
    issues = month.issues
    heads = (Head("内容", 4), Head("数量（个）", 2, number=True), Head("口径", 8))
    during, then = "本月内", f"截至 {month.as_of.isoformat()}"
    rows = (
        ("新发现", f"{issues.opened:,}", during),
        ("报告已整改", f"{issues.fixed:,}", f"{during}，单位报告整改的问题；同一问题报告多次算一个"),
        ("说明已采纳", f"{issues.excused:,}", during),
        ("复核销号", f"{issues.closed:,}", during),
        ("待整改", f"{issues.standing:,}", f"{then}，没有销号、说明也没有采纳的"),
        ("其中超期", f"{issues.overdue:,}", f"{then}，已过整改期限的"),
        ("期限未知", f"{issues.clockless:,}", f"{then}，所在年度没有工作日历，没有算出期限的"),
    )
    return (
        Grid("表 质量问题", heads, rows),
        *_overdue(issues.latest, issues.overdue),
    )


def _overdue(lines: tuple[OverdueIssue, ...], there: int) -> tuple[Block, ...]:
    heads = (
        Head("单位", 4),
        Head("数据表", 4),
        Head("列", 3),
        Head("问题", 3),
        Head("严重程度", 2),
        Head("整改期限", 2, number=True),
        Head("超期（工作日）", 2, number=True),
    )
    rows = [
        (
            one.agency,
            one.table,
            one.column or "整表",
            one.measure,
            one.severity,
            one.due.isoformat(),
            f"{one.late:,}" if one.late is not None else "未知",
        )
        for one in lines
    ]
    more = f"（列出期限最早的 {len(lines)} 个，共 {there:,} 个）" if len(lines) < there else ""
    return (
        *grid_or_words(f"表 超期的问题{more}", heads, rows, empty="没有超期的问题。"),
        *((Words("其余超期的问题可在质量问题页面按“超期”筛选查看。"),) if more else ()),
    )
