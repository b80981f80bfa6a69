"""Closed lists of tables and their runs."""

from shuheng.terms import Term


class VersionOrigin(Term):
    """数据来历: how a version of a table's data came about."""

    UPLOAD = "upload", "上传"
    CLEANED = "cleaned", "清洗"
    UNDONE = "undone", "撤销清洗"


class RunState(Term):
    """批次状态: a run that was cancelled or broke off keeps what it measured."""

    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    CANCELLED = "cancelled", "已取消"


class ResultState(Term):
    """计量状态: of one table in one run."""

    WAITING = "waiting", "等待"
    MEASURED = "measured", "已计量"
    FAILED = "failed", "未能计量"


class Rhythm(Term):
    """计划周期: monthly and weekly plans name a day; where it is no working day, the next one is taken."""

    DAILY = "daily", "每个工作日"
    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"
