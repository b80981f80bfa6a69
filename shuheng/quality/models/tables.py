"""数据表: what is known of a table whose data are measured, and every version of its data."""

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry, Resource
from shuheng.quality.models.places import DataPlace
from shuheng.quality.tables.terms import VersionOrigin


class DataTable(models.Model):
    """A table behind an entry: brought as a file (`current` is its newest version), or in a place (`table_name`).

    `roles` says of columns what they hold, against what is detected; `rules` is YAML as typed; `keys` are lists of columns.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="data_tables", verbose_name="所属单位")
    entry = models.ForeignKey(
        CatalogueEntry, models.PROTECT, null=True, blank=True, related_name="data_tables", verbose_name="目录"
    )
    resource = models.ForeignKey(
        Resource, models.PROTECT, null=True, blank=True, related_name="data_tables", verbose_name="挂载资源"
    )
    title = models.CharField("表名", max_length=300)
    place = models.ForeignKey(
        DataPlace, models.PROTECT, null=True, blank=True, related_name="data_tables", verbose_name="数据来源"
    )
    schema_name = models.CharField("模式", max_length=200, blank=True)
    table_name = models.CharField("库中表名", max_length=200, blank=True)
    roles = models.JSONField("列的含义", default=dict, blank=True)
    rules = models.TextField("规则", blank=True)
    keys = models.JSONField("主键", default=list, blank=True)
    current = models.ForeignKey(
        "TableVersion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现用数据"
    )
    demo = models.BooleanField("演示数据", default=False)
    archived = models.DateField("停用日期", null=True, blank=True)
    actor = models.CharField("登记人", max_length=200)
    created = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ("agency__path", "title", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="table_has_title"),
            models.CheckConstraint(
                condition=Q(place__isnull=True, table_name="") | (Q(place__isnull=False) & ~Q(table_name="")),
                name="table_in_place_is_named",
            ),
            models.UniqueConstraint(
                fields=["place", "schema_name", "table_name"],
                condition=Q(place__isnull=False, archived__isnull=True),
                name="one_live_table_per_place",
            ),
        )
        indexes = (models.Index(fields=["agency", "archived"], name="table_agency"),)

    def __str__(self) -> str:
        return self.title


class TableVersion(models.Model):
    """数据版本: one state of a table's data, staged as Parquet; never changed, found by the SHA-256 of its files.

    `sha256` is of the file as it was brought, `parquet_sha256` of what was staged from it; `reading` says how it was read.
    """

    table = models.ForeignKey(DataTable, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    origin = models.CharField("来历", max_length=20, choices=VersionOrigin.choices())
    file_name = models.CharField("文件名", max_length=300)
    sha256 = models.CharField("文件指纹", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    sheet = models.CharField("工作表", max_length=200, blank=True)
    parquet_sha256 = models.CharField("暂存指纹", max_length=64)
    rows = models.PositiveBigIntegerField("行数")
    columns = models.JSONField("列名")
    reading = models.JSONField("读取记录", default=dict)
    made_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="made")
    actor = models.CharField("操作人", max_length=200)
    created = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ("table", "-number")
        constraints = (models.UniqueConstraint(fields=["table", "number"], name="one_version_per_number"),)

    def __str__(self) -> str:
        return f"{self.table} 第 {self.number} 版"
