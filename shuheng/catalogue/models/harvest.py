"""采集: where lists of entries come from, each run over one, and what was refused or noted, record by record."""

from django.db import models

from shuheng.accounts.models import Agency
from shuheng.catalogue.models.entry import CatalogueEntry
from shuheng.catalogue.terms import RunState


class HarvestSource(models.Model):
    """来源: a list kept elsewhere (a file or a live address), whose catalogue it is, and how its fields are mapped."""

    code = models.SlugField("来源编号", max_length=100, unique=True)
    title = models.CharField("名称", max_length=200)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="harvest_sources", verbose_name="所属单位"
    )
    format = models.CharField("格式", max_length=20, blank=True, help_text="empty: found from the content")
    address = models.CharField("地址", max_length=1000, blank=True, help_text="of a live source")
    mapping = models.TextField("字段对应", blank=True, help_text="YAML, as confirmed")
    mapping_confirmed_by = models.CharField(max_length=200, blank=True)
    demo = models.BooleanField("演示数据", default=False)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title


class HarvestRun(models.Model):
    """One run over a source: records in = added + changed + unchanged + refused; vanished are those held but not seen."""

    source = models.ForeignKey(HarvestSource, models.PROTECT, related_name="runs")
    state = models.CharField("状态", max_length=10, choices=RunState.choices(), default=RunState.RUNNING)
    as_of = models.DateField("数据截止日期", null=True, blank=True)
    file_name = models.CharField("文件名", max_length=300, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    stored_file = models.CharField(max_length=500, blank=True, help_text="kept under the data folder")
    mapping = models.TextField("字段对应", blank=True)
    dry = models.BooleanField("试运行", default=False)
    partial = models.BooleanField("只收可读部分", default=False)
    allow_vanish = models.BooleanField("允许大量消失", default=False)
    whole = models.BooleanField("来源完整", null=True, blank=True, help_text="null: not read to its end yet")
    declared = models.PositiveBigIntegerField("来源自称条数", null=True, blank=True)
    records = models.PositiveBigIntegerField("读入", default=0)
    added = models.PositiveBigIntegerField("新增", default=0)
    changed = models.PositiveBigIntegerField("变更", default=0)
    unchanged = models.PositiveBigIntegerField("未变", default=0)
    vanished = models.PositiveBigIntegerField("消失", default=0)
    refused = models.PositiveBigIntegerField("拒收", default=0)
    noted = models.PositiveBigIntegerField("有提示", default=0)
    summary = models.JSONField("汇总", default=dict, blank=True, help_text="counts by code, field and value")
    problem = models.TextField("中断原因", blank=True)
    job_number = models.PositiveBigIntegerField(null=True, blank=True, help_text="the job that runs it")
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    actor = models.CharField("操作人", max_length=200)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.source} #{self.pk}"


class HarvestRecord(models.Model):
    """What a run had to say about one record: refused with its reason, or taken with a note."""

    run = models.ForeignKey(HarvestRun, models.CASCADE, related_name="reports")
    number = models.PositiveBigIntegerField("记录序号")
    line = models.PositiveBigIntegerField("行", null=True, blank=True)
    key = models.CharField(max_length=1000, blank=True)
    refused = models.BooleanField("拒收")
    code = models.CharField(max_length=100)
    field = models.CharField("字段", max_length=200, blank=True)
    message = models.CharField("说明", max_length=1000)
    raw = models.TextField("原文", blank=True)
    entry = models.ForeignKey(CatalogueEntry, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("run", "number", "pk")
        indexes = (models.Index(fields=["run", "refused", "code"], name="harvest_report"),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.number} {self.code}"
