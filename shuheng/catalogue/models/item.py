"""信息项: one field of an entry, with where it lies in the system it comes from."""

from django.db import models

from shuheng.catalogue.models.entry import CatalogueEntry
from shuheng.catalogue.models.standards import CodeList, DataElement


class InformationItem(models.Model):
    """Name, type, length of 编制指南, and what Guangxi B2-1 note 6 adds: database, table, field, key, not-null, codes."""

    entry = models.ForeignKey(CatalogueEntry, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField("序号")
    name = models.CharField("信息项名称", max_length=300)
    description = models.CharField("说明", max_length=1000, blank=True)
    system_name = models.CharField("信息系统", max_length=200, blank=True)
    database_name = models.CharField("数据库名称", max_length=200, blank=True)
    table_name = models.CharField("表名称", max_length=200, blank=True)
    field_name = models.CharField("字段名称", max_length=200, blank=True)
    data_type = models.CharField("数据类型", max_length=100, blank=True)
    length = models.PositiveIntegerField("长度", null=True, blank=True)
    decimals = models.PositiveIntegerField("小数位", null=True, blank=True)
    is_key = models.BooleanField("是否主键", null=True, blank=True)
    not_null = models.BooleanField("是否非空", null=True, blank=True)
    is_coded = models.BooleanField("是否标准代码", null=True, blank=True)
    code_list = models.ForeignKey(
        CodeList, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="代码集"
    )
    code_list_name = models.CharField("代码项名称", max_length=200, blank=True, help_text="as written")
    code_values = models.TextField("代码值", blank=True, help_text="as written")
    element = models.ForeignKey(
        DataElement, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="数据元"
    )

    class Meta:
        ordering = ("entry", "position")
        constraints = (
            models.UniqueConstraint(fields=["entry", "position"], name="one_item_per_position"),
            models.CheckConstraint(condition=~models.Q(name=""), name="item_has_name"),
        )

    def __str__(self) -> str:
        return self.name
