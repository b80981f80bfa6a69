"""What entries a search asks for, as terms that an index can look up and substrings that decide what it cannot."""

from dataclasses import dataclass, replace
from datetime import date

from shuheng.catalogue.search.grams import Needle
from shuheng.catalogue.search.marks import BUCKETS, NOTHING, TITLE, marks, span
from shuheng.catalogue.search.query import Query


@dataclass(frozen=True)
class Match:
    """All of it must hold: one term of each of `terms`, and the texts.

    `ranges` bound sort columns, ends included. `holds`, `lacks`: folded substrings of the body. `title_holds`,
    `title_lacks`: of the title; of `title_lacks` only one need be missing, for it means "not every word is there".
    """

    terms: tuple[tuple[str, ...], ...] = ()
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    title_holds: tuple[str, ...] = ()
    title_lacks: tuple[str, ...] = ()
    ranges: tuple[tuple[str, int, int], ...] = ()
    library: int | None = None

    def having(self, *terms: tuple[str, ...]) -> "Match":
        return replace(self, terms=self.terms + terms)

    def of(self, query: Query) -> "Match":
        """The same with the words of a query."""
        found = self
        for word in query.words:
            found = found.in_title((word,)) if word.title_only else found.somewhere(word)
        return replace(found, lacks=found.lacks + tuple(word.text for word in query.without))

    def somewhere(self, word: Needle) -> "Match":
        """The part of it in which some text holds the word."""
        holds = self.holds if word.exact else (*self.holds, word.text)
        return replace(self.having(*((gram,) for gram in word.grams)), holds=holds)

    def in_title(self, words: tuple[Needle, ...]) -> "Match":
        """The part of it in which the title holds every word."""
        found = self.having(*((TITLE + gram,) for word in words for gram in word.grams))
        holds = tuple(word.text for word in words if not word.exact)
        return replace(found, title_holds=self.title_holds + holds)

    def beyond_title(self, words: tuple[Needle, ...]) -> "Match":
        """The other part: some word stands elsewhere only."""
        return replace(self, title_lacks=tuple(word.text for word in words))

    def sampled(self, buckets: int) -> "Match":
        """A share of it, as good as drawn by lot: `buckets` of `BUCKETS`."""
        return self.having(marks("bucket", range(buckets))) if buckets < BUCKETS else self

    def in_library(self, number: int) -> "Match":
        return replace(self, library=number)

    def within(self, column: str, low: int, high: int) -> "Match":
        return replace(self, ranges=(*self.ranges, (column, low, high)))

    def updated(self, since: date | None, until: date | None) -> "Match":
        """Updated in this span, both days included; an unknown date is in no span."""
        low, high = since or date.min, until or date.max
        found = self.within("updated", low.toordinal(), high.toordinal())
        return found.having(span(low, high) or NOTHING)
