"""One row per job. It is the truth about the job; the queue of django-q only wakes a worker up."""

from django.db import models
from django.db.models import F, Q

from shuheng.jobs.terms import ENDED, JobState


class Job(models.Model):
    """后台任务: a task by its code, what it was started with, how far it is, and how it ended."""

    task = models.CharField("任务代码", max_length=100)
    title = models.CharField("任务", max_length=300)
    arguments = models.JSONField("参数", default=dict)
    actor = models.CharField("发起人", max_length=200)
    state = models.CharField("状态", max_length=20, choices=JobState.choices(), default=JobState.QUEUED)
    done = models.PositiveBigIntegerField("已处理", default=0)
    total = models.PositiveBigIntegerField("总数", null=True, blank=True, help_text="空表示未知")
    message = models.CharField("进展", max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField("已尝试次数", default=0)
    holder = models.CharField("执行进程", max_length=300, blank=True, help_text="主机、进程号和启动时刻")
    created = models.DateTimeField("发起时间", auto_now_add=True)
    started = models.DateTimeField("开始时间", null=True, blank=True)
    heartbeat = models.DateTimeField("最近活动", null=True, blank=True)
    finished = models.DateTimeField("结束时间", null=True, blank=True)
    cancel_requested = models.BooleanField("已请求取消", default=False)
    result = models.JSONField("结果", null=True, blank=True)
    problem_code = models.CharField("问题代码", max_length=100, blank=True)
    problem = models.TextField("问题", blank=True)
    again_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="again", verbose_name="重做的任务"
    )

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["state", "-id"], name="job_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ENDED, finished__isnull=False)
                | (~Q(state__in=ENDED) & Q(finished__isnull=True)),
                name="job_ended_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | (Q(started__isnull=False, heartbeat__isnull=False) & ~Q(holder="")),
                name="running_job_is_held",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) ^ Q(problem_code=""), name="failed_job_says_why"
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(done__lte=F("total")), name="job_done_within_total"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def state_title(self) -> str:
        return JobState.titles()[self.state]

    @property
    def summary(self) -> str:
        """What the task says in words about its result; empty if nothing."""
        return str((self.result or {}).get("summary", ""))

    @property
    def link(self) -> str:
        """The page of this site that shows the result; empty if there is none, or if it would lead elsewhere."""
        link = str((self.result or {}).get("link", ""))
        return link if link.startswith("/") and not link.startswith(("//", "/\\")) else ""
