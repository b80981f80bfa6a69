"""数据库（基础库、主题库、专题库）: a collection of entries built for a purpose."""

from django.db import models

from shuheng.accounts.models import Agency
from shuheng.catalogue.models.entry import CatalogueEntry
from shuheng.terms import LibraryKind


class DataLibrary(models.Model):
    """A base, thematic or special library with the agency that keeps it (Wuxi 2021, part one; Suqian, data gathering)."""

    kind = models.CharField("种类", max_length=20, choices=LibraryKind.choices())
    name = models.CharField("名称", max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="libraries", verbose_name="建设单位")
    purpose = models.TextField("用途", blank=True)
    built = models.DateField("建成日期", null=True, blank=True)
    ended = models.DateField("停用日期", null=True, blank=True)
    demo = models.BooleanField("演示数据", default=False)
    entries = models.ManyToManyField(CatalogueEntry, related_name="libraries", blank=True)

    class Meta:
        ordering = ("kind", "name")
        constraints = (
            models.UniqueConstraint(fields=["agency", "kind", "name"], name="one_library_per_name"),
        )

    def __str__(self) -> str:
        return self.name
