"""表计量: one run over tables, what became of each, and its figures; and the plans that start runs."""

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import DataLibrary
from shuheng.jobs.models import Job
from shuheng.quality.models.tables import DataTable, TableVersion
from shuheng.quality.tables.terms import ResultState, Rhythm, RunState


class TableRun(models.Model):
    """表计量批次: which tables, as of which day. With `sample_every` only each so-many-th row was read."""

    title = models.CharField("批次名称", max_length=300)
    order = models.JSONField("范围", default=dict)
    as_of = models.DateField("计量日期")
    sample_every = models.PositiveIntegerField(
        "每几行读一行", null=True, blank=True, help_text="空：逐行计量"
    )
    state = models.CharField("状态", max_length=20, choices=RunState.choices(), default=RunState.RUNNING)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    again_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="again")
    actor = models.CharField("操作人", max_length=200)
    started = models.DateTimeField("开始时间", auto_now_add=True)
    finished = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=RunState.RUNNING.value, finished__isnull=True)
                | (~Q(state=RunState.RUNNING.value) & Q(finished__isnull=False)),
                name="table_run_finished",
            ),
        )

    def __str__(self) -> str:
        return self.title


class TableResult(models.Model):
    """表计量结果: one table in one run. One that failed says why, and never stands for a measured one."""

    run = models.ForeignKey(TableRun, models.CASCADE, related_name="results")
    table = models.ForeignKey(DataTable, models.PROTECT, related_name="results")
    version = models.ForeignKey(TableVersion, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        "状态", max_length=20, choices=ResultState.choices(), default=ResultState.WAITING
    )
    rows = models.PositiveBigIntegerField("行数", null=True, blank=True)
    columns = models.JSONField("列", default=list, help_text="name, role, evidence, by")
    how = models.JSONField("说明", default=list, help_text="what was sampled, approximated or left out")
    summary = models.JSONField(
        "汇总",
        default=dict,
        help_text="totals by measure, verdicts by dimension, empty cells by band of rows",
    )
    backend = models.CharField("在哪里计量", max_length=50, blank=True)
    problem_code = models.CharField("问题代码", max_length=100, blank=True)
    problem = models.TextField("问题", blank=True)
    finished = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        ordering = ("run", "pk")
        constraints = (
            models.UniqueConstraint(fields=["run", "table"], name="one_result_per_table"),
            models.CheckConstraint(
                condition=Q(state=ResultState.FAILED.value) ^ Q(problem_code=""),
                name="failed_result_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResultState.MEASURED.value)
                | Q(rows__isnull=False, finished__isnull=False),
                name="measured_result_is_whole",
            ),
        )
        indexes = (models.Index(fields=["table", "state", "-id"], name="table_newest_result"),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.table_id}"


class ResultFigure(models.Model):
    """表指标: one measure of a table or of one of its columns; `value` of `whole`, null where unknown or no whole."""

    result = models.ForeignKey(TableResult, models.CASCADE, related_name="figures")
    measure = models.CharField("计量项", max_length=200)
    column = models.CharField("列", max_length=500, blank=True)
    value = models.BigIntegerField("数值", null=True, blank=True)
    whole = models.BigIntegerField("全数", null=True, blank=True)
    how = models.CharField("方式", max_length=20)
    detail = models.TextField("补充", blank=True)
    samples = models.JSONField("样例", default=list, help_text="masked: row and text")

    class Meta:
        ordering = ("result", "pk")
        constraints = (
            models.UniqueConstraint(fields=["result", "measure", "column"], name="one_figure_per_column"),
        )

    def __str__(self) -> str:
        return f"{self.result_id} {self.measure} {self.column}"


class QualitySchedule(models.Model):
    """质量检查计划: when a run starts by itself, and over what; `day` is 1 to 7 or 1 to 28, unused where daily."""

    title = models.CharField("计划名称", max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="quality_schedules", verbose_name="单位")
    library = models.ForeignKey(DataLibrary, models.PROTECT, null=True, blank=True, related_name="+")
    rhythm = models.CharField("周期", max_length=20, choices=Rhythm.choices())
    day = models.PositiveSmallIntegerField("日", default=1)
    active = models.BooleanField("启用", default=True)
    last_day = models.DateField("上次日期", null=True, blank=True)
    last_problem = models.CharField("上次问题", max_length=500, blank=True)
    actor = models.CharField("设定人", max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(day__gte=1, day__lte=28), name="schedule_day_exists"),
        )

    def __str__(self) -> str:
        return self.title
