"""Closed lists of cleaning."""

from shuheng.terms import Term


class CleaningState(Term):
    """清洗状态: what was tried waits for a person; only what was applied is the table's data, until it is undone."""

    WAITING = "waiting", "正在试算"
    PROPOSED = "proposed", "待确认"
    APPLIED = "applied", "已应用"
    UNDONE = "undone", "已撤销"
    DROPPED = "dropped", "已放弃"
