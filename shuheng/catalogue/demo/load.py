"""Puts the demonstration city into the catalogue, once: 63 units below one city, 1,793 entries with their items."""

from django.db import transaction

from shuheng.accounts.actions.agencies import keep
from shuheng.accounts.models import Agency
from shuheng.accounts.plan import Said
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.demo import words
from shuheng.catalogue.demo.city import DemoEntry, demo_city
from shuheng.catalogue.models import CatalogueEntry, InformationItem
from shuheng.catalogue.search.index import put as index
from shuheng.terms import LifecycleStep

CITY_CODE = "YS"
CITY_NAME = "演示市（演示数据）"
BATCH = 500
COUNTIES_FROM = 56  # the last eight units of annex 1 are counties


def load_demo_city(*, by: Visitor) -> Agency:
    """The demonstration city with its catalogue; a second call changes nothing."""
    with transaction.atomic():
        keep(said=[city_said(), *(unit_said(unit) for unit in range(1, len(words.UNITS) + 1))], by=by)
        city = Agency.objects.get(code=CITY_CODE)
        if not CatalogueEntry.objects.filter(agency__parent=city).exists():
            count = store_entries(city)
            detail = {"entries": count, "demo": True}
            record(
                actor=by.name,
                action="catalogue.load_demo_city",
                thing_type="Agency",
                thing_id=city.pk,
                detail=detail,
            )
    return city


def unit_code(unit: int) -> str:
    """YS-01 to YS-63."""
    return f"{CITY_CODE}-{unit:02}"


def city_said() -> Said:
    return Said(
        {
            "code": CITY_CODE,
            "name": CITY_NAME,
            "kind": "city",
            "population": "3200000",
            "population_source": "演示数据",
            "demo": "是",
        }
    )


def unit_said(unit: int) -> Said:
    name, target, _ = words.UNITS[unit - 1]
    return Said(
        {
            "code": unit_code(unit),
            "name": name,
            "kind": "county" if unit >= COUNTIES_FROM else "department",
            "parent": CITY_CODE,
            "position": str(unit),
            "dataset_target": str(target),
            "demo": "是",
        }
    )


def store_entries(city: Agency) -> int:
    """All entries with their items, in the order of the units."""
    units = {agency.code: agency for agency in Agency.objects.filter(parent=city)}
    made = list(demo_city())
    stored = CatalogueEntry.objects.bulk_create(
        (entry_of(one, units[unit_code(one.unit)]) for one in made), batch_size=BATCH
    )
    pairs = zip(made, stored, strict=True)
    InformationItem.objects.bulk_create(
        (item for one, entry in pairs for item in items_of(one, entry)), batch_size=BATCH
    )
    index([entry.pk for entry in stored])
    return len(stored)


def entry_of(one: DemoEntry, agency: Agency) -> CatalogueEntry:
    return CatalogueEntry(
        agency=agency,
        provider=agency,
        provider_name=agency.name,
        provider_code=agency.code,
        code=one.code,
        title=one.title,
        abstract=one.abstract,
        keywords=list(one.keywords),
        theme=one.theme,
        industry=one.industry,
        grade=one.grade,
        formats=list(one.formats),
        sharing_type=one.sharing_type,
        open_type=one.open_type,
        update_cycle=one.update_cycle,
        issued=one.issued,
        updated=one.updated,
        rows=one.rows,
        tables=one.tables,
        apis=one.apis,
        file_count=one.file_count,
        item_count=len(one.item_names),
        should_publish=True,
        can_publish=one.can_publish,
        published=one.published,
        step=LifecycleStep.MAINTAIN if one.published else LifecycleStep.ANNOUNCE,
        demo=True,
    )


def items_of(one: DemoEntry, entry: CatalogueEntry) -> list[InformationItem]:
    """The items with database, table and field, as Guangxi B2-1 note 6 asks for."""
    return [
        InformationItem(
            entry=entry,
            position=position,
            name=name,
            system_name="业务管理系统",
            database_name=f"ys{one.unit:02}",
            table_name=f"t_{one.number:04}",
            field_name=words.FIELDS[position - 1],
            data_type="字符型",
            length=100,
            is_key=position == 1,
            not_null=position == 1,
            is_coded=False,
        )
        for position, name in enumerate(one.item_names, 1)
    ]
