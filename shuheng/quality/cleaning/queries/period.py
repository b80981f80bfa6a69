"""Totals of cleaning over a period, for the cleaning report and for Guangxi B3-1: systems, rows in, cleaned, anomalies.

A table counts with the data it had at the end of the period. Its rows are those of the file as it was brought, so that
rows that were set apart stay in the total, and never more are cleaned than are connected.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from shuheng.catalogue.models import InformationItem
from shuheng.quality.cleaning.downloads import SETS_APART
from shuheng.quality.cleaning.terms import CleaningState
from shuheng.quality.models import Cleaning, CleaningCount, DataTable, TableResult, TableVersion
from shuheng.quality.tables.terms import ResultState


@dataclass(frozen=True)
class RuleTotal:
    """A kind of rule: cells it changed (`apart` False) or rows it set apart (`apart` True), in how many tables."""

    kind: str
    apart: bool
    count: int
    tables: int


@dataclass(frozen=True)
class TableTotal:
    """One connected table at the end of the period: rows as brought (None: never measured, unknown), rows cleaned."""

    table: DataTable
    rows: int | None
    cleaned: int
    rows_apart: int
    cells_changed: int
    cleanings: tuple[Cleaning, ...]


@dataclass(frozen=True)
class CleaningTotals:
    """`systems` counts the places and the information systems that tables come from; `without_system` the tables of
    which nobody said. `rows` and `cleaned` are None where no table is connected, or none of known size: unknown.
    """

    systems: int
    without_system: int
    tables: tuple[TableTotal, ...]
    unmeasured: int
    rows: int | None
    cleaned: int | None
    rows_apart: int
    cells_changed: int
    by_rule: tuple[RuleTotal, ...]


def cleaning_totals(agency_ids: Collection[int], start: date, end: date) -> CleaningTotals:
    """For these agencies (no others below them), from the first day to the last, both included.

    Rows connected and cleaned are as of the last day; anomalies are those of cleanings applied in the period that
    stand on the last day.
    """
    tables = tables_at(agency_ids, end)
    stands = standing(tables, end)
    rows = rows_at(tables, end)
    totals = tuple(table_total(table, rows.get(table.pk), stands.get(table.pk, ())) for table in tables)
    known = [one for one in totals if one.rows is not None]
    inside = [
        cleaning
        for one in totals
        for cleaning in one.cleanings
        if cleaning.applied and day_of(cleaning.applied) >= start
    ]
    systems, without = systems_of(tables)
    return CleaningTotals(
        systems=systems,
        without_system=without,
        tables=totals,
        unmeasured=len(totals) - len(known),
        rows=sum(one.rows or 0 for one in known) if known else None,
        cleaned=sum(one.cleaned for one in known) if known else None,
        rows_apart=sum(one.rows_apart or 0 for one in inside),
        cells_changed=sum(one.cells_changed or 0 for one in inside),
        by_rule=by_rule(inside),
    )


def cleanings_applied(agency_ids: Collection[int], start: date, end: date) -> tuple[Cleaning, ...]:
    """Cleanings applied in the period, undone ones too, in their order."""
    since, until = bounds(start)[0], bounds(end)[1]
    found = Cleaning.objects.filter(
        table__agency__in=agency_ids, applied__gte=since, applied__lte=until
    ).select_related("table__agency", "before", "after")
    return tuple(found.order_by("applied", "pk"))


def tables_at(agency_ids: Collection[int], end: date) -> tuple[DataTable, ...]:
    """Tables registered by the last day and not ended by then."""
    found = DataTable.objects.filter(agency__in=agency_ids, created__lte=bounds(end)[1])
    return tuple(found.exclude(archived__lte=end).select_related("agency", "place", "entry"))


def newest_versions(tables: Iterable[DataTable], end: date) -> dict[int, TableVersion]:
    """The data that each table had at the end of the day."""
    found = TableVersion.objects.filter(table__in=[one.pk for one in tables], created__lte=bounds(end)[1])
    return {version.table_id: version for version in found.order_by("table", "number")}


def rows_at(tables: Iterable[DataTable], end: date) -> dict[int, int]:
    """Rows as brought: of the upload behind the newest version; of a table in a place, as last measured."""
    listed = tuple(tables)
    newest = newest_versions(listed, end)
    versions = {one.pk: one for one in TableVersion.objects.filter(table__in=[table.pk for table in listed])}
    rows: dict[int, int] = {}
    for table_id, version in newest.items():
        root = version
        while root.made_from_id is not None:
            root = versions[root.made_from_id]
        rows[table_id] = root.rows
    in_place = [table.pk for table in listed if table.pk not in rows]
    results = TableResult.objects.filter(
        table__in=in_place, state=ResultState.MEASURED, finished__lte=bounds(end)[1]
    )
    measured = results.order_by("pk").values_list("table", "rows")
    return rows | {table_id: count for table_id, count in measured if count is not None}


def standing(tables: Iterable[DataTable], end: date) -> dict[int, tuple[Cleaning, ...]]:
    """The cleanings behind the data that each table had on the last day, the newest first."""
    listed = tuple(tables)
    cleanings = Cleaning.objects.filter(
        table__in=[one.pk for one in listed], state__in=(CleaningState.APPLIED, CleaningState.UNDONE)
    )
    made: dict[int, Cleaning] = {}
    undone: dict[int, Cleaning] = {}
    for one in cleanings:
        if one.after_id is not None:
            made[one.after_id] = one
        if one.restored_id is not None:
            undone[one.restored_id] = one
    found: dict[int, list[Cleaning]] = defaultdict(list)
    for table_id, version in newest_versions(listed, end).items():
        at: int = version.pk
        while at in made or at in undone:
            if at in made:
                found[table_id].append(made[at])
                at = made[at].before_id
            else:
                at = undone[at].before_id
    return {table_id: tuple(chain) for table_id, chain in found.items()}


def table_total(table: DataTable, rows: int | None, chain: tuple[Cleaning, ...]) -> TableTotal:
    return TableTotal(
        table,
        rows,
        (rows or 0) if chain else 0,
        sum(one.rows_apart or 0 for one in chain),
        sum(one.cells_changed or 0 for one in chain),
        chain,
    )


def by_rule(cleanings: Iterable[Cleaning]) -> tuple[RuleTotal, ...]:
    """Counts of these cleanings by kind of rule, the most frequent first."""
    counts: Counter[str] = Counter()
    tables: dict[str, set[int]] = defaultdict(set)
    listed = {one.pk: one.table_id for one in cleanings}
    for one in CleaningCount.objects.filter(cleaning__in=listed):
        counts[one.kind] += one.count
        tables[one.kind].add(listed[one.cleaning_id])
    return tuple(
        RuleTotal(kind, kind in SETS_APART, count, len(tables[kind])) for kind, count in counts.most_common()
    )


def systems_of(tables: Iterable[DataTable]) -> tuple[int, int]:
    """How many places and information systems these tables come from; how many tables nobody knows that of."""
    listed = tuple(tables)
    entries = [one.entry_id for one in listed if one.place_id is None and one.entry_id is not None]
    named: dict[int, set[str]] = defaultdict(set)
    items = InformationItem.objects.filter(entry__in=entries).exclude(system_name="")
    for entry, name in items.values_list("entry", "system_name").distinct():
        named[entry].add(name)
    places = {("place", one.place_id) for one in listed if one.place_id is not None}
    systems = {(one.agency_id, name) for one in listed for name in named.get(one.entry_id or 0, ())}
    without = sum(1 for one in listed if one.place_id is None and not named.get(one.entry_id or 0))
    return len(places) + len(systems), without


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a day, as people here count days."""
    zone = timezone.get_current_timezone()
    return datetime.combine(day, time.min, zone), datetime.combine(day, time.max, zone)


def day_of(moment: datetime) -> date:
    return timezone.localtime(moment).date()
