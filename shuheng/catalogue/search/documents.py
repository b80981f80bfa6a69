"""From an entry to what the index keeps of it: facets, sort keys, folded texts, terms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from shuheng.catalogue.models.entry import CatalogueEntry
from shuheng.catalogue.search.grams import FIELD_END, characters, fold, grams
from shuheng.catalogue.search.marks import TITLE, bucket, mark, marks, year
from shuheng.catalogue.terms import EntryStatus
from shuheng.terms import AccessType, ResourceKind

MOST_TEXT = 20_000  # characters of one entry that are searched; a term list of PostgreSQL ends at 1 MB
LISTS = ("should_publish", "can_publish", "published")
OPEN = frozenset({AccessType.UNCONDITIONAL.value, AccessType.CONDITIONAL.value})
KIND_COUNTS = {
    ResourceKind.TABLE.value: "tables",
    ResourceKind.API.value: "apis",
    ResourceKind.FILE.value: "file_count",
    ResourceKind.VIDEO.value: "videos",
    ResourceKind.IOT.value: "iot",
}
KIND_BITS = {kind: 1 << place for place, kind in enumerate(KIND_COUNTS)}
KINDS_UNKNOWN = 1 << len(KIND_BITS)  # the source does not say what is mounted; 0: known to have nothing


class Document(NamedTuple):
    """A row of the index, column by column (`SearchRow`), and the text terms beside its marks."""

    entry_id: int
    agency_id: int
    kinds: int
    status: str
    open_type: str
    update_cycle: str
    theme: str
    updated: int
    issued: int
    rows: int
    title: str
    title_length: int
    body: str
    marks: str

    def terms(self) -> str:
        return terms_of(self.marks, self.body, self.title_length)


def terms_of(marked: str, body: str, title_length: int) -> str:
    """Everything that can be looked up, set apart by spaces. What was indexed is known from the stored row alone."""
    title = body[:title_length]
    in_title = f" {TITLE}".join(grams(title) | characters(title))
    return f"{marked} {TITLE}{in_title} {' '.join(grams(body))}"


def document(entry: CatalogueEntry, agency_name: str, item_names: Sequence[str]) -> Document:
    """What is kept of an entry as it stands in memory; `agency_name` is that of the agency whose catalogue it is in."""
    texts = [
        entry.provider_name,
        agency_name,
        entry.code,
        entry.theme,
        *map(str, entry.keywords),
        *item_names,
        entry.abstract,
    ]
    title = fold([entry.title])
    body = FIELD_END.join(part for part in (title, fold(texts)) if part)[:MOST_TEXT]
    return Document(
        entry_id=entry.pk,
        agency_id=entry.agency_id,
        kinds=kinds_of(entry),
        status=entry.status,
        open_type=entry.open_type,
        update_cycle=entry.update_cycle,
        theme=entry.theme,
        updated=day_number(entry.updated),
        issued=day_number(entry.issued),
        rows=-1 if entry.rows is None else entry.rows,
        title=title[1:61],
        title_length=len(title),
        body=body,
        marks=" ".join(marks_of(entry)),
    )


def marks_of(entry: CatalogueEntry) -> list[str]:
    """One term per filter value that the entry has."""
    found = [
        mark("agency", entry.agency_id),
        mark("bucket", bucket(entry.pk)),
        mark("grade", entry.grade),
        mark("industry", entry.industry),
        mark("open_type", entry.open_type),
        mark("provider", entry.provider_name),
        mark("sharing_type", entry.sharing_type),
        mark("source", entry.source_id),
        mark("status", entry.status),
        mark("step", entry.step),
        mark("theme", entry.theme),
        mark("update_cycle", entry.update_cycle),
        *(when(entry.updated) if entry.updated else ()),
        *marks("format", set(map(str, entry.formats)) or {None}),
        *marks("list", [name for name in LISTS if getattr(entry, name)]),
        *marks("kind", kinds_in(kinds_of(entry)) or ["none"]),
    ]
    if entry.published:
        found.append(mark("visible", "published"))
        if entry.open_type in OPEN and entry.status == EntryStatus.ACTIVE:
            found.append(mark("visible", "public"))
    return found


def when(day: date) -> tuple[str, str]:
    return mark("year", year(day)), mark("decade", year(day) // 10)


def kinds_of(entry: CatalogueEntry) -> int:
    """The kinds of resources mounted, as a sum of bits."""
    if not entry.resources_known:
        return KINDS_UNKNOWN
    return sum(KIND_BITS[kind] for kind, count in KIND_COUNTS.items() if getattr(entry, count))


def kinds_in(bits: int) -> list[str]:
    """Codes of the kinds in a sum of bits; `-` where the source does not say."""
    if bits & KINDS_UNKNOWN:
        return ["-"]
    return [kind for kind, bit in KIND_BITS.items() if bits & bit]


def day_number(day: date | None) -> int:
    return day.toordinal() if day else 0


def names_by_entry(pairs: Iterable[tuple[int, str]]) -> Mapping[int, list[str]]:
    """Item names of each entry, from pairs of entry and name."""
    found: dict[int, list[str]] = {}
    for entry_id, name in pairs:
        found.setdefault(entry_id, []).append(name)
    return found
