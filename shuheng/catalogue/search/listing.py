"""The list of entries: what one page of it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import CatalogueEntry, DataLibrary, HarvestSource
from shuheng.catalogue.search.ask import match_of
from shuheng.catalogue.search.documents import KINDS_UNKNOWN, kinds_in, kinds_of
from shuheng.catalogue.search.facets import Facet, facets_of
from shuheng.catalogue.search.find import EXACT, FACETS, LISTED, Size, Slice, page_of, size_and_facets
from shuheng.catalogue.search.highlight import marked, snippet
from shuheng.catalogue.search.marks import UNKNOWN
from shuheng.catalogue.search.query import Query, parse
from shuheng.catalogue.search.sql import INDEXES, ORDERS, reading
from shuheng.catalogue.search.wanted import CHOICES, DAYS, SIZES, TITLES, Wanted
from shuheng.catalogue.terms import EntryStatus
from shuheng.terms import AccessType, LifecycleStep, ResourceKind, UpdateCycle
from shuheng.web.components import Choice, SortHead

SORTS = {
    "relevance": "相关",
    "updated": "最近更新",
    "oldest": "最久未更新",
    "issued": "最近发布",
    "rows": "数据量最多",
    "fewest": "数据量最少",
    "title": "名称",
}
TURNED = {"updated": "oldest", "rows": "fewest"}  # offered by the second click on a head
NOT_SHOWN = ("raw", "unmapped", "open_condition", "sharing_condition")
OFFERED = ("status", "list", "sharing_type", "grade", "step")
SEARCHED = 4_000  # characters of an abstract in which a hit is shown
STATES: Mapping[str, str] = {EntryStatus.WITHDRAWN: "bad", EntryStatus.VANISHED: "warn"}


@dataclass(frozen=True)
class EntryRow:
    entry: CatalogueEntry
    title: SafeString
    snippet: SafeString
    link: str
    provider: str
    open: str
    sharing: str
    cycle: str
    kinds: str
    state: str
    state_word: str
    may_change: bool


@dataclass(frozen=True)
class ListPage:
    """`size` says whether the number of hits and the facets are exact; `pages` are those that can be opened."""

    wanted: Wanted
    query: Query
    size: Size
    rows: tuple[EntryRow, ...]
    facets: tuple[Facet, ...]
    chips: tuple[tuple[str, str], ...]
    sorts: tuple[Choice, ...]
    heads: Mapping[str, SortHead]
    sizes: tuple[Choice, ...]
    previous: str
    next: str
    pages: int
    first: int
    last: int
    exports: tuple[tuple[str, str], ...]
    cleared: str
    may_change: bool
    anything: bool
    hidden: tuple[tuple[str, str], ...]
    offered: tuple[tuple[str, str, tuple[Choice, ...]], ...]
    narrowed: bool
    exact_most: int = EXACT
    export_most: int = EXACT
    listed_most: int = LISTED


def list_page(wanted: Wanted, visitor: Visitor) -> ListPage:
    """Search and describe; a page beyond the last one shows the last."""
    query = parse(wanted.text)
    match = match_of(wanted, query, visitor)
    with reading() as cursor:
        size, counts = size_and_facets(cursor, match, tuple(FACETS))
        sort = sort_of(wanted, query, size)
        pages = max(1, -(-min(size.count, LISTED) // wanted.size))
        wanted = replace(wanted, page=min(wanted.page, pages))
        ids = page_of(cursor, match, query.words, size, Slice(sort, wanted.start, wanted.size))
    rows = rows_of(ids, query, visitor)
    return ListPage(
        wanted=wanted,
        query=query,
        size=size,
        rows=rows,
        facets=facets_of(wanted, counts, size),
        chips=chips(wanted),
        sorts=sorts(wanted, query, size, sort),
        heads=heads(wanted, size, sort),
        sizes=tuple(
            Choice(f"{each}", replace(wanted, size=each, page=1).address(), each == wanted.size)
            for each in SIZES
        ),
        previous=replace(wanted, page=wanted.page - 1).address() if wanted.page > 1 else "",
        next=replace(wanted, page=wanted.page + 1).address() if wanted.page < pages else "",
        pages=pages,
        first=wanted.start + 1 if rows else 0,
        last=wanted.start + len(rows),
        exports=exports(wanted) if size.exact else (),
        cleared=reverse("catalogue"),
        may_change=any(row.may_change for row in rows),
        anything=bool(size.count) or CatalogueEntry.objects.exists(),
        hidden=hidden(wanted),
        offered=tuple((name, TITLES[name], offered(name, wanted)) for name in OFFERED),
        narrowed=any(name in wanted.filters for name in (*OFFERED[1:], *DAYS)),
    )


def sort_of(wanted: Wanted, query: Query, size: Size) -> str:
    """The order asked for; where there is none, or hits are too many for it, the natural one."""
    natural = "relevance" if query.words else "updated"
    return wanted.sort if wanted.sort and sortable(wanted.sort, size) else natural


def hidden(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """What the search form keeps of the wish without showing a field for it."""
    kept = {name: value for name, value in wanted.filters.items() if name not in (*OFFERED, *DAYS)}
    kept |= {"sort": wanted.sort} if wanted.sort else {}
    kept |= {"size": str(wanted.size)} if wanted.size != SIZES[0] else {}
    return tuple(kept.items())


def exports(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    address = replace(wanted, page=1, size=SIZES[0]).address()
    return tuple(
        (title, reverse("catalogue-export", args=[name]) + address)
        for name, title in (("xlsx", "Excel 表格"), ("csv", "CSV 文件"))
    )


def offered(name: str, wanted: Wanted) -> tuple[Choice, ...]:
    """The values of a filter that has no counts."""
    chosen = wanted.filters.get(name, "")
    values = tuple(Choice(title, value, chosen == value) for value, title in CHOICES[name].items())
    return values if name == "status" else (Choice("不限", "", not chosen), *values)


def rows_of(ids: list[int], query: Query, visitor: Visitor) -> tuple[EntryRow, ...]:
    """The entries with these numbers in this order, as the list shows them."""
    entries = CatalogueEntry.objects.filter(pk__in=ids).select_related("agency", "provider").defer(*NOT_SHOWN)
    found = {entry.pk: entry for entry in entries}
    needles = [word.text for word in query.words]
    changeable = may_change(visitor, {entry.agency for entry in found.values()})
    return tuple(
        row_of(found[number], needles, may_change=found[number].agency_id in changeable)
        for number in ids
        if number in found
    )


def may_change(visitor: Visitor, agencies: Iterable[Agency]) -> set[int]:
    """In which of these agencies the visitor may edit entries."""
    if not allows(visitor, "catalogue.edit"):
        return set()
    return {agency.pk for agency in agencies if allows(visitor, "catalogue.edit", agency)}


def row_of(entry: CatalogueEntry, needles: list[str], *, may_change: bool) -> EntryRow:
    kinds, access = ResourceKind.titles(), {**AccessType.titles(), "": "未知"}
    bits = kinds_of(entry)
    state, word = state_of(entry)
    return EntryRow(
        entry=entry,
        title=marked(entry.title, needles),
        snippet=snippet(entry.abstract[:SEARCHED], needles),
        link=reverse("entry", args=[entry.pk]),
        provider=entry.provider_name if entry.provider_name != entry.agency.name else "",
        open=access[entry.open_type],
        sharing=access[entry.sharing_type],
        cycle=UpdateCycle.titles().get(entry.update_cycle, "周期未知"),
        kinds="" if bits == KINDS_UNKNOWN else "、".join(kinds[kind] for kind in kinds_in(bits)) or "没有",
        state=state,
        state_word=word,
        may_change=may_change,
    )


def state_of(entry: CatalogueEntry) -> tuple[str, str]:
    """Colour and word: ended, published, or the step it is in."""
    if entry.status != EntryStatus.ACTIVE:
        return STATES[entry.status], EntryStatus.titles()[entry.status]
    return ("good", "已发布") if entry.published else ("", LifecycleStep.titles()[entry.step])


def chips(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """Each chosen filter in words, with the address without it."""
    return tuple(
        (f"{TITLES[name]}：{value_title(name, value)}", wanted.without(name))
        for name, value in wanted.filters.items()
        if (name, value) != ("status", EntryStatus.ACTIVE.value)
    )


def value_title(name: str, value: str) -> str:
    """A value as people read it; a code that nothing bears is shown as it is."""
    if name in CHOICES:
        return CHOICES[name][value]
    if name == "agency":
        return Agency.objects.filter(code=value).values_list("name", flat=True).first() or value
    if name == "source":
        return HarvestSource.objects.filter(code=value).values_list("title", flat=True).first() or value
    if name == "library":
        return DataLibrary.objects.filter(pk=int(value)).values_list("name", flat=True).first() or value
    return "未知" if value == UNKNOWN else value


def sorts(wanted: Wanted, query: Query, size: Size, sort: str) -> tuple[Choice, ...]:
    """The orders that make sense for these hits."""
    return tuple(
        Choice(SORTS[name], replace(wanted, sort=name, page=1).address(), name == sort)
        for name in ORDERS
        if name == sort or is_offered(name, query, size)
    )


def is_offered(name: str, query: Query, size: Size) -> bool:
    return name not in TURNED.values() and (name != "relevance" or bool(query.words)) and sortable(name, size)


def sortable(name: str, size: Size) -> bool:
    """Orders without an index are for few hits only."""
    return size.exact or name in INDEXES or name == "relevance"


def heads(wanted: Wanted, size: Size, sort: str) -> Mapping[str, SortHead]:
    """Heads that sort; a second click turns the order round where there is another."""
    columns = {"title": "目录名称", "updated": "更新", "rows": "数据量（条）"}
    return {name: head(name, title, wanted, sort) for name, title in columns.items() if sortable(name, size)}


def head(name: str, title: str, wanted: Wanted, sort: str) -> SortHead:
    back = TURNED.get(name, name)
    link = replace(wanted, sort=back if sort == name else name, page=1).address()
    order = "" if sort not in {name, back} else "descending" if sort == name != back else "ascending"
    return SortHead(title, link, order, number=name == "rows", wide=name == "rows")
