"""Facets of the list: values with their counts, as choices that lead on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from shuheng.accounts.models import Agency
from shuheng.catalogue.search.find import Counts, Size
from shuheng.catalogue.search.marks import UNKNOWN
from shuheng.catalogue.search.wanted import CHOICES, TITLES, Wanted

SHOWN = 8
ORDER = ("agency", "theme", "open_type", "update_cycle", "kind")


@dataclass(frozen=True)
class Value:
    """One value of a facet: `amount` is a count, or a share where the facets come from a sample."""

    title: str
    link: str
    amount: str


@dataclass(frozen=True)
class Facet:
    """The most frequent values first; `more` are the others. `chosen` leads back to all values."""

    name: str
    title: str
    values: tuple[Value, ...]
    more: tuple[Value, ...]
    chosen: str = ""
    back: str = ""


def facets_of(wanted: Wanted, counts: Counts, size: Size) -> tuple[Facet, ...]:
    """Every facet that still tells hits apart, or was chosen."""
    found = (facet_of(name, wanted, counts[name], size) for name in ORDER)
    return tuple(facet for facet in found if facet.chosen or len(facet.values) > 1 or facet.name == "agency")


def facet_of(name: str, wanted: Wanted, counts: Mapping[str, int], size: Size) -> Facet:
    titles: Mapping[str, str] = {UNKNOWN: "未知", **CHOICES.get(name, {})}
    hits = sum(counts.values())
    if name == "agency":
        counts, titles = by_branch(wanted.filters.get("agency", ""), counts)
    chosen = wanted.filters.get(name, "")
    values = [
        Value(titles.get(value, value), wanted.with_filter(name, value), amount(count, hits, size))
        for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        if value != chosen
    ]
    return Facet(
        name=name,
        title=TITLES[name],
        values=tuple(values[:SHOWN]),
        more=tuple(values[SHOWN:]),
        chosen=titles.get(chosen, chosen),
        back=wanted.without(name) if chosen else "",
    )


def amount(count: int, hits: int, size: Size) -> str:
    """A count, or the share of the sample without its decimals."""
    return f"{count:,}" if size.exact else f"约 {percent_of_sample(count, hits)}"


def percent_of_sample(count: int, hits: int) -> str:
    rounded = (200 * count + hits) // (2 * hits)
    return f"{rounded}%" if rounded else "不到 1%"


def by_branch(chosen: str, counts: Mapping[str, int]) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """Counts of agencies gathered in the branches below the chosen one, or below where the hits part."""
    agencies = {str(one.pk): one for one in Agency.objects.filter(pk__in=map(int, counts)).only("path")}
    paths = {agency.path_ids: counts[number] for number, agency in agencies.items()}
    depth = depth_of(chosen, list(paths))
    branches: Counter[int] = Counter()
    for path, count in paths.items():
        branches[path[min(depth, len(path) - 1)]] += count
    named = {one.pk: one for one in Agency.objects.filter(pk__in=branches).only("code", "name")}
    titles = {one.code: one.name for one in named.values()}
    if chosen and chosen not in titles:
        titles |= dict(Agency.objects.filter(code=chosen).values_list("code", "name"))
    return {named[number].code: count for number, count in branches.items()}, titles


def depth_of(chosen: str, paths: list[tuple[int, ...]]) -> int:
    """The first level of the tree at which these paths part, and below the chosen agency."""
    path = Agency.objects.filter(code=chosen).values_list("path", flat=True).first() if chosen else None
    depth = len([part for part in path.split("/") if part]) if path else 0
    while (
        paths and len({one[: depth + 1] for one in paths}) == 1 and all(len(one) > depth + 1 for one in paths)
    ):
        depth += 1
    return depth
