"""What people do with tables: register them, bring new data, say what columns hold, end them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.audit.chain import Detail, record
from shuheng.catalogue.models import CatalogueEntry, Resource
from shuheng.jobs.progress import Json
from shuheng.quality.models import DataPlace, DataTable, TableVersion
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.staging import Staged, told
from shuheng.quality.tables.stored import Kept, keep_file
from shuheng.quality.tables.terms import VersionOrigin

LONGEST_TITLE = 300


@dataclass(frozen=True)
class Behind:
    """Whose table it is, and behind which entry and resource it stands."""

    agency: Agency
    entry: CatalogueEntry | None = None
    resource: Resource | None = None


def register(*, behind: Behind, title: str, data: Staged | None, actor: str, demo: bool = False) -> DataTable:
    """A new table, with its first data where there are some. ProblemsError for a title or an entry that is none."""
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise refused("table-title", field="title")
    strange = behind.entry is not None and behind.entry.agency_id != behind.agency.pk
    if strange or (
        behind.resource is not None and behind.resource.entry_id != getattr(behind.entry, "pk", None)
    ):
        raise refused("table-entry", field="entry")
    with transaction.atomic():
        table = DataTable.objects.create(
            agency=behind.agency,
            entry=behind.entry,
            resource=behind.resource,
            title=title.strip(),
            demo=demo,
            actor=actor,
        )
        entry = behind.entry.pk if behind.entry else None
        note(table, actor, "register", {"title": table.title, "entry": entry})
        if data is not None:
            new_data(table=table, data=data, actor=actor)
    return table


def register_all(
    *, behind: Behind, brought: tuple[tuple[str, Staged], ...], actor: str
) -> tuple[DataTable, ...]:
    """Several tables of one file, each by its title: all of them or none."""
    with transaction.atomic():
        return tuple(register(behind=behind, title=title, data=data, actor=actor) for title, data in brought)


def register_in_place(*, place: DataPlace, schema: str, name: str, title: str, actor: str) -> DataTable:
    """A table that stays where it is, in an agency's database; the one there is where it is registered already."""
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise refused("table-title", field="title")
    with transaction.atomic():
        known = DataTable.objects.filter(place=place, schema_name=schema, table_name=name, archived=None)
        if (table := known.first()) is not None:
            return table
        table = DataTable.objects.create(
            agency=place.agency,
            place=place,
            schema_name=schema,
            table_name=name,
            title=title.strip(),
            actor=actor,
        )
        note(
            table,
            actor,
            "register",
            {"title": table.title, "place": place.pk, "schema": schema, "name": name},
        )
    return table


def new_data(*, table: DataTable, data: Staged, actor: str) -> TableVersion:
    """The data of a file become the table's current ones; the versions before stay."""
    return add_version(
        TableVersion(
            table=table,
            origin=VersionOrigin.UPLOAD,
            file_name=data.source.name,
            sha256=data.source.sha256,
            size=data.source.size,
            sheet=data.sheet,
            parquet_sha256=data.parquet.sha256,
            rows=data.reading.rows,
            columns=[column.name for column in data.reading.columns],
            reading=told(data.reading),
        ),
        actor,
    )


def new_version(
    *,
    made_from: TableVersion,
    parquet: Path,
    rows: int,
    actor: str,
    origin: VersionOrigin = VersionOrigin.CLEANED,
    about: Mapping[str, Json] | None = None,
) -> TableVersion:
    """Data made from an earlier version (by cleaning, or by undoing it) become the current ones."""
    kept: Kept = keep_file(parquet, made_from.file_name)
    return add_version(
        TableVersion(
            table=made_from.table,
            origin=origin,
            file_name=made_from.file_name,
            sha256=made_from.sha256,
            size=made_from.size,
            sheet=made_from.sheet,
            parquet_sha256=kept.sha256,
            rows=rows,
            columns=made_from.columns,
            reading=dict(about or {}),
            made_from=made_from,
        ),
        actor,
    )


def add_version(version: TableVersion, actor: str) -> TableVersion:
    """Number the version, keep it, and make it the current one. ProblemsError for a table that was ended."""
    with transaction.atomic():
        table = DataTable.objects.select_for_update().get(pk=version.table_id)
        if table.archived is not None:
            raise refused("table-archived", table.title)
        last = table.versions.order_by("-number").first()
        version.number = last.number + 1 if last else 1
        version.actor = actor
        version.save(force_insert=True)
        DataTable.objects.filter(pk=table.pk).update(current=version)
        detail = {"version": version.number, "origin": version.origin, "sha256": version.sha256}
        note(table, actor, "new_data", {**detail, "parquet": version.parquet_sha256, "rows": version.rows})
    version.table.current = version
    return version


def describe(
    *,
    table: DataTable,
    roles: Mapping[str, str],
    keys: tuple[tuple[str, ...], ...],
    rules: str,
    actor: str,
) -> DataTable:
    """Say what columns hold, which columns tell rows apart, and which rules hold. The caller has checked them."""
    with transaction.atomic():
        table.roles, table.keys, table.rules = dict(roles), [list(key) for key in keys], rules
        table.save(update_fields=["roles", "keys", "rules"])
        note(table, actor, "describe", {"roles": table.roles, "keys": table.keys, "rules": rules})
    return table


def archive(*, table: DataTable, actor: str) -> DataTable:
    """End a table: no run measures it any more. What was measured stays. Ending it twice is no mistake."""
    with transaction.atomic():
        today = timezone.localdate()
        if DataTable.objects.filter(pk=table.pk, archived=None).update(archived=today):
            note(table, actor, "archive", {})
    table.refresh_from_db(fields=["archived"])
    return table


def restore(*, table: DataTable, actor: str) -> DataTable:
    """Take an ended table up again."""
    with transaction.atomic():
        if DataTable.objects.filter(pk=table.pk, archived__isnull=False).update(archived=None):
            note(table, actor, "restore", {})
    table.refresh_from_db(fields=["archived"])
    return table


def note(table: DataTable, actor: str, act: str, detail: Detail) -> None:
    """The row of the log for an act on this table."""
    record(actor=actor, action=f"tables.{act}", thing_type="DataTable", thing_id=table.pk, detail=detail)
