"""Keeping the index: entries in, inside the transaction that changed them; all of them anew when asked."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import connection, transaction

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry, InformationItem, SearchRow
from shuheng.catalogue.search import postgresql, sqlite
from shuheng.catalogue.search.documents import Document, document, names_by_entry

BATCH = 1_000
NOT_READ = ("raw", "unmapped")  # large, and not searched
Names = Mapping[int, Sequence[str]]
Thing = TypeVar("Thing")


def put(entry_ids: Collection[int]) -> None:
    """Have these entries found as they now stand in the database; a number without an entry is taken out.

    To be called inside the transaction of the change, so that a search never sees one without the other.
    """
    with transaction.atomic():
        for numbers in chunks(sorted(set(entry_ids))):
            entries = list(CatalogueEntry.objects.filter(pk__in=numbers).defer(*NOT_READ))
            items = InformationItem.objects.filter(entry__in=numbers).order_by("entry_id", "position")
            put_entries(entries, names_by_entry(items.values_list("entry_id", "name")))
            gone = set(numbers) - {entry.pk for entry in entries}
            if gone:
                take_out(gone)


def put_entries(entries: Sequence[CatalogueEntry], item_names: Names, *, new: bool = False) -> None:
    """The same for entries in memory, which need not be read again; `new`: none of them was ever put before."""
    names = dict(Agency.objects.filter(pk__in={one.agency_id for one in entries}).values_list("pk", "name"))
    with transaction.atomic():
        for some in chunks(entries):
            documents = [document(one, names[one.agency_id], item_names.get(one.pk, ())) for one in some]
            if not new:
                forget_terms([one.pk for one in some])
            keep(documents)


def take_out(entry_ids: Collection[int]) -> None:
    """Have these entries found no more."""
    forget_terms(entry_ids)
    SearchRow.objects.filter(pk__in=entry_ids).delete()


def rebuild(*, after: int = 0, told: Callable[[int, int], object] | None = None) -> int:
    """Put every entry whose number is above `after`, batch by batch, each in a transaction of its own.

    `told` hears of each batch its last number, from which a broken run goes on, and how many it held.
    Returns how many were put.
    """
    done = 0
    while numbers := list(entries_after(after)):
        put(numbers)
        done += len(numbers)
        after = numbers[-1]
        if told is not None:
            told(after, len(numbers))
    return done


def clear() -> None:
    """Forget everything; `rebuild` then starts from nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(sqlite.CLEAR)
        SearchRow.objects.all().delete()


def entries_after(number: int) -> Iterable[int]:
    found = CatalogueEntry.objects.filter(pk__gt=number).order_by("pk")
    return found.values_list("pk", flat=True)[:BATCH]


def forget_terms(entry_ids: Collection[int]) -> None:
    """FTS5 keeps no text and must be told which terms to remove; PostgreSQL's stand in the row itself."""
    if connection.vendor == "sqlite":
        sqlite.forget(entry_ids)


def keep(documents: Sequence[Document]) -> None:
    (sqlite if connection.vendor == "sqlite" else postgresql).keep(documents)


def chunks(many: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(many), BATCH):
        yield many[start : start + BATCH]
