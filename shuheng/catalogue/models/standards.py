"""Standards that items follow: data elements, code lists and their values."""

from django.db import models


class CodeList(models.Model):
    """代码集: a closed list of codes with their meanings, and where it comes from."""

    code = models.CharField("代码集编号", max_length=100, unique=True)
    name = models.CharField("代码集名称", max_length=200)
    origin = models.CharField("依据", max_length=300, blank=True, help_text="如 GB/T 2261.1")
    retired = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class CodeValue(models.Model):
    """One code of a list."""

    code_list = models.ForeignKey(CodeList, models.CASCADE, related_name="values")
    position = models.PositiveIntegerField()
    value = models.CharField("代码", max_length=100)
    meaning = models.CharField("含义", max_length=300)

    class Meta:
        ordering = ("code_list", "position")
        constraints = (models.UniqueConstraint(fields=["code_list", "value"], name="one_meaning_per_code"),)

    def __str__(self) -> str:
        return f"{self.value} {self.meaning}"


class DataElement(models.Model):
    """数据元: what an item means and how it is written, agreed once for all agencies (Guangxi B3-1, note 2)."""

    code = models.CharField("数据元编号", max_length=100, unique=True)
    name = models.CharField("名称", max_length=200)
    definition = models.TextField("定义", blank=True)
    data_type = models.CharField("数据类型", max_length=100, blank=True)
    length = models.PositiveIntegerField("长度", null=True, blank=True)
    code_list = models.ForeignKey(
        CodeList, models.PROTECT, null=True, blank=True, related_name="elements", verbose_name="代码集"
    )
    synonyms = models.JSONField("同义名称", default=list, blank=True)
    origin = models.CharField("依据", max_length=300, blank=True)
    retired = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
