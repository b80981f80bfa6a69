"""The tree of agencies as a table: indented, searched, filtered by what stands in the address."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode

from shuheng.accounts.models import Agency
from shuheng.accounts.queries.resolve import in_force, normal
from shuheng.accounts.rights import keeps_somewhere
from shuheng.accounts.terms import AgencyKind
from shuheng.accounts.visitors import Visitor
from shuheng.web.components import Choice

STATES = {"": "在用", "ended": "未启用或已停用", "all": "全部"}
PAGE_SIZE = 500


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; `q` is looked for in code, names and aliases."""

    q: str = ""
    kind: str = ""
    tier: str = ""
    state: str = ""
    page: int = 1


@dataclass(frozen=True)
class AgencyRow:
    agency: Agency
    depth: int
    kind: str
    parent: Agency | None
    children: int
    ended: bool

    @property
    def indent(self) -> str:
        """Full-width spaces, two for each level below the first."""
        return "\u3000\u3000" * self.depth


@dataclass(frozen=True)
class AgenciesPage:
    wanted: Wanted
    rows: tuple[AgencyRow, ...]
    total: int
    everything: int
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    tiers: tuple[Choice, ...]
    previous: str
    next: str
    may_add: bool


def agencies_page(wanted: Wanted, visitor: Visitor, today: date) -> AgenciesPage:
    """One page of the tree, at most 500 rows, in the order of the tree."""
    everything = in_tree_order(list(Agency.objects.all()))
    children: dict[int | None, int] = {}
    for one in everything:
        children[one.parent_id] = children.get(one.parent_id, 0) + 1
    by_id = {one.pk: one for one in everything}
    found = [one for one in everything if matches(one, wanted, today)]
    start = (wanted.page - 1) * PAGE_SIZE
    return AgenciesPage(
        wanted=wanted,
        rows=tuple(
            AgencyRow(
                one,
                len(one.path_ids) - 1,
                AgencyKind.titles()[one.kind],
                by_id[one.parent_id] if one.parent_id else None,
                children.get(one.pk, 0),
                not in_force(one, today),
            )
            for one in found[start : start + PAGE_SIZE]
        ),
        total=len(found),
        everything=len(everything),
        kinds=choices(wanted, "kind", AgencyKind.titles()),
        states=tuple(
            Choice(title, address(wanted, state=state), wanted.state == state)
            for state, title in STATES.items()
        ),
        tiers=choices(wanted, "tier", {one: one for one in sorted({one.tier for one in everything} - {""})}),
        previous=address(wanted, page=wanted.page - 1) if wanted.page > 1 else "",
        next=address(wanted, page=wanted.page + 1) if start + PAGE_SIZE < len(found) else "",
        may_add=keeps_somewhere(visitor),
    )


def choices(wanted: Wanted, name: str, titles: dict[str, str]) -> tuple[Choice, ...]:
    """A filter with 不限 in front; none where there is nothing to choose."""
    offered = {"": "不限", **titles} if titles else {}
    chosen = asdict(wanted)[name]
    return tuple(
        Choice(title, address(wanted, **{name: value}), chosen == value) for value, title in offered.items()
    )


def address(wanted: Wanted, **changes: str | int) -> str:
    """The same question with something changed; what is not asked is left out."""
    said = {**asdict(wanted), "page": 1, **changes}
    return "?" + urlencode(
        {name: value for name, value in said.items() if value and (name, value) != ("page", 1)}
    )


def matches(agency: Agency, wanted: Wanted, today: date) -> bool:
    if wanted.kind and agency.kind != wanted.kind:
        return False
    if wanted.tier and agency.tier != wanted.tier:
        return False
    if wanted.state != "all" and in_force(agency, today) != (wanted.state == ""):
        return False
    texts = (agency.code, agency.name, agency.short_name, *agency.aliases)
    return any(normal(wanted.q) in normal(text) for text in texts)


def in_tree_order(agencies: list[Agency]) -> list[Agency]:
    """Each agency before those below it; sisters by their position, then by code."""
    below: dict[int | None, list[Agency]] = {}
    for one in sorted(agencies, key=lambda one: (one.position, one.code)):
        below.setdefault(one.parent_id, []).append(one)

    def walk() -> Iterator[Agency]:
        waiting = list(reversed(below.get(None, [])))
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(below.get(one.pk, []))

    return list(walk())
