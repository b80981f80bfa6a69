"""Puts the demonstration tables behind their entries, once, and has them measured."""

import io

from shuheng.accounts.models import Agency
from shuheng.catalogue.demo import AS_OF
from shuheng.catalogue.models import CatalogueEntry
from shuheng.quality.demo.tables import DemoTable, demo_tables
from shuheng.quality.models import DataTable, TableRun
from shuheng.quality.tables import actions
from shuheng.quality.tables.orders import TableOrder
from shuheng.quality.tables.runs import run_tables
from shuheng.quality.tables.staging import Choice, staged
from shuheng.quality.tables.stored import keep

KEY = "统一社会信用代码"


def load_demo_tables(*, city: Agency, actor: str) -> int:
    """Register the tables of the city's entries and bring their data; how many were new."""
    held = set(DataTable.objects.filter(agency__parent=city, demo=True).values_list("entry__code", flat=True))
    new = [one for one in demo_tables() if one.entry.code not in held]
    codes = [one.entry.code for one in new]
    found = CatalogueEntry.objects.filter(agency__parent=city, code__in=codes).select_related("agency")
    entries = {one.code: one for one in found}
    for table in new:
        bring(table, entries[table.entry.code], actor)
    return len(new)


def bring(table: DemoTable, entry: CatalogueEntry, actor: str) -> DataTable:
    """One table behind its entry, with its file read as any upload is."""
    data = staged(keep(io.BytesIO(table.content), table.file_name), Choice())
    behind = actions.Behind(entry.agency, entry)
    made = actions.register(behind=behind, title=table.title, data=data, actor=actor, demo=True)
    return actions.describe(table=made, roles={}, keys=((KEY,),), rules="", actor=actor)


def measure_demo_tables(*, city: Agency, actor: str) -> TableRun:
    """The city's tables measured as of the day of the demonstration; measured once."""
    run = TableRun.objects.filter(as_of=AS_OF, results__table__agency__parent=city).order_by("-pk").first()
    return run or run_tables(TableOrder(AS_OF, agency=city), actor)
