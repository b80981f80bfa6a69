"""The index in PostgreSQL: the terms stand in the search row as a tsvector under a GIN index."""

# ruff: noqa: S608  nothing but names of tables, columns and facets is written into a statement

from collections.abc import Sequence
from operator import attrgetter

from django.db import connection

from shuheng.catalogue.search.documents import Document
from shuheng.catalogue.search.rows import COLUMNS as ALL_COLUMNS
from shuheng.catalogue.search.rows import TABLE, TEXTS

COLUMNS = tuple(name for name in ALL_COLUMNS if name != "marks")  # they stand among the terms
values_of = attrgetter(*COLUMNS)
ARRAYS = ", ".join(f"%s::{'text' if name in TEXTS else 'bigint'}[]" for name in COLUMNS)
WRITE = f"""
INSERT INTO {TABLE} ({", ".join(COLUMNS)}, marks, terms)
SELECT {", ".join(COLUMNS)}, '', terms::tsvector
FROM unnest({ARRAYS}, %s::text[]) AS given ({", ".join(COLUMNS)}, terms)
ON CONFLICT (entry_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS[1:], "terms"))}
"""


def keep(documents: Sequence[Document]) -> None:
    """Write rows with their terms, over those of an older state."""
    columns = [list(column) for column in zip(*map(values_of, documents), strict=True)]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [*columns, [one.terms() for one in documents]])
