"""随机抽查: a draw with all that is needed to make it again, what was drawn, and what was found."""

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry
from shuheng.quality.models.tables import DataTable, TableVersion
from shuheng.quality.sampling.terms import Amount, FindingKind, SampledKind


class SampleDraw(models.Model):
    """抽查: a random draw from a population. Never changed; a draw made in error is voided, with the reason.

    The population is kept as a file by its SHA-256 (`population_file`), which is the hash that is published.
    """

    title = models.CharField("名称", max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="范围")
    kind = models.CharField("抽查对象", max_length=20, choices=SampledKind.choices())
    version = models.ForeignKey(
        TableVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="数据版本"
    )
    seed = models.CharField("种子", max_length=200)
    amount = models.CharField("抽取办法", max_length=20, choices=Amount.choices())
    number = models.PositiveIntegerField("抽取数", help_text="things, or percent where the amount is a share")
    by_agency = models.BooleanField("按单位分层", default=False)
    population = models.PositiveBigIntegerField("总体数")
    population_file = models.CharField("总体指纹", max_length=64)
    demo = models.BooleanField("演示数据", default=False)
    actor = models.CharField("抽取人", max_length=200)
    drawn = models.DateTimeField("抽取时间", auto_now_add=True)
    day = models.DateField("抽取日期")
    voided = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=500, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(voided__isnull=True, void_reason="")
                | (Q(voided__isnull=False) & ~Q(void_reason="")),
                name="void_draw_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind=SampledKind.ROWS.value, version__isnull=False)
                | (~Q(kind=SampledKind.ROWS.value) & Q(version__isnull=True)),
                name="rows_are_of_a_version",
            ),
        )

    def __str__(self) -> str:
        return self.title


class SampledThing(models.Model):
    """抽中对象: one thing of a draw, in the order of the draw; checked when somebody has said what was found."""

    draw = models.ForeignKey(SampleDraw, models.CASCADE, related_name="things")
    position = models.PositiveIntegerField("序号")
    key = models.CharField("键", max_length=200)
    title = models.CharField("名称", max_length=500)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="单位")
    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, null=True, blank=True, related_name="+")
    table = models.ForeignKey(DataTable, models.PROTECT, null=True, blank=True, related_name="+")
    row = models.PositiveBigIntegerField(
        "行", null=True, blank=True, help_text="from 1, in the version of the draw"
    )
    note = models.CharField("说明", max_length=1000, blank=True)
    checked_by = models.CharField("检查人", max_length=200, blank=True)
    checked = models.DateTimeField("检查时间", null=True, blank=True)

    class Meta:
        ordering = ("draw", "position")
        constraints = (
            models.UniqueConstraint(fields=["draw", "position"], name="one_thing_per_position"),
            models.UniqueConstraint(fields=["draw", "key"], name="one_thing_per_key"),
            models.CheckConstraint(
                condition=Q(checked__isnull=True, checked_by="")
                | (Q(checked__isnull=False) & ~Q(checked_by="")),
                name="checked_thing_says_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.draw_id} {self.position} {self.title}"


class SampleFinding(models.Model):
    """抽查发现: one kind of fault found in a thing that was drawn; one find however often it occurs there."""

    thing = models.ForeignKey(SampledThing, models.CASCADE, related_name="findings")
    kind = models.CharField("问题", max_length=20, choices=FindingKind.choices())

    class Meta:
        ordering = ("thing", "pk")
        constraints = (models.UniqueConstraint(fields=["thing", "kind"], name="one_finding_per_kind"),)

    def __str__(self) -> str:
        return f"{self.thing_id} {self.kind}"
