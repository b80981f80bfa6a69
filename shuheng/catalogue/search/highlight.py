"""Marking hits in texts as they were written, whatever these hold: everything else is escaped."""

import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from shuheng.catalogue.search.grams import DENSE

BEFORE, AFTER = 24, 72  # characters of a text shown around its first hit


def marked(text: str, needles: Sequence[str]) -> SafeString:
    """The text as HTML with its hits in <mark>."""
    return painted(text, spans(text, needles))


def snippet(text: str, needles: Sequence[str]) -> SafeString:
    """The piece of a text around its first hit, else its beginning; what is left out shows as ……"""
    hits = spans(text, needles)
    first = hits[0][0] if hits else 0
    start = first - BEFORE if first > BEFORE + 8 else 0
    end = min(len(text), start + BEFORE + AFTER)
    inside = [
        (max(low, start) - start, min(high, end) - start) for low, high in hits if low < end and high > start
    ]
    body = painted(text[start:end], inside)
    return mark_safe(f"{'…' if start else ''}{body}{'…' if end < len(text) else ''}")  # noqa: S308  escaped above


def painted(text: str, hits: Iterable[tuple[int, int]]) -> SafeString:
    pieces: list[str] = []
    at = 0
    for low, high in hits:
        pieces += [escape(text[at:low]), "<mark>", escape(text[low:high]), "</mark>"]
        at = high
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308  every piece is escaped


def spans(text: str, needles: Sequence[str]) -> list[tuple[int, int]]:
    """Where the needles stand in the text as written, in order, without overlaps."""
    folded, places = folded_with_places(text)
    found = set()
    for needle in needles:
        at = folded.find(needle)
        while at >= 0:
            inside = [places[place] for place in range(at, at + len(needle)) if folded[place] != " "]
            found.add((inside[0], inside[-1] + 1))
            at = folded.find(needle, at + 1)
    joined: list[tuple[int, int]] = []
    for low, high in sorted(found):
        if joined and low <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, and for each character the place in the text that it comes from."""
    letters: list[str] = [" "]
    places: list[int] = [0]
    for place, written in enumerate(text):
        for letter in unicodedata.normalize("NFKC", written).casefold():
            last = letters[-1]
            if not letter.isalnum():
                letter = " "  # noqa: PLW2901  what is no letter parts units
            parts = last != " " and letter != " " and (last >= DENSE) != (letter >= DENSE)
            if parts or not (letter == last == " "):
                letters += [" ", letter] if parts else [letter]
                places += [place, place] if parts else [place]
    return "".join([*letters, " "]), [*places, len(text)]
