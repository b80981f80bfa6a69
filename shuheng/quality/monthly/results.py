"""Which result stands for a table in a month: the newest exact one, else the newest sampled one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.jobs.progress import Json
from shuheng.quality.models import DataTable, TableResult
from shuheng.quality.monthly.month import Month
from shuheng.quality.tables.terms import ResultState

BATCH = 5_000  # ids in one query: every database takes so many


@dataclass(frozen=True, slots=True)
class Chosen:
    """The result that stands for a table; ``every`` is None where each row was read."""

    result: int
    table: int
    title: str
    agency: int
    run: int
    run_title: str
    as_of: date
    every: int | None
    rows: int
    summary: Mapping[str, Json]
    parquet: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a month by their agency, and those that were only tried in vain."""

    agency_of: Mapping[int, int]
    failed: frozenset[int]
    demo: bool


def start_of(day: date) -> datetime:
    """The first moment of a day, here."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def in_month(month: Month) -> tuple[date, date]:
    """For ``__range``."""
    return month.first, month.last


def results_of(agency: Agency, month: Month) -> QuerySet[TableResult]:
    """Results of the agency and those below it in runs of the month."""
    return TableResult.objects.filter(
        table__agency__path__startswith=agency.path, run__as_of__range=in_month(month)
    )


def tables_of(agency: Agency, month: Month) -> Tables:
    """Tables registered by the end of the month and not ended before it, and whatever was tried in it."""
    tried = dict(results_of(agency, month).values_list("table_id", "table__agency_id"))
    there = DataTable.objects.filter(
        Q(archived=None) | Q(archived__gte=month.first),
        agency__path__startswith=agency.path,
        created__lt=start_of(month.after.first),
    )
    owners = tried | dict(there.values_list("pk", "agency_id"))
    vain = results_of(agency, month).filter(state=ResultState.FAILED).values_list("table_id", flat=True)
    demo = agency.demo or DataTable.objects.filter(agency__path__startswith=agency.path, demo=True).exists()
    return Tables(owners, frozenset(vain), demo)


def chosen(agency: Agency, month: Month) -> tuple[Chosen, ...]:
    """One result per measured table, in the order of the tables' numbers."""
    best: dict[int, tuple[bool, date, int]] = {}
    measured = results_of(agency, month).filter(state=ResultState.MEASURED)
    for number, table, day, every in measured.values_list(
        "pk", "table_id", "run__as_of", "run__sample_every"
    ):
        standing = (every is None, day, number)
        best[table] = max(best.get(table, standing), standing)
    numbers = sorted(standing[2] for standing in best.values())
    return tuple(sorted(_read(numbers), key=lambda one: one.table))


def _read(numbers: Sequence[int]) -> Iterator[Chosen]:
    fields = (
        *("pk", "table_id", "table__title", "table__agency_id", "run_id", "run__title", "run__as_of"),
        *("run__sample_every", "rows", "summary", "version__parquet_sha256"),
    )
    for start in range(0, len(numbers), BATCH):
        found = TableResult.objects.filter(pk__in=numbers[start : start + BATCH])
        for row in found.values_list(*fields):
            result, table, title, agency, run, run_title, as_of, every, rows, summary, parquet = row
            yield Chosen(
                result, table, title, agency, run, run_title, as_of, every, rows or 0, summary, parquet or ""
            )
