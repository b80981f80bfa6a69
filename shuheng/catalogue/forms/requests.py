"""What requests carry besides fields: numbers, versions, days."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, QueryDict

from shuheng.catalogue.values import Refused, date
from shuheng.problems import Problem, ProblemsError

LARGEST_NUMBER = 2**63 - 1


def texts(query: QueryDict) -> dict[str, str]:
    """The last text given for each name."""
    return {name: value for name, value in query.items() if isinstance(value, str)}


def number_in(query: QueryDict, name: str) -> int:
    """A number that one of our own forms sent; anything else is no request of ours."""
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit()) or int(text[:30]) > LARGEST_NUMBER:
        raise Http404
    return int(text)


def numbers_in(query: QueryDict) -> list[int]:
    """The entries of a list of ticks (`entry`) or of one hidden field (`entries`), each once, in order."""
    sent = [*query.getlist("entry"), *query.get("entries", "").split(",")]
    found = (text for text in sent if text.isascii() and text.isdigit() and len(text) < 19)
    return list(dict.fromkeys(int(text) for text in found))


def day_in(query: QueryDict, name: str) -> dt.date:
    """Raises `ProblemsError` for what is no date."""
    try:
        return date(query.get(name, "").strip())
    except Refused as error:
        raise ProblemsError([Problem(error.code, error.message, hint=error.hint)]) from error
