"""Pages of standards and of data libraries."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.actions.standards_in import Imported
from shuheng.catalogue.forms.fields import FormField
from shuheng.catalogue.forms.rows import RowsForm
from shuheng.catalogue.models import (
    CatalogueEntry,
    CodeList,
    CodeValue,
    DataElement,
    DataLibrary,
    InformationItem,
)
from shuheng.catalogue.search.visible import may_see
from shuheng.problems import Problem
from shuheng.terms import LibraryKind

PAGE_SIZE = 100
SHOWN = 50


@dataclass(frozen=True)
class Pages:
    """Which page of a list this is, counted from 1."""

    number: int
    count: int
    total: int

    @property
    def rows(self) -> slice:
        """The places of its rows among all."""
        return slice((self.number - 1) * PAGE_SIZE, self.number * PAGE_SIZE)

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.count else 0


def pages_of(total: int, wanted: int) -> Pages:
    """The page wanted, held to those there are."""
    count = max(1, -(-total // PAGE_SIZE))
    return Pages(min(max(wanted, 1), count), count, total)


@dataclass(frozen=True)
class StandardsPage:
    """Code lists and data elements that hold the words looked for."""

    words: str
    code_lists: tuple[CodeList, ...]
    elements: tuple[DataElement, ...]
    pages: Pages
    kind: str
    problems: tuple[Problem, ...] = ()
    imported: Imported | None = None

    @property
    def imported_text(self) -> str:
        done = self.imported
        return f"新增 {done.added} 个，更新 {done.changed} 个，不变 {done.unchanged} 个。" if done else ""

    @property
    def empty(self) -> str:
        word = "代码集" if self.kind == "lists" else "数据元"
        return f"没有找到{word}" if self.words else f"还没有{word}"

    @property
    def query(self) -> str:
        """The address of this list without its page."""
        return urlencode({"kind": self.kind, "q": self.words}) + "&"


def standards_page(kind: str, words: str, number: int) -> StandardsPage:
    """`kind` is elements, or else code lists."""
    said = Q(code__icontains=words) | Q(name__icontains=words) | Q(origin__icontains=words) if words else Q()
    if kind == "elements":
        elements = DataElement.objects.filter(said).select_related("code_list").order_by("code")
        pages = pages_of(elements.count(), number)
        return StandardsPage(words, (), tuple(elements[pages.rows]), pages, "elements")
    lists = CodeList.objects.filter(said).annotate(codes=Count("values")).order_by("code")
    pages = pages_of(lists.count(), number)
    return StandardsPage(words, tuple(lists[pages.rows]), (), pages, "lists")


@dataclass(frozen=True)
class CodeListPage:
    row: CodeList
    values: tuple[CodeValue, ...]
    elements: tuple[DataElement, ...]
    items: tuple[InformationItem, ...]
    item_total: int


def code_list_page(row: CodeList, visitor: Visitor) -> CodeListPage:
    elements = tuple(row.elements.all()[:SHOWN])
    return CodeListPage(row, tuple(row.values.all()), elements, *followers(row.items.all(), visitor))


@dataclass(frozen=True)
class ElementPage:
    row: DataElement
    items: tuple[InformationItem, ...]
    item_total: int


def element_page(row: DataElement, visitor: Visitor) -> ElementPage:
    return ElementPage(row, *followers(row.items.all(), visitor))


def followers(items: QuerySet[InformationItem], visitor: Visitor) -> tuple[tuple[InformationItem, ...], int]:
    """The first items that follow a standard, of entries the visitor may see, and how many there are in all."""
    first = items.select_related("entry__agency").order_by("entry", "position")[:SHOWN]
    return tuple(item for item in first if may_see(visitor, item.entry)), items.count()


@dataclass(frozen=True)
class StandardForm:
    """The form of a code list (with its grid of codes), of a data element, or of a library."""

    row: CodeList | DataElement | DataLibrary | None
    fields: tuple[FormField, ...]
    grid: RowsForm | None = None
    problems: tuple[Problem, ...] = ()
    agencies: tuple[Agency, ...] = ()
    agency: str = ""
    agency_error: str = ""


@dataclass(frozen=True)
class LibrariesPage:
    """Libraries with the number of their entries, filtered by kind and agency."""

    rows: tuple[DataLibrary, ...]
    kinds: tuple[tuple[str, str], ...]
    kind: str
    agencies: tuple[Agency, ...]
    agency: str
    pages: Pages

    @property
    def query(self) -> str:
        """The address of this list without its page."""
        return urlencode({"kind": self.kind, "agency": self.agency}) + "&"


def libraries_page(kind: str, agency: str, number: int) -> LibrariesPage:
    found = DataLibrary.objects.all()
    if kind in LibraryKind.titles():
        found = found.filter(kind=kind)
    chosen = Agency.objects.filter(code=agency).first() if agency else None
    if chosen is not None:
        found = found.filter(agency__path__startswith=chosen.path)
    pages = pages_of(found.count(), number)
    rows = found.select_related("agency").annotate(total=Count("entries")).order_by("kind", "name", "pk")
    keepers = Agency.objects.filter(libraries__isnull=False).distinct().order_by("path")
    return LibrariesPage(
        tuple(rows[pages.rows]),
        tuple(LibraryKind.choices()),
        kind,
        tuple(keepers),
        agency,
        pages,
    )


@dataclass(frozen=True)
class LibraryPage:
    row: DataLibrary
    kind: str
    entries: tuple[CatalogueEntry, ...]
    hidden: int
    pages: Pages
    may_manage: bool
    problems: tuple[Problem, ...] = ()
    typed: str = ""


def library_page(
    row: DataLibrary,
    visitor: Visitor,
    number: int,
    *,
    may_manage: bool,
    problems: Sequence[Problem] = (),
    typed: str = "",
) -> LibraryPage:
    found = row.entries.select_related("agency").defer("raw", "unmapped").order_by("pk")
    pages = pages_of(found.count(), number)
    rows = list(found[pages.rows])
    entries = tuple(entry for entry in rows if may_see(visitor, entry))
    kind, hidden = LibraryKind.titles()[row.kind], len(rows) - len(entries)
    return LibraryPage(row, kind, entries, hidden, pages, may_manage, tuple(problems), typed)


def keepers_for(visitor: Visitor) -> tuple[Agency, ...]:
    """The agencies in which the visitor may keep libraries."""
    return tuple(reachable(visitor, "standards.manage").filter(valid_to=None).order_by("path")[:2000])
