"""Closed lists of this room."""

from shuheng.terms import Term


class JobState(Term):
    """任务状态: waiting, under way, or ended in one of three ways."""

    QUEUED = "queued", "等待"
    RUNNING = "running", "正在进行"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
