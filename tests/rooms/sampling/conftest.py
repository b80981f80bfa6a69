"""A city with a few entries and a table, to draw from."""

import pytest

from shuheng.catalogue.models import CatalogueEntry
from shuheng.quality.models import DataTable
from shuheng.quality.sampling.actions import Order
from shuheng.quality.sampling.terms import Amount, SampledKind
from tests.cast import Cast, cast
from tests.rooms.tables.conftest import Maker, bring, data_folder, make

__all__ = ["bring", "cast", "data_folder", "make"]

OWNERS = {"city-a-health": 12, "city-a-water": 4, "city-b-health": 5}
PEOPLE = "编号,姓名,电话\n" + "".join(f"A{n},张三{n},138000{n:05d}\n" for n in range(1, 41))


@pytest.fixture
def entries(cast: Cast) -> list[CatalogueEntry]:
    """Entries of three departments; those of the health department stand in the catalogue of the city."""
    made = []
    for owner, count in OWNERS.items():
        agency = cast.agency(owner)
        stands_in = cast.agency("city-a") if owner == "city-a-health" else agency
        made += [
            CatalogueEntry(agency=stands_in, provider=agency, title=f"{agency.name}目录{number}")
            for number in range(count)
        ]
    return CatalogueEntry.objects.bulk_create(made)


@pytest.fixture
def people(make: Maker) -> DataTable:
    """A table of forty persons."""
    return make("人员", PEOPLE)


def order_of(
    cast: Cast,
    kind: SampledKind = SampledKind.ENTRIES,
    amount: Amount = Amount.SIZE,
    number: int = 8,
    *,
    agency: str = "city-a",
    seed: str = "2026-03-05",
    by_agency: bool = True,
    table: DataTable | None = None,
) -> Order:
    """A draw as it may be ordered."""
    version = table.current if table else None
    return Order("三月抽查", cast.agency(agency), kind, amount, number, seed, by_agency, version)
