"""Closed lists of this room."""

from shuheng.terms import Term


class EntryStatus(Term):
    """状态 of an entry. Nothing is deleted: it is withdrawn by a person, or vanished from its source."""

    ACTIVE = "active", "有效"
    WITHDRAWN = "withdrawn", "已撤销"
    VANISHED = "vanished", "来源中已消失"


class RunState(Term):
    """状态 of a harvest run."""

    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    STOPPED = "stopped", "已中断"
    REFUSED = "refused", "未采集"


class StepDecision(Term):
    """结论 of a step of the life cycle."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"
