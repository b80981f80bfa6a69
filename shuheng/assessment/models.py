"""What an assessment keeps: the rubric as it was, the result as computed, the reason of every point.

Rubrics, results and reasons are addressed by hashes and never changed; the database refuses to.
"""

from django.db import models

from shuheng.assessment.ledger.models import AssessmentPeriod, LedgerFact

__all__ = [
    "AssessmentPeriod",
    "LedgerFact",
    "StoredDocument",
    "StoredReasons",
    "StoredResult",
    "StoredRubric",
]


class StoredRubric(models.Model):
    """A rubric whose results are kept, with its files, so that it can be computed again years later."""

    rubric_id = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=300)
    version = models.CharField(max_length=50)
    sources = models.JSONField(help_text="file name -> text of the YAML file")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("rubric_id", "created")

    def __str__(self) -> str:
        return f"{self.rubric_id} {self.hash[:12]}"


class StoredResult(models.Model):
    """One rubric computed over one fact sheet. Pages and reports render it and never compute it again."""

    title = models.CharField(max_length=300)
    rubric = models.ForeignKey(StoredRubric, on_delete=models.PROTECT, related_name="results")
    facts_id = models.CharField(max_length=200)
    facts_hash = models.CharField(max_length=64)
    period = models.CharField(max_length=100)
    demo = models.BooleanField(default=False)
    sheet = models.JSONField(help_text="the fact sheet: agencies and raw facts")
    result = models.JSONField(help_text="the result, points as exact fractions")
    result_hash = models.CharField(max_length=64)
    reasons_hash = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-created", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["rubric", "facts_hash"], name="one_result_per_rubric_and_facts"),
        )

    def __str__(self) -> str:
        return self.title


class StoredReasons(models.Model):
    """Why one agency has each of its points: part of the stored result."""

    result = models.ForeignKey(StoredResult, on_delete=models.CASCADE, related_name="reasons")
    agency_code = models.CharField(max_length=200)
    tree = models.JSONField(help_text="the reason of the total, with everything below it")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["result", "agency_code"], name="one_reason_tree_per_agency"),
        )

    def __str__(self) -> str:
        return f"{self.result_id} {self.agency_code}"


class StoredDocument(models.Model):
    """The text of an official document that someone brought, shown beside the rules of its rubric."""

    rubric_id = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    text = models.TextField()
    hash = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-created", "-pk")
        constraints = (models.UniqueConstraint(fields=["rubric_id", "hash"], name="one_copy_per_document"),)

    def __str__(self) -> str:
        return self.name
