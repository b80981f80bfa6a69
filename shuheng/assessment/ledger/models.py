"""指标值台账: one row per agency, period, metric and statement. Nothing is changed; a correction is a new row."""

from typing import Any

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency
from shuheng.audit.models import AppendOnlyError
from shuheng.terms import Term


class FactOrigin(Term):
    """来源 of a fact."""

    MEASURED = "measured", "实测"
    REPORTED = "reported", "填报"
    JUDGED = "judged", "评定"


class LedgerFact(models.Model):
    """台账记录: one value of one metric. An empty `value` takes the value back: from then on it is unknown again.

    `value` is the exact text as the rubric engine reads it. `evidence` of a fact measured in the catalogue names run,
    measure and scope, of one gathered from a room or a register the days and `room` and `count`, or `register`; of
    one that a person stated `text`, and `link` where there is one. In force is the row that no other one `corrects`.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="facts", verbose_name="单位")
    period = models.CharField("周期", max_length=50)
    metric = models.CharField("指标", max_length=80, help_text="code of the metric")
    value = models.CharField("指标值", max_length=200, blank=True)
    origin = models.CharField("来源", max_length=10, choices=FactOrigin.choices())
    as_of = models.DateField("截止日期", null=True, blank=True)
    evidence = models.JSONField("依据", default=dict)
    actor = models.CharField("操作人", max_length=200)
    at = models.DateTimeField("时间")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正的记录"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "period", "metric"],
                condition=Q(corrects__isnull=True),
                name="one_first_fact",
            ),
        )
        indexes = (models.Index(fields=["period", "metric"], name="fact_period_metric"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.period} {self.metric} {self.value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Rows are only ever added; the database refuses the rest as well."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)


class AssessmentPeriod(models.Model):
    """评估周期的封账: from its closing on, the database takes no more facts of the period."""

    period = models.CharField("周期", max_length=50, unique=True)
    closed_at = models.DateTimeField("封账时间")
    closed_by = models.CharField("封账人", max_length=200)
    facts = models.PositiveIntegerField("指标值个数")
    facts_hash = models.CharField("指标值指纹", max_length=64)

    class Meta:
        ordering = ("-closed_at",)

    def __str__(self) -> str:
        return f"{self.period}（已封账）"
