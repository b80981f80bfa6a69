"""Finding: how many entries match, how they spread over the facets, and the numbers of one page of them.

Exact up to `EXACT` hits. Above that the count is said to be "more than", and facets come from a sample drawn evenly
over the whole catalogue; both are marked as such. Which entries a page lists is exact always.
"""

# ruff: noqa: S608  nothing but names of tables, columns and facets is written into a statement

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from shuheng.catalogue.search.documents import kinds_in
from shuheng.catalogue.search.grams import Needle
from shuheng.catalogue.search.marks import BUCKETS
from shuheng.catalogue.search.match import Match
from shuheng.catalogue.search.rows import TABLE
from shuheng.catalogue.search.sql import INDEXES, ORDERS, Clause, looked_up, rows, walked

EXACT = 20_000
CLOSER = 16  # shares of a second glance
SAMPLE = 5_000  # hits from which the facets of a larger number are judged: right to about a hundredth
LISTED = 5_000  # hits that can be paged through; the export has them all
FACETS = {
    "agency": "agency_id",
    "theme": "theme",
    "open_type": "open_type",
    "update_cycle": "update_cycle",
    "kind": "kinds",
    "status": "status",
}
WALK = 4  # rows walked before it is given up, as a multiple of what evenly spread hits would take
KNOWN_FIRST = {"oldest": ("updated", 1, 0), "fewest": ("rows", 0, -1)}  # column, least known value, unknown
HIGHEST = 2**31 - 1, 2**63 - 1
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Size:
    """How many match: exact, or an estimate from a sample where it is more than `EXACT`."""

    count: int
    exact: bool = True

    @property
    def buckets(self) -> int:
        """Of how many shares the hits consist from which facets are counted."""
        return BUCKETS if self.exact else max(1, BUCKETS * SAMPLE // self.count)


def size_of(cursor: CursorWrapper, match: Match) -> Size:
    """A glance at a few shares tells whether counting all is worth while."""
    guess = glance(cursor, match)
    return settled(cursor, match, guess) if guess.exact else guess


def glance(cursor: CursorWrapper, match: Match) -> Size:
    """An estimate from a few shares: surely more than `EXACT`, or worth counting (`exact`).

    A share holds 78 of 20,000 hits, 16 shares 1,250: twice, or 1.2 times, as many are no accident (over 6 deviations).
    """
    first = counted(cursor, match.sampled(1), EXACT) * BUCKETS
    if first > 2 * EXACT or first < EXACT // 2:
        return Size(first, exact=first <= 2 * EXACT)
    closer = counted(cursor, match.sampled(CLOSER), EXACT) * BUCKETS // CLOSER
    return Size(closer, exact=5 * closer <= 6 * EXACT)


def settled(cursor: CursorWrapper, match: Match, guess: Size) -> Size:
    """Count what a glance could not tell."""
    count = counted(cursor, match, EXACT + 1)
    return Size(count) if count <= EXACT else Size(max(guess.count, count), exact=False)


def size_and_facets(cursor: CursorWrapper, match: Match, names: tuple[str, ...]) -> tuple[Size, Counts]:
    """Both in one look where hits can be counted: every hit has one status, so these add up to all."""
    size = glance(cursor, match)
    if size.exact and size.count > EXACT:
        size = settled(cursor, match, size)
    if size.exact:
        counts = facets(cursor, match, size, names)
        count = sum(counts["status"].values())
        if count <= EXACT:
            return Size(count), counts
        size = Size(max(size.count, count), exact=False)
    return size, facets(cursor, match, size, names)


def counted(cursor: CursorWrapper, match: Match, most: int) -> int:
    """How many match, but at most `most`."""
    source, parameters = looked_up(match)
    sql = f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {most:d}) hits"
    return int(rows(cursor, sql, parameters)[0][0])


def facets(cursor: CursorWrapper, match: Match, size: Size, names: tuple[str, ...]) -> Counts:
    """For each facet, how many of the hits (or of their sample) have each value; "-" is unknown."""
    columns = ", ".join(f"r.{FACETS[name]}" for name in names)
    source, parameters = looked_up(match.sampled(size.buckets))
    hits = f"WITH hits AS MATERIALIZED (SELECT {columns} {source} LIMIT {EXACT + 1:d})"
    groups = " UNION ALL ".join(
        f"SELECT '{name}', CAST({FACETS[name]} AS text), count(*) FROM hits GROUP BY {FACETS[name]}"
        for name in names
    )
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for name, value, count in rows(cursor, f"{hits} {groups}", parameters):
        for one in kinds_in(int(value)) or ["none"] if name == "kind" else [value or "-"]:
            found[name][one] += count
    return found


@dataclass(frozen=True)
class Slice:
    """Which places of the ordered hits a page wants."""

    sort: str
    start: int
    most: int


def page_of(
    cursor: CursorWrapper, match: Match, words: tuple[Needle, ...], size: Size, wanted: Slice
) -> list[int]:
    """Numbers of the entries in these places. `size` is that of `match`.

    Of more than `EXACT` hits, those that are equally relevant come the newest first, which an index knows.
    """
    found: list[int] = []
    start = wanted.start
    parts = parts_in_order(match, words, wanted.sort)
    sort = "updated" if wanted.sort == "relevance" and not size.exact else wanted.sort
    for part in parts:
        about = size.count if size.exact or len(parts) == 1 else glance(cursor, part).count
        more = numbers(cursor, part, about, Slice(sort, start, wanted.most - len(found)))
        if not more and start:
            start -= counted(cursor, part, start)
        elif more:
            start = 0
        found += more
        if len(found) == wanted.most:
            break
    return found


def parts_in_order(match: Match, words: tuple[Needle, ...], sort: str) -> tuple[Match, ...]:
    """The hits in parts that follow one another: words in the title before words elsewhere, known before unknown."""
    anywhere = tuple(word for word in words if not word.title_only)
    if sort == "relevance" and anywhere:
        return match.in_title(anywhere), match.beyond_title(anywhere)
    if sort in KNOWN_FIRST:
        column, least, unknown = KNOWN_FIRST[sort]
        return match.within(column, least, HIGHEST[column == "rows"]), match.within(column, unknown, unknown)
    return (match,)


def numbers(cursor: CursorWrapper, match: Match, about: int, wanted: Slice) -> list[int]:
    """By walking the order where hits are dense, else by sorting all of them; `about`: how many there may be."""
    if wanted.sort in INDEXES and about:
        steps = (wanted.start + wanted.most) * total(cursor) // about
        if steps < about:
            found = listed(cursor, walked(match, wanted.sort, WALK * steps), wanted)
            if len(found) == wanted.most:
                return found
    return listed(cursor, looked_up(match), wanted)


def listed(cursor: CursorWrapper, clause: Clause, wanted: Slice) -> list[int]:
    source, parameters = clause
    sql = f"SELECT r.entry_id {source} ORDER BY {ORDERS[wanted.sort]} LIMIT {wanted.most:d} OFFSET {wanted.start:d}"
    return [number for (number,) in rows(cursor, sql, parameters)]


def total(cursor: CursorWrapper) -> int:
    """About how many entries there are: the highest number, which the key knows at once."""
    return int(rows(cursor, f"SELECT coalesce(max(entry_id), 0) FROM {TABLE}", [])[0][0])
