"""挂载资源: the data themselves behind an entry: table, API, file, video, IoT."""

from django.db import models

from shuheng.catalogue.models.entry import CatalogueEntry
from shuheng.terms import ResourceKind


class Resource(models.Model):
    """One resource mounted on an entry. Never removed: unmounted, with the date."""

    entry = models.ForeignKey(CatalogueEntry, models.CASCADE, related_name="resources")
    kind = models.CharField("类型", max_length=10, choices=ResourceKind.choices())
    title = models.CharField("资源名称", max_length=500, blank=True)
    format = models.CharField("格式", max_length=100, blank=True)
    url = models.CharField("地址", max_length=2000, blank=True)
    rows = models.PositiveBigIntegerField("数据量", null=True, blank=True)
    size_bytes = models.PositiveBigIntegerField("字节数", null=True, blank=True)
    volume_query = models.BooleanField("可查容量", null=True, blank=True, help_text="only asked of an API")
    mounted = models.DateField("挂载日期", null=True, blank=True)
    unmounted = models.DateField("卸载日期", null=True, blank=True)

    class Meta:
        ordering = ("entry", "pk")

    def __str__(self) -> str:
        return self.title or self.url or self.get_kind_display()
