"""What the newest results say of the tables behind an agency's published entries, as counts for an assessment."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.terms import EntryStatus
from shuheng.quality.models import DataTable, ResultFigure, TableResult
from shuheng.quality.tables.terms import ResultState
from shuheng.terms import AccessType

FIELDS: Mapping[str, str] = {"sharing": "sharing_type", "opening": "open_type"}
MAY_HAVE = (AccessType.UNCONDITIONAL.value, AccessType.CONDITIONAL.value)
HOLLOW = "high_missing"
DRIFTED = ("missing_items", "extra_columns", "renamed_items", "declared_not_null")


@dataclass(frozen=True)
class TableCounts:
    """Data sets (entries): published ones, those that were opened and measured, and what was found of these.

    `complete` is known only where every published data set was measured; `high_missing` where at least one was.
    """

    published: int
    measured: int
    complete: int | None
    high_missing: int | None


def table_counts(agency: Agency, platform: str, day: dt.date) -> TableCounts:
    """Counts for an agency with its units, from the newest result of each table as of a day. KeyError: no such platform."""
    entries = CatalogueEntry.objects.filter(
        agency__path__startswith=agency.path,
        published=True,
        status=EntryStatus.ACTIVE,
        **{f"{FIELDS[platform]}__in": MAY_HAVE},
    )
    newest = newest_results(agency, day)
    by_entry: dict[int, list[int]] = {}
    for entry, table in DataTable.objects.filter(entry__in=entries, archived=None).values_list(
        "entry_id", "pk"
    ):
        by_entry.setdefault(entry, []).append(table)
    whole = {entry: tables for entry, tables in by_entry.items() if all(table in newest for table in tables)}
    results = {newest[table] for tables in whole.values() for table in tables}
    hollow, drifted = having(results, (HOLLOW,)), having(results, DRIFTED)
    published = entries.count()
    faulty = sum(any(newest[table] in drifted | hollow for table in tables) for tables in whole.values())
    empty = sum(any(newest[table] in hollow for table in tables) for tables in whole.values())
    return TableCounts(
        published,
        len(whole),
        len(whole) - faulty if published and len(whole) == published else None,
        empty if whole else None,
    )


def newest_results(agency: Agency, day: dt.date) -> dict[int, int]:
    """Table -> its newest result, measured row by row, as of that day or before."""
    results = TableResult.objects.filter(
        table__agency__path__startswith=agency.path,
        state=ResultState.MEASURED,
        run__as_of__lte=day,
        run__sample_every__isnull=True,
    )
    return dict(results.order_by("run__as_of", "pk").values_list("table_id", "pk"))


def having(results: set[int], measures: tuple[str, ...]) -> set[int]:
    """Those of the results in which one of these measures found something in the table as a whole."""
    found = ResultFigure.objects.filter(result__in=results, measure__in=measures, column="", value__gt=0)
    return set(found.values_list("result_id", flat=True))
