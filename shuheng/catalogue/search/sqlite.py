"""The index in SQLite: terms without texts in FTS5, texts in the search row."""

# ruff: noqa: S608  nothing but names of tables, columns and facets is written into a statement

from collections.abc import Collection, Sequence

from django.db import connection

from shuheng.catalogue.models import SearchRow
from shuheng.catalogue.search.documents import Document, terms_of
from shuheng.catalogue.search.rows import COLUMNS, TABLE

TERMS = "catalogue_terms"
CLEAR = f"INSERT INTO {TERMS} ({TERMS}) VALUES ('delete-all')"
REMOVE = f"INSERT INTO {TERMS} ({TERMS}, rowid, terms) VALUES ('delete', %s, %s)"
ADD = f"INSERT INTO {TERMS} (rowid, terms) VALUES (%s, %s)"
WRITE = f"INSERT OR REPLACE INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"


def keep(documents: Sequence[Document]) -> None:
    """Write rows and terms; the terms of an older state must have been forgotten before."""
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, documents)
        cursor.executemany(ADD, [(one.entry_id, one.terms()) for one in documents])


def forget(entry_ids: Collection[int]) -> None:
    """Remove the terms of these rows as they were written: FTS5 wants each of them named."""
    rows = SearchRow.objects.filter(pk__in=entry_ids).values_list("pk", "marks", "body", "title_length")
    terms = [(number, terms_of(marks, body, length)) for number, marks, body, length in rows]
    if terms:
        with connection.cursor() as cursor:
            cursor.executemany(REMOVE, terms)
