"""The pages of places: the list, one place with its tables and checks, the form."""

from dataclasses import dataclass

from django.db.models import Count, Q

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem
from shuheng.quality.models import DataPlace, DataTable, PlaceCheck
from shuheng.quality.places.actions import MANAGE, Checked
from shuheng.quality.places.forms import PORTS, PlaceSaid
from shuheng.quality.places.session import MOST_TABLES, SeenTable
from shuheng.quality.places.terms import PlaceKind

MOST_CHECKS = 20


@dataclass(frozen=True)
class PlaceLine:
    """A place with the number of its tables that are measured, and its state in a mark and a word."""

    place: DataPlace
    tables: int

    @property
    def mark(self) -> str:
        if self.place.archived or self.place.checked is None:
            return "unknown"
        if self.place.problem_code:
            return "bad"
        return "warn" if self.place.remarks else "good"

    @property
    def word(self) -> str:
        if self.place.archived:
            return "已停用"
        if self.place.checked is None:
            return "未检查"
        if self.place.problem_code:
            return "连不通"
        return "能连接，有提示" if self.place.remarks else "正常"


@dataclass(frozen=True)
class PlacesPage:
    """`archived`: whether those that are archived are shown too."""

    lines: tuple[PlaceLine, ...]
    archived: bool


@dataclass(frozen=True)
class Choice:
    """A table of the place; `held` is the one that is measured already."""

    seen: SeenTable
    held: DataTable | None


@dataclass(frozen=True)
class PlacePage:
    """`choices` is None until somebody has asked the place for its tables."""

    line: PlaceLine
    tables: tuple[DataTable, ...]
    checks: tuple[PlaceCheck, ...]
    choices: tuple[Choice, ...] | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> DataPlace:
        return self.line.place

    @property
    def cut(self) -> bool:
        """Whether the place has more tables than are shown."""
        return self.choices is not None and len(self.choices) >= MOST_TABLES


@dataclass(frozen=True)
class PlaceForm:
    """The form; `place` is the one that is changed, None for a new one."""

    place: DataPlace | None
    said: PlaceSaid
    agencies: tuple[Agency, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        return tuple((one.value, one.title) for one in PlaceKind)

    @property
    def ports(self) -> str:
        return "，".join(f"{kind.title} {PORTS[kind]}" for kind in PlaceKind if PORTS[kind])

    @property
    def is_file(self) -> bool:
        return self.said.kind == PlaceKind.DUCKDB.value


def places_page(visitor: Visitor, *, archived: bool) -> PlacesPage:
    """The places of the agencies that the visitor manages."""
    found = DataPlace.objects.filter(agency__in=reachable(visitor, MANAGE)).select_related("agency")
    if not archived:
        found = found.filter(archived=None)
    live = Count("data_tables", filter=Q(data_tables__archived=None))
    return PlacesPage(tuple(PlaceLine(one, one.live) for one in found.annotate(live=live)), archived)


def place_page(
    place: DataPlace, checked: Checked | None = None, problems: tuple[Problem, ...] = ()
) -> PlacePage:
    """One place; with what a check found just now."""
    tables = tuple(DataTable.objects.filter(place=place, archived=None).order_by("schema_name", "table_name"))
    held = {(one.schema_name, one.table_name): one for one in tables}
    choices = None
    if checked is not None and not checked.problems:
        choices = tuple(Choice(one, held.get((one.schema, one.name))) for one in checked.tables)
    return PlacePage(
        PlaceLine(place, len(tables)),
        tables,
        tuple(place.checks.all()[:MOST_CHECKS]),
        choices,
        problems or (checked.problems if checked is not None else ()),
    )


def place_form(
    visitor: Visitor, place: DataPlace | None, said: PlaceSaid, problems: tuple[Problem, ...] = ()
) -> PlaceForm:
    """The form with what was typed."""
    return PlaceForm(place, said, tuple(reachable(visitor, MANAGE)), problems)


def said_of(place: DataPlace) -> PlaceSaid:
    """What the form of a place begins with: everything but the password."""
    return PlaceSaid(
        agency=place.agency.code,
        title=place.title,
        kind=place.kind,
        host=place.host,
        port=str(place.port or ""),
        database=place.database,
        schema=place.schema,
        user=place.user,
        version=str(place.version),
    )
