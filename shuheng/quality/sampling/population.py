"""Who or what may be drawn: entries, tables, or the rows of a table."""

from collections.abc import Collection

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.terms import EntryStatus
from shuheng.quality.models import DataTable, SampledThing, TableVersion
from shuheng.quality.sampling.drawing import Member
from shuheng.quality.sampling.terms import SampledKind


def below(agency: Agency) -> tuple[int, ...]:
    """The agency and those under it."""
    return tuple(Agency.objects.filter(path__startswith=agency.path).values_list("pk", flat=True))


def population_of(kind: SampledKind, agency: Agency, version: TableVersion | None) -> tuple[Member, ...]:
    """Everything that may be drawn.

    Entries that are in force, each for the unit that provides it where that is known and within the scope, else for the
    agency whose catalogue it stands in; tables that are in use; rows of one version, from 1.
    """
    if kind == SampledKind.ROWS:
        assert version is not None
        code = version.table.agency.code
        return tuple(Member(code, f"row-{number}") for number in range(1, version.rows + 1))
    scope = below(agency)
    if kind == SampledKind.TABLES:
        tables = DataTable.objects.filter(agency__in=scope, archived=None)
        return tuple(Member(code, f"table-{pk}") for pk, code in tables.values_list("pk", "agency__code"))
    entries = CatalogueEntry.objects.filter(agency__in=scope, status=EntryStatus.ACTIVE)
    within = frozenset(scope)
    return tuple(
        Member(provider if provider_id in within else owner, f"entry-{pk}")
        for pk, owner, provider_id, provider in entries.values_list(
            "pk", "agency__code", "provider", "provider__code"
        )
    )


def things(drawn: Collection[Member], version: TableVersion | None) -> list[SampledThing]:
    """The things drawn, in their order, each with what it is called; the draw is not set yet."""
    agencies = Agency.objects.in_bulk({one.agency for one in drawn}, field_name="code")
    numbers = [int(one.key.split("-")[1]) for one in drawn]
    kind = next(iter(drawn)).key.split("-")[0]
    entries = CatalogueEntry.objects.in_bulk(numbers) if kind == "entry" else {}
    tables = DataTable.objects.in_bulk(numbers) if kind == "table" else {}
    found = []
    for position, (one, number) in enumerate(zip(drawn, numbers, strict=True), 1):
        entry, table = entries.get(number), tables.get(number)
        if version is not None:
            table, title = version.table, f"{version.table.title} 第 {number} 行"
        else:
            title = str(entry.title if entry else table)
        row = number if version is not None else None
        thing = SampledThing(
            position=position, key=one.key, title=title[:500], entry=entry, table=table, row=row
        )
        thing.agency = agencies[one.agency]
        found.append(thing)
    return found
