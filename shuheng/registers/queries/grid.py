"""One register as a table: filters and order stand in the address, long lists in pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default
from urllib.parse import urlencode

from django.db.models import Count, F, FloatField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem
from shuheng.registers.actions.guard import FILL
from shuheng.registers.actions.moves import ASKS, Moved
from shuheng.registers.declare import Declaration, Field, Move
from shuheng.registers.models import RegisterRow
from shuheng.registers.queries.board import READ, Clock, clock_of
from shuheng.registers.queries.filed import filers
from shuheng.registers.queries.pages import Pages, pages_of
from shuheng.registers.words import number_like, shown_values, state_kind, state_title
from shuheng.web.components import Choice, SortHead
from shuheng.workdays.queries import calendar

MOST_COLUMNS = 10
KEPT_WIDE = 3  # columns that a phone shows, too
CHANGED = "changed"
WITHDRAWN = "withdrawn"
COLUMN = "f."
Rows = QuerySet[RegisterRow]


@dataclass(frozen=True)
class Wanted:
    """What the address asks for. `columns` are exact values by field code; `sort` is a field code, - before it for down."""

    q: str = ""
    state: str = ""
    agency: str = ""
    sort: str = ""
    page: int = 1
    columns: Mapping[str, str] = default(default_factory=dict)

    @property
    def query(self) -> str:
        """The address without its page."""
        said = {"q": self.q, "state": self.state, "agency": self.agency, "sort": self.sort}
        said |= {COLUMN + code: text for code, text in self.columns.items()}
        return urlencode({name: text for name, text in said.items() if text})

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(replace(self, sort="", page=1).query)


@dataclass(frozen=True)
class ColumnFilter:
    """A column of options as a select."""

    name: str
    title: str
    options: tuple[str, ...]
    chosen: str


@dataclass(frozen=True)
class Cell:
    text: str
    number: bool
    wide: bool
    short: bool = False  # kept on one line


@dataclass(frozen=True)
class GridRow:
    row: RegisterRow
    cells: tuple[Cell, ...]
    state: str
    kind: str


@dataclass(frozen=True)
class GridPage:
    """The register as it stands under the filters."""

    declaration: Declaration
    wanted: Wanted
    heads: tuple[SortHead, ...]
    rows: tuple[GridRow, ...]
    pages: Pages
    states: tuple[Choice, ...]
    filters: tuple[ColumnFilter, ...]
    agencies: tuple[Agency, ...]
    everything: int
    clock: Clock
    may_fill: bool
    left_out: int
    moves: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()
    done: Moved | None = None
    reason: str = ""

    @property
    def several(self) -> bool:
        """Whether the agency is worth a column."""
        return len(self.agencies) > 1

    @property
    def query(self) -> str:
        """What stands in the address, for downloads."""
        return self.wanted.query


def wanted_of(declaration: Declaration, query: Mapping[str, str]) -> Wanted:
    """The address read; what names no column of the register is left out."""
    number = query.get("page", "1")
    sort = query.get("sort", "")
    plain = sort.removeprefix("-")
    return Wanted(
        q=query.get("q", "").strip()[:100],
        state=query.get("state", ""),
        agency=query.get("agency", ""),
        sort=sort if plain == CHANGED or plain in stored(declaration) else "",
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1,
        columns={
            code: query[COLUMN + code] for code in option_columns(declaration) if query.get(COLUMN + code)
        },
    )


def stored(declaration: Declaration) -> dict[str, int]:
    """Columns that are kept and not worked out, with their place."""
    return {code: place for place, (code, one) in enumerate(declaration.fields.items()) if not one.derived}


def option_columns(declaration: Declaration) -> dict[str, tuple[str, ...]]:
    """Columns one filters by, with their words."""
    return {
        code: one.codes or ("是", "否")
        for code, one in declaration.fields.items()
        if one.type in {"code", "yes_no"} and not one.derived
    }


def seen_rows(declaration: Declaration, visitor: Visitor) -> Rows:
    """Every row of the register that the visitor may see, withdrawn ones, too."""
    return RegisterRow.objects.filter(register=declaration.code, agency__in=reachable(visitor, READ))


def narrowed(declaration: Declaration, rows: Rows, wanted: Wanted) -> Rows:
    """The rows that the address asks for, in its order."""
    rows = rows.filter(withdrawn__isnull=wanted.state != WITHDRAWN)
    if wanted.state and wanted.state != WITHDRAWN:
        rows = rows.filter(state=wanted.state)
    if wanted.agency:
        rows = rows.filter(agency__code=wanted.agency)
    for word in wanted.q.split():
        rows = rows.filter(words__icontains=word)
    for number, (code, text) in enumerate(wanted.columns.items()):
        value = {"是": True, "否": False}.get(text) if declaration.fields[code].type == "yes_no" else text
        rows = rows.alias(**{f"column_{number}": KeyTransform(code, "values")})
        rows = rows.filter(**{f"column_{number}": value})
    return ordered(declaration, rows, wanted.sort)


def ordered(declaration: Declaration, rows: Rows, sort: str) -> Rows:
    """By a column, numbers as numbers, unknown last; else as entered, agency by agency."""
    code, down = sort.removeprefix("-"), sort.startswith("-")
    if not code:
        return rows.order_by("agency__path", "pk")
    if code == CHANGED:
        return rows.order_by("-changed" if down else "changed", "pk")
    text = KeyTextTransform(code, "values")
    number = number_like(declaration.fields[code])
    rows = rows.alias(sorted_by=Cast(text, FloatField()) if number else text)
    by = F("sorted_by")
    return rows.order_by(by.desc(nulls_last=True) if down else by.asc(nulls_last=True), "pk")


def grid_page(declaration: Declaration, visitor: Visitor, wanted: Wanted) -> GridPage:
    """One page of the register."""
    today = timezone.localdate()
    seen = list(reachable(visitor, READ))
    rows = seen_rows(declaration, visitor)
    found = narrowed(declaration, rows, wanted)
    pages = pages_of(found.count(), wanted.page, f"{wanted.query}&" if wanted.query else "")
    columns = tuple(declaration.fields)[:MOST_COLUMNS]
    filing = filers(declaration, reachable(visitor, FILL), today)
    return GridPage(
        declaration=declaration,
        wanted=wanted,
        heads=heads_of(declaration, wanted, columns),
        rows=tuple(grid_row(declaration, row, columns) for row in found.select_related("agency")[pages.rows]),
        pages=pages,
        states=state_choices(declaration, rows, wanted),
        filters=tuple(
            ColumnFilter(COLUMN + code, declaration.fields[code].title, words, wanted.columns.get(code, ""))
            for code, words in option_columns(declaration).items()
        ),
        agencies=tuple(filers(declaration, seen, today)),
        everything=rows.filter(withdrawn=None).count(),
        clock=clock_of(declaration, seen, today, calendar())[0],
        may_fill=bool(filing),
        left_out=len(declaration.fields) - len(columns),
        moves=moves_of(declaration, visitor, wanted.state),
    )


def moves_of(declaration: Declaration, visitor: Visitor, state: str) -> tuple[Move, ...]:
    """Steps out of the one state that is shown, which the visitor may take somewhere."""
    moves = declaration.life.moves_from(state) if state else ()
    return tuple(move for move in moves if allows(visitor, ASKS[move.by]))


def heads_of(declaration: Declaration, wanted: Wanted, columns: tuple[str, ...]) -> tuple[SortHead, ...]:
    """Heads that sort, with the unit in the head; derived columns do not."""
    kept = stored(declaration)
    heads = []
    for place, code in enumerate(columns):
        one = declaration.fields[code]
        title = f"{one.title}（{one.unit}）" if one.unit else one.title
        order = {code: "ascending", f"-{code}": "descending"}.get(wanted.sort, "")
        after = f"-{code}" if order == "ascending" else code
        link = f"?{replace(wanted, sort=after).query}" if code in kept else ""
        heads.append(SortHead(title, link, order, number_like(one), wide=place >= KEPT_WIDE))
    return tuple(heads)


def grid_row(declaration: Declaration, row: RegisterRow, columns: tuple[str, ...]) -> GridRow:
    shown = shown_values(declaration, row.values, row.state)
    cells = tuple(cell_of(declaration.fields[code], shown[code], place) for place, code in enumerate(columns))
    return GridRow(row, cells, state_title(declaration, row.state), state_kind(declaration, row.state))


def cell_of(field: Field, text: str, place: int) -> Cell:
    return Cell(
        text, number_like(field), place >= KEPT_WIDE, field.type in {"date", "month", "year", "yes_no"}
    )


def state_choices(declaration: Declaration, rows: Rows, wanted: Wanted) -> tuple[Choice, ...]:
    """All states with their counts, and what was withdrawn."""
    live = rows.filter(withdrawn=None).values_list("state").annotate(count=Count("pk")).order_by()
    counts = dict(live)
    found = [("", "全部", sum(counts.values()))]
    found += [(one.code, one.title, counts.get(one.code, 0)) for one in declaration.life.states]
    found.append((WITHDRAWN, "已撤销", rows.exclude(withdrawn=None).count()))
    return tuple(
        Choice(title, f"?{replace(wanted, state=code).query}", wanted.state == code, count)
        for code, title, count in found
        if code != WITHDRAWN or count or wanted.state == WITHDRAWN
    )
