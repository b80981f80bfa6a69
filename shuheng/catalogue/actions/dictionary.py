"""A dictionary becomes items: of one entry, or of a new entry per table."""

from collections.abc import Collection, Sequence

from django.db import transaction

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.actions.entries import create_entry, edit_entry
from shuheng.catalogue.actions.guard import locked, refusal
from shuheng.catalogue.actions.providers import Providers
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.dictionary.column import Column, by_table
from shuheng.catalogue.dictionary.merge import merged
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.state import entry_state

MOST_TABLES = 500
REASON = "读取数据字典"


def items_into_entry(
    *, number: int, version: int, columns: Sequence[Column], system: str, database: str, by: Visitor
) -> CatalogueEntry:
    """Lay the columns over the items of an entry as it stood at `version`."""
    with transaction.atomic():
        items = entry_state(locked(number))["items"]
        found = merged(items, columns, system=system, database=database)
        wanted = Wanted(items=found.items, reason=REASON)
        return edit_entry(number=number, version=version, wanted=wanted, by=by)


def entries_from_tables(
    *,
    agency: Agency,
    columns: Sequence[Column],
    tables: Collection[str],
    system: str,
    database: str,
    by: Visitor,
) -> list[CatalogueEntry]:
    """One entry per chosen table, named by the comment of the table or else by its name."""
    chosen = {name: found for name, found in by_table(columns).items() if name in tables}
    if not chosen:
        raise refusal("dictionary-no-table", "没有选择表。", "请至少勾选一张表。")
    if len(chosen) > MOST_TABLES:
        raise refusal(
            "dictionary-too-many", f"选了 {len(chosen)} 张表，一次最多 {MOST_TABLES} 张。", "请分几次。"
        )
    providers = Providers()
    made = []
    with transaction.atomic():
        for name, found in chosen.items():
            values = {"title": found[0].table_title or name, "provider_name": agency.name}
            items = [column.item(system=system, database=database) for column in found]
            wanted = Wanted(values, items, reason=REASON)
            made.append(create_entry(agency=agency, wanted=wanted, by=by, providers=providers))
    return made
