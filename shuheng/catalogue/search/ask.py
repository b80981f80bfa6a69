"""From a wish and a visitor to the match that is looked up."""

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import HarvestSource
from shuheng.catalogue.search.marks import NOTHING, mark, marks
from shuheng.catalogue.search.match import Match
from shuheng.catalogue.search.query import Query
from shuheng.catalogue.search.visible import visible_terms
from shuheng.catalogue.search.wanted import ANY_STATUS, Wanted

MARKED = (
    "provider",
    "theme",
    "industry",
    "open_type",
    "sharing_type",
    "update_cycle",
    "kind",
    "format",
    "list",
    "step",
    "grade",
)


def match_of(wanted: Wanted, query: Query, visitor: Visitor) -> Match:
    """All that must hold of an entry that this visitor may see and the wish asks for."""
    chosen = wanted.filters
    match = Match().having(*((mark(name, chosen[name]),) for name in MARKED if name in chosen))
    seen = visible_terms(visitor)
    if seen is not None:
        match = match.having(seen)
    if chosen["status"] != ANY_STATUS:
        match = match.having((mark("status", chosen["status"]),))
    if "agency" in chosen:
        match = match.having(subtree_terms(chosen["agency"]))
    if "source" in chosen:
        sources = HarvestSource.objects.filter(code=chosen["source"]).values_list("pk", flat=True)
        match = match.having(marks("source", sources) or NOTHING)
    if "library" in chosen:
        match = match.in_library(int(chosen["library"]))
    if "since" in chosen or "until" in chosen:
        match = match.updated(wanted.day("since"), wanted.day("until"))
    return match.of(query)


def subtree_terms(code: str) -> tuple[str, ...]:
    """The agency with this code and all below it; no entry where there is none."""
    path = Agency.objects.filter(code=code).values_list("path", flat=True).first()
    if path is None:
        return NOTHING
    return marks("agency", Agency.objects.filter(path__startswith=path).values_list("pk", flat=True))
