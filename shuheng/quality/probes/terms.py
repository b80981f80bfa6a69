"""Closed lists of probing."""

from shuheng.terms import Term


class Platform(Term):
    """平台: on which platform an interface is offered (Guangxi C2-3 asks the one, D2-3 the other)."""

    SHARING = "sharing", "共享平台"
    OPENING = "opening", "开放平台"


class Method(Term):
    """请求方法: how an interface is asked."""

    GET = "GET", "GET"
    POST = "POST", "POST"


class Rhythm(Term):
    """探测周期: how often an interface is probed; while it is down, on every working day."""

    DAILY = "daily", "每个工作日"
    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"


class Outcome(Term):
    """结论: what one attempt says. The first three could be called; UNKNOWN says nothing about the interface."""

    PASSED = "passed", "正常"
    SLOW = "slow", "能调用，超过时延"
    ODD = "odd", "能调用，内容不符"
    FAILED = "failed", "无法调用"
    UNKNOWN = "unknown", "未能检测"


CALLABLE = (Outcome.PASSED, Outcome.SLOW, Outcome.ODD)
COUNTED = (*CALLABLE, Outcome.FAILED)


class ExcuseState(Term):
    """说明状态: whether an agency has given a reason for an outage, and what became of it."""

    NONE = "", "没有说明"
    ASKED = "asked", "待认定"
    ACCEPTED = "accepted", "理由正当"
    RETURNED = "returned", "理由不成立"


class RunReason(Term):
    """缘由: why a round of probes was made."""

    HAND = "hand", "人工发起"
    SCHEDULE = "schedule", "按周期"
