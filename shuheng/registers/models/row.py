"""Rows of registers and every version of them. Nothing is deleted: a row is withdrawn."""

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency

MOST_KEY = 500


class RegisterRow(models.Model):
    """台账行: one row of one register of one agency; `values` are kept values by field code (see `declare.cells`).

    `words` holds the shown values, so that people find rows by what they read. `version` counts from 1.
    """

    register = models.CharField("台账", max_length=50)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="register_rows", verbose_name="单位")
    key = models.CharField("主键", max_length=MOST_KEY)
    values = models.JSONField("内容", default=dict)
    words = models.TextField(blank=True, editable=False)
    state = models.CharField("状态", max_length=50)
    version = models.PositiveIntegerField("版本", default=1)
    demo = models.BooleanField("演示数据", default=False)
    created = models.DateTimeField("建立时间")
    changed = models.DateTimeField("修改时间")
    changed_by = models.CharField("修改人", max_length=200)
    withdrawn = models.DateTimeField("撤销时间", null=True, blank=True)
    withdrawn_by = models.CharField("撤销人", max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["register", "state"], name="register_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=["register", "agency", "key"],
                condition=Q(withdrawn__isnull=True),
                name="one_live_register_row_per_key",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn__isnull=True, withdrawn_by="")
                | (Q(withdrawn__isnull=False) & ~Q(withdrawn_by="")),
                name="register_row_withdrawn_by_whom",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="register_row_version_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.key}"


class RegisterRowVersion(models.Model):
    """台账行的版本: one change of a row, never changed itself; `changes` is {field code: [before, after]}."""

    row = models.ForeignKey(RegisterRow, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    at = models.DateTimeField("时间")
    actor = models.CharField("操作人", max_length=200)
    act = models.CharField("操作", max_length=100)
    reason = models.CharField("原因", max_length=1000, blank=True)
    state = models.CharField("此后的状态", max_length=50)
    changes = models.JSONField("变更", default=dict)

    class Meta:
        ordering = ("row", "number")
        constraints = (models.UniqueConstraint(fields=["row", "number"], name="one_register_row_version"),)

    def __str__(self) -> str:
        return f"{self.row_id} v{self.number}"
