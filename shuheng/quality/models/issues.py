"""质量问题: one fault of one column (or of the whole table), with its clock and everything done about it."""

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency
from shuheng.quality.issues.terms import HELD, Act, IssueState, Severity
from shuheng.quality.models.table_runs import TableRun
from shuheng.quality.models.tables import DataTable

HELD_CODES = tuple(one.value for one in HELD)


class QualityIssue(models.Model):
    """`agency` is who answers. `due` is null where nobody entered that year's calendar: the clock is unknown then."""

    table = models.ForeignKey(DataTable, models.PROTECT, related_name="issues")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="quality_issues", verbose_name="责任单位")
    measure = models.CharField("计量项", max_length=200)
    title = models.CharField("问题", max_length=300, help_text="the measure in words, as it was then")
    dimension = models.CharField("维度", max_length=20)
    column = models.CharField("列", max_length=500, blank=True)
    severity = models.CharField("严重程度", max_length=10, choices=Severity.choices())
    state = models.CharField("状态", max_length=20, choices=IssueState.choices(), default=IssueState.OPEN)
    value = models.BigIntegerField("不合格数")
    whole = models.BigIntegerField("全数", null=True, blank=True)
    opened_by = models.ForeignKey(TableRun, models.PROTECT, related_name="+", verbose_name="发现批次")
    seen_by = models.ForeignKey(TableRun, models.PROTECT, related_name="+", verbose_name="最近批次")
    opened = models.DateField("发现日期")
    due = models.DateField("整改期限", null=True, blank=True)
    excuse = models.TextField("说明理由", blank=True)
    closed = models.DateField("销号日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        TableRun, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="销号批次"
    )

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["table", "measure", "column"],
                condition=Q(state__in=HELD_CODES),
                name="one_open_issue_per_column",
            ),
            models.CheckConstraint(
                condition=Q(state=IssueState.CLOSED.value, closed__isnull=False, closed_by__isnull=False)
                | (~Q(state=IssueState.CLOSED.value) & Q(closed__isnull=True, closed_by__isnull=True)),
                name="closed_issue_says_by_what",
            ),
        )
        indexes = (models.Index(fields=["agency", "state"], name="issue_agency_state"),)

    def __str__(self) -> str:
        return f"{self.table} {self.column} {self.measure}"


class IssueEvent(models.Model):
    """问题经过: one thing done about an issue; rows are only ever added."""

    issue = models.ForeignKey(QualityIssue, models.CASCADE, related_name="events")
    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.CharField("办理人", max_length=200)
    act = models.CharField("动作", max_length=20, choices=Act.choices())
    note = models.CharField("说明", max_length=1000, blank=True)
    run = models.ForeignKey(TableRun, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("issue", "pk")

    def __str__(self) -> str:
        return f"{self.issue_id} {self.act}"
