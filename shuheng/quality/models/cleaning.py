"""清洗: what rules made of one version of a table, and how many cells and rows each of them met."""

from django.db import models
from django.db.models import Q

from shuheng.jobs.models import Job
from shuheng.quality.cleaning.terms import CleaningState
from shuheng.quality.models.tables import DataTable, TableVersion


class Cleaning(models.Model):
    """清洗: tried over the version `before`; applied it made `after`; undone it made `restored`.

    `files` name the kept files (repaired, changes, apart) by their SHA-256. `before_content` and `after_content` are
    hashes of what the tables say, whatever the file. rows_in = rows_out + rows_apart; all null until it was tried.
    """

    table = models.ForeignKey(DataTable, models.PROTECT, related_name="cleanings", verbose_name="数据表")
    before = models.ForeignKey(TableVersion, models.PROTECT, related_name="+", verbose_name="清洗前")
    after = models.ForeignKey(
        TableVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="清洗后"
    )
    restored = models.ForeignKey(TableVersion, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField("名称", max_length=200)
    rules = models.TextField("清洗规则", help_text="YAML")
    state = models.CharField(
        "状态", max_length=20, choices=CleaningState.choices(), default=CleaningState.WAITING
    )
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    files = models.JSONField("文件", default=dict, blank=True)
    before_content = models.CharField(max_length=64, blank=True)
    after_content = models.CharField(max_length=64, blank=True)
    rows_in = models.PositiveBigIntegerField("清洗前行数", null=True, blank=True)
    rows_out = models.PositiveBigIntegerField("清洗后行数", null=True, blank=True)
    rows_apart = models.PositiveBigIntegerField("移出行数", null=True, blank=True)
    rows_changed = models.PositiveBigIntegerField("改动行数", null=True, blank=True)
    cells_changed = models.PositiveBigIntegerField("改动单元格", null=True, blank=True)
    actor = models.CharField("操作人", max_length=200)
    started = models.DateTimeField("时间", auto_now_add=True)
    applied_by = models.CharField("应用人", max_length=200, blank=True)
    applied = models.DateTimeField("应用时间", null=True, blank=True)
    undone_by = models.CharField("撤销人", max_length=200, blank=True)
    undone = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=(CleaningState.WAITING.value, CleaningState.DROPPED.value),
                    after__isnull=True,
                )
                | Q(state=CleaningState.PROPOSED.value, rows_in__isnull=False, after__isnull=True)
                | Q(
                    state=CleaningState.APPLIED.value,
                    after__isnull=False,
                    applied__isnull=False,
                    undone__isnull=True,
                )
                | Q(state=CleaningState.UNDONE.value, restored__isnull=False, undone__isnull=False),
                name="cleaning_state_is_backed",
            ),
        )
        indexes = (models.Index(fields=["state", "applied"], name="cleaning_applied"),)

    def __str__(self) -> str:
        return f"{self.table} {self.title}"


class CleaningCount(models.Model):
    """清洗计数: how many cells a rule changed in a column, or how many rows it set apart; `rule` counts from 1."""

    cleaning = models.ForeignKey(Cleaning, models.CASCADE, related_name="counts")
    rule = models.PositiveIntegerField("第几条规则")
    kind = models.CharField("规则种类", max_length=20)
    column = models.CharField("列", max_length=500, blank=True)
    count = models.PositiveBigIntegerField("数量")

    class Meta:
        ordering = ("cleaning", "rule", "pk")
        constraints = (
            models.UniqueConstraint(fields=["cleaning", "rule", "column"], name="one_count_per_rule_column"),
        )

    def __str__(self) -> str:
        return f"{self.cleaning_id} {self.rule} {self.column}"
