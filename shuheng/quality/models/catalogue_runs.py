"""计量: one run over the catalogue, whom it measured as of which day, and its figures. Nothing of it changes."""

from django.db import models

from shuheng.accounts.models import Agency


class MeasureRun(models.Model):
    """计量批次: is there only when it is finished. `files` are frozen beside it, each with its SHA-256.

    `as_of` is null when each agency was measured as of its own list's day; the days stand in `measured`.
    """

    period = models.CharField("周期", max_length=50)
    as_of = models.DateField("计量日期", null=True, blank=True)
    baseline = models.DateField("基期日期", null=True, blank=True)
    parameters = models.JSONField("参数", default=dict)
    entries = models.PositiveBigIntegerField("目录数")
    folder = models.CharField(max_length=100, unique=True, help_text="under the data folder")
    files = models.JSONField("快照文件", help_text="file name -> SHA-256")
    demo = models.BooleanField("演示数据", default=False)
    actor = models.CharField("操作人", max_length=200)
    started = models.DateTimeField("开始时间")
    finished = models.DateTimeField("完成时间")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"第 {self.pk} 次计量（{self.period}）"

    @property
    def as_of_words(self) -> str:
        return self.as_of.isoformat() if self.as_of else "各单位清单的截止日期"


class MeasuredAgency(models.Model):
    """被计量单位: an agency in a run, as of which day, with how many entries in its own and its units' names."""

    run = models.ForeignKey(MeasureRun, models.CASCADE, related_name="measured")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="单位")
    as_of = models.DateField("计量日期")
    entries = models.PositiveBigIntegerField("目录数")

    class Meta:
        ordering = ("run", "agency__position", "agency__code")
        constraints = (models.UniqueConstraint(fields=["run", "agency"], name="one_row_per_measured_agency"),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.agency}"


class MeasureFigure(models.Model):
    """计量结果: one measure of one agency in one scope, as the engine's `Figure` says; whole numbers only."""

    run = models.ForeignKey(MeasureRun, models.CASCADE, related_name="figures")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="单位")
    measure = models.CharField("计量项", max_length=50)
    scope = models.CharField("范围", max_length=10)
    yes = models.BigIntegerField("符合")
    no = models.BigIntegerField("不符合")
    unknown = models.BigIntegerField("未知")
    amount = models.BigIntegerField("数量", null=True, blank=True)
    denominator = models.BigIntegerField("全数", null=True, blank=True)

    class Meta:
        ordering = ("run", "agency", "measure", "scope")
        constraints = (
            models.UniqueConstraint(
                fields=["run", "agency", "measure", "scope"], name="one_figure_per_measure"
            ),
        )
        indexes = (models.Index(fields=["agency", "measure", "scope"], name="figure_trend"),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.agency_id} {self.measure} {self.scope}"
