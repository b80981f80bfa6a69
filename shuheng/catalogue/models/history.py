"""History of entries: what changed in each version, and the steps of the life cycle."""

from django.db import models

from shuheng.catalogue.models.entry import CatalogueEntry
from shuheng.catalogue.terms import StepDecision
from shuheng.terms import LifecycleStep


class EntryVersion(models.Model):
    """One change of an entry: `changes` is {field: [before, after]}; items and resources stand under their own keys."""

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    at = models.DateTimeField("时间")
    actor = models.CharField("操作人", max_length=200)
    reason = models.CharField("原因", max_length=500, blank=True)
    changes = models.JSONField("变更")
    run = models.ForeignKey(
        "HarvestRun", models.PROTECT, null=True, blank=True, related_name="changed_versions"
    )

    class Meta:
        ordering = ("entry", "number")
        constraints = (models.UniqueConstraint(fields=["entry", "number"], name="one_row_per_entry_version"),)

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"


class EntryStep(models.Model):
    """One step that an entry went through (Guangxi B2-1, note 5): who decided, when, and by when it was due."""

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="steps")
    step = models.CharField("环节", max_length=20, choices=LifecycleStep.choices())
    decision = models.CharField("结论", max_length=20, choices=StepDecision.choices())
    began = models.DateTimeField("进入时间")
    due = models.DateField("应办结日期", null=True, blank=True)
    at = models.DateTimeField("办结时间")
    actor = models.CharField("操作人", max_length=200)
    note = models.CharField("意见", max_length=1000, blank=True)

    class Meta:
        ordering = ("entry", "pk")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.get_step_display()}"
