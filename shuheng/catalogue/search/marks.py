"""Filters as terms of the same index: `open=conditional` is looked up like a word, and intersected with words.

A mark begins with a character that no word can hold. An unknown value has its own mark, so that it can be asked for.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from hashlib import blake2b

SIGN = "\ue000"  # of the private use area; folding drops it from every text
UNKNOWN = "-"  # in addresses and facets: the value is not known
LETTERS = {
    "agency": "a",
    "bucket": "b",
    "update_cycle": "c",
    "decade": "d",
    "format": "f",
    "grade": "g",
    "industry": "i",
    "kind": "k",
    "list": "l",
    "open_type": "o",
    "provider": "p",
    "sharing_type": "r",
    "status": "s",
    "step": "t",
    "theme": "h",
    "source": "u",
    "visible": "v",
    "year": "y",
}
BY_HASH = frozenset({"format", "industry", "provider", "theme"})  # texts of any kind
BUCKETS = 256
EARLIEST, LATEST = 1990, 2049  # years before and after these share the mark of these
TITLE = "\ue001"  # before a gram: it occurs in the title


@lru_cache(maxsize=50_000)
def mark(field: str, value: str | int | None) -> str:
    """The term of one value; "", `-` and None are unknown. `KeyError` for a field that is not marked."""
    text = "" if value is None else str(value)
    known = text not in {"", UNKNOWN}
    said = (hashed(text) if field in BY_HASH else plain(text)) if known else "0"
    return f"{SIGN}{LETTERS[field]}{said}"


def marks(field: str, values: Iterable[str | int | None]) -> tuple[str, ...]:
    return tuple(mark(field, value) for value in values)


def plain(code: str) -> str:
    """Codes such as ten_day keep to letters and digits, which is all that a term may hold."""
    return "x" + code.replace("_", "")


def hashed(text: str) -> str:
    """Texts of any length and content as 15 letters; two in a thousand million million fall together."""
    return "x" + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).hexdigest()


def bucket(entry_id: int) -> int:
    """One of 256 shares of all entries, each as good as drawn by lot."""
    return (entry_id * 2_654_435_761 % 2**32) >> 24


def year(day: date) -> int:
    """The year that is marked: a mistyped one, far off, is gathered with its neighbours."""
    return min(max(day.year, EARLIEST), LATEST)


def span(low: date, high: date) -> tuple[str, ...]:
    """The terms of the years from one day to another, whole decades as one: few terms are intersected fast."""
    found: list[str] = []
    at, last = year(low), year(high)
    while at <= last:
        whole = at % 10 == 0 and at + 9 <= last
        found.append(mark("decade", at // 10) if whole else mark("year", at))
        at += 10 if whole else 1
    return tuple(found)


NOTHING = (mark("agency", "none"),)  # a term that no entry has
