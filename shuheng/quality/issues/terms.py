"""Closed lists of issues."""

from shuheng.terms import Term


class IssueState(Term):
    """问题状态: the agency answers an open one; a run, or the bureau, has the last word."""

    OPEN = "open", "待整改"
    FIXED = "fixed", "已整改待复核"
    EXCUSE_ASKED = "excuse_asked", "申请说明"
    EXCUSED = "excused", "说明已采纳"
    CLOSED = "closed", "已销号"


LIVE = (IssueState.OPEN, IssueState.FIXED, IssueState.EXCUSE_ASKED)
HELD = (*LIVE, IssueState.EXCUSED)  # a run that finds the same fault again adds to these and opens none


class Severity(Term):
    """严重程度: decides how many working days there are."""

    HIGH = "high", "严重"
    MEDIUM = "medium", "一般"
    LOW = "low", "轻微"


class Act(Term):
    """办理动作: what the history of an issue tells."""

    OPENED = "opened", "发现"
    SEEN = "seen", "复核仍存在"
    FIXED = "fixed", "报告已整改"
    ASKED = "asked", "申请说明"
    ACCEPTED = "accepted", "采纳说明"
    RETURNED = "returned", "退回"
    ASSIGNED = "assigned", "转交"
    CLOSED = "closed", "复核通过，销号"
