"""What is held of a source, and what a chunk of records means beside it: new, changed, or as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shuheng.accounts.models import Agency
from shuheng.accounts.queries.resolve import AgencyIndex
from shuheng.catalogue.harvest.runs.content import Content, content_of, refusal_of, source_key
from shuheng.catalogue.models import CatalogueEntry, HarvestSource
from shuheng.catalogue.terms import EntryStatus
from shuheng.engines.harvest.record import EntryRecord, Refusal


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of the source as far as it tells whether a record changes it."""

    pk: int
    content_hash: str
    agency_id: int
    provider_id: int | None
    status: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record on its way in: its content, whose it is, and the entry it meets (None: it is new)."""

    record: EntryRecord
    key: str
    content_hash: str
    provider_id: int | None
    content: Content
    held: Held | None


@dataclass
class Sorted:
    """A chunk by what becomes of its records."""

    new: list[Incoming] = field(default_factory=list)
    changed: list[Incoming] = field(default_factory=list)
    unchanged: list[Incoming] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def taken(self) -> list[Incoming]:
        return [*self.new, *self.changed, *self.unchanged]


@dataclass(frozen=True)
class Owner:
    """In whose catalogue the entries stand, and how departments below it are recognised."""

    agency: Agency
    index: AgencyIndex

    def provider_of(self, name: str) -> int | None:
        """The department of this name: by its listed names only; unknown stays unknown."""
        found = self.index.resolve(name) if name else None
        return found.pk if found else None


def sort_chunk(source: HarvestSource, owner: Owner, chunk: Sequence[EntryRecord | Refusal]) -> Sorted:
    """Find out what each record means. Reads the database once, writes nothing."""
    keys = [source_key(one.key) for one in chunk if isinstance(one, EntryRecord)]
    held = lookup(source, keys)
    found = Sorted()
    for one in chunk:
        if isinstance(one, Refusal):
            found.refused.append(one)
            continue
        problem = refusal_of(one)
        if problem is not None:
            text = str(one.raw)[:500]
            found.refused.append(Refusal(one.number, problem.code, problem.message, one.line, one.key, text))
            continue
        incoming = arriving(one, owner, held)
        kind = found.new if incoming.held is None else found.changed
        (found.unchanged if is_same(incoming, owner) else kind).append(incoming)
    return found


def arriving(record: EntryRecord, owner: Owner, held: dict[str, Held]) -> Incoming:
    key = source_key(record.key)
    provider = owner.provider_of(record.provider)
    return Incoming(record, key, record.content_hash, provider, content_of(record), held.get(key))


def is_same(one: Incoming, owner: Owner) -> bool:
    """Whether an entry stands as the record says; what a person withdrew is not brought back."""
    held = one.held
    return (
        held is not None
        and held.content_hash == one.content_hash
        and held.agency_id == owner.agency.pk
        and held.provider_id == one.provider_id
        and held.status != EntryStatus.VANISHED
    )


def lookup(source: HarvestSource, keys: Iterable[str]) -> dict[str, Held]:
    """The entries of these keys."""
    rows = CatalogueEntry.objects.filter(source=source, source_key__in=list(keys)).values_list(
        "source_key", "pk", "content_hash", "agency_id", "provider_id", "status"
    )
    return {row[0]: Held(*row[1:]) for row in rows.order_by()}
