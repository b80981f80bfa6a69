"""A few entries for the search across everything."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.search.ask import match_of
from shuheng.catalogue.search.find import Size, Slice, page_of, size_of
from shuheng.catalogue.search.query import parse
from shuheng.catalogue.search.sql import reading
from shuheng.catalogue.search.wanted import Wanted


@dataclass(frozen=True)
class Suggestion:
    title: str
    where: str
    link: str


@dataclass(frozen=True)
class Suggestions:
    """The best hits, how many there are in all, and where the list of all of them is."""

    best: tuple[Suggestion, ...]
    size: Size
    link: str


def suggest(text: str, visitor: Visitor, limit: int) -> Suggestions:
    """Entries in force that this visitor may see; none for a text in which nothing can be looked up."""
    wanted = Wanted(text=text)
    query = parse(text)
    link = f"{reverse('catalogue')}?{urlencode({'q': text})}"
    if not query.words:
        return Suggestions((), Size(0), link)
    match = match_of(wanted, query, visitor)
    with reading() as cursor:
        size = size_of(cursor, match)
        ids = page_of(cursor, match, query.words, size, Slice("relevance", 0, limit))
    entries = CatalogueEntry.objects.filter(pk__in=ids).select_related("agency").only("title", "agency__name")
    found = {entry.pk: entry for entry in entries}
    best = (
        Suggestion(found[number].title, found[number].agency.name, reverse("entry", args=[number]))
        for number in ids
        if number in found
    )
    return Suggestions(tuple(best), size, link)
