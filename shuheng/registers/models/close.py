"""本期已报全: an agency says that its list for a period is complete, be it empty."""

from django.db import models
from django.db.models import F, Q

from shuheng.accounts.models import Agency


class RegisterClose(models.Model):
    """报全: who said when that the register holds all of the period; `rows` counted ones then, 0 is 零报告.

    Reopened, the row stays with who did so and why, and a new one follows.
    """

    register = models.CharField("台账", max_length=50)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="register_closes", verbose_name="单位")
    start = models.DateField("本期起")
    end = models.DateField("本期止")
    rows = models.PositiveIntegerField("报全时的行数")
    closed = models.DateTimeField("报全时间")
    closed_by = models.CharField("报全人", max_length=200)
    demo = models.BooleanField("演示数据", default=False)
    reopened = models.DateTimeField("重新开放时间", null=True, blank=True)
    reopened_by = models.CharField("重新开放人", max_length=200, blank=True)
    reason = models.CharField("重新开放的原因", max_length=500, blank=True)

    class Meta:
        ordering = ("register", "agency", "start", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["register", "agency", "start", "end"],
                condition=Q(reopened__isnull=True),
                name="one_register_close_in_force",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="register_close_days_in_order"),
            models.CheckConstraint(
                condition=Q(reopened__isnull=True, reopened_by="", reason="")
                | (Q(reopened__isnull=False) & ~Q(reopened_by="") & ~Q(reason="")),
                name="register_reopened_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.agency_id} {self.start}"
