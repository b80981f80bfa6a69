"""Questions to the index as SQL, in the two dialects. Every statement here only reads."""

# ruff: noqa: S608  nothing but names of tables, columns and facets is written into a statement

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from shuheng.catalogue.search.match import Match
from shuheng.catalogue.search.rows import TABLE
from shuheng.catalogue.search.sqlite import TERMS

MEMBERS = "catalogue_datalibrary_entries"
TITLE = "substr(r.body, 1, r.title_length)"
ORDERS = {
    "relevance": "r.title_length, r.updated DESC, r.entry_id DESC",
    "updated": "r.updated DESC, r.entry_id DESC",
    "oldest": "r.updated, r.entry_id",
    "issued": "r.issued DESC, r.entry_id DESC",
    "rows": "r.rows DESC, r.entry_id DESC",
    "fewest": "r.rows, r.entry_id",
    "title": "r.title, r.entry_id",
}
INDEXES = {  # what has none is sorted, which is for few hits only
    "updated": "search_by_updated",
    "oldest": "search_by_updated",
    "rows": "search_by_rows",
    "fewest": "search_by_rows",
}
Parameters = list[int | str]
Clause = tuple[str, Parameters]
# Bitmaps of a third of a million hits stay exact in memory; the order of joins is ours, not a guess.
TUNED = ("SET LOCAL work_mem = '64MB'", "SET LOCAL jit = off", "SET LOCAL enable_seqscan = off")


@contextmanager
def reading() -> Iterator[CursorWrapper]:
    """A cursor for several questions about one state of the index."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in TUNED:
                cursor.execute(statement)
        yield cursor


def rows(cursor: CursorWrapper, sql: str, parameters: Sequence[int | str]) -> list[tuple[Any, ...]]:
    cursor.execute(sql, list(parameters))
    return list(cursor.fetchall())


def looked_up(match: Match) -> Clause:
    """`FROM ... WHERE` of the rows that match, found through the terms."""
    conditions, parameters = texts(match)
    if not match.terms:
        return f"FROM {TABLE} r WHERE {conditions}", parameters
    if connection.vendor == "sqlite":
        source = f"FROM {TERMS} CROSS JOIN {TABLE} r ON r.entry_id = {TERMS}.rowid"
        return f"{source} WHERE {TERMS} MATCH %s AND {conditions}", [fts5(match), *parameters]
    return f"FROM {TABLE} r WHERE r.terms @@ %s::tsquery AND {conditions}", [tsquery(match), *parameters]


def walked(match: Match, sort: str, most: int) -> Clause:
    """The same rows, found by walking at most about `most` rows in their order and holding each against the terms."""
    conditions, parameters = texts(match)
    if connection.vendor == "sqlite":
        source = f"FROM {TABLE} r INDEXED BY {INDEXES[sort]} WHERE {conditions}"
        if not match.terms:
            return source, parameters
        found = f"r.entry_id IN (SELECT rowid FROM {TERMS} WHERE {TERMS} MATCH %s)"
        return f"{source} AND {found}", [*parameters, fts5(match)]
    span, ends = ranges(match)
    inner = f"(SELECT * FROM {TABLE} r WHERE {span} ORDER BY {ORDERS[sort]} LIMIT {most:d}) r"
    if not match.terms:
        return f"FROM {inner} WHERE {conditions}", [*ends, *parameters]
    found = f"r.terms @@ %s::tsquery AND {conditions}"
    return f"FROM {inner} WHERE {found}", [*ends, tsquery(match), *parameters]


def texts(match: Match) -> Clause:
    """What the terms cannot say, as conditions on the row."""
    within = "instr({}, %s)" if connection.vendor == "sqlite" else "strpos({}, %s)"
    body, title = within.format("r.body"), within.format(TITLE)
    span, ends = ranges(match)
    conditions = [span]
    parameters: Parameters = [*ends]
    for needles, condition in (
        (match.holds, f"{body} > 0"),
        (match.lacks, f"{body} = 0"),
        (match.title_holds, f"{title} > 0"),
    ):
        conditions += [condition] * len(needles)
        parameters += needles
    if match.title_lacks:
        conditions.append(f"({' OR '.join([f'{title} = 0'] * len(match.title_lacks))})")
        parameters += match.title_lacks
    if match.library is not None:
        conditions.append(
            f"r.entry_id IN (SELECT catalogueentry_id FROM {MEMBERS} WHERE datalibrary_id = %s)"
        )
        parameters.append(match.library)
    return " AND ".join(conditions), parameters


def ranges(match: Match) -> Clause:
    """Bounds of sort columns."""
    if not match.ranges:
        return "1 = 1", []
    conditions = " AND ".join(f"r.{column} BETWEEN %s AND %s" for column, _, _ in match.ranges)
    return conditions, [end for _, low, high in match.ranges for end in (low, high)]


def fts5(match: Match) -> str:
    """The terms in FTS5's own language. Terms hold letters and digits only; the quotes keep AND and OR words."""
    return " AND ".join(any_of([f'"{term}"' for term in terms], " OR ") for terms in match.terms)


def tsquery(match: Match) -> str:
    """The terms in PostgreSQL's language of text search."""
    return " & ".join(any_of([f"'{term}'" for term in terms], " | ") for terms in match.terms)


def any_of(terms: list[str], either: str) -> str:
    return f"({either.join(terms)})" if len(terms) > 1 else terms[0]
