"""The table that searches read: one row per entry, written anew whenever the entry changes."""

from django.db import models

from shuheng.catalogue.models.entry import CatalogueEntry


class SearchRow(models.Model):
    """Facets, sort keys and folded texts of an entry. Its terms stand in FTS5 (SQLite) or in `terms` (PostgreSQL).

    Sort keys are never null: an unknown date is 0, an unknown number of rows -1. `kinds` is a sum of `KIND_BITS`.
    """

    entry = models.OneToOneField(CatalogueEntry, models.CASCADE, primary_key=True, related_name="search_row")
    agency_id = models.BigIntegerField()
    kinds = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20)
    open_type = models.CharField(max_length=20)
    update_cycle = models.CharField(max_length=20)
    theme = models.CharField(max_length=200)
    updated = models.IntegerField(help_text="day number, 0 unknown")
    issued = models.IntegerField(help_text="day number, 0 unknown")
    rows = models.BigIntegerField(help_text="-1 unknown")
    title = models.CharField(max_length=60, help_text="its beginning, folded, to sort by")
    title_length = models.IntegerField(help_text="how much of the body is the title")
    body = models.TextField(help_text="all texts, folded, the title first")
    marks = models.TextField(
        help_text="terms of filters, as indexed; SQLite only, which must be told them to forget them"
    )

    class Meta:
        indexes = (
            models.Index(fields=["updated", "entry"], name="search_by_updated"),
            models.Index(fields=["rows", "entry"], name="search_by_rows"),
        )

    def __str__(self) -> str:
        return self.title.strip()
