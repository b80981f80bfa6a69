"""What requests say, checked: files, wishes in the address, changed facts."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict

from shuheng.assessment import library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.ranking import SORTS, Wanted
from shuheng.assessment.queries.whatif import wanted_changes
from shuheng.assessment.sheets import sheet_of


def wanted(query: QueryDict) -> Wanted:
    """The wish for a ranking; what is not offered is left out."""
    sort = query.get("sort", "rank")
    return Wanted(
        peer=query.get("peer", ""),
        class_name=query.get("class", ""),
        name=query.get("q", "")[:100].strip(),
        sort=sort if sort in SORTS else "rank",
        falling=query.get("order") == "desc",
    )


def texts(query: QueryDict) -> dict[str, str]:
    """The last text given for each name."""
    return {name: value for name, value in query.items() if isinstance(value, str)}


def changed_facts(stored: StoredResult, code: str, given: QueryDict) -> Mapping[str, str] | None:
    """What the form changed; None for an agency that is not in the result."""
    rubric = library.restored(stored.rubric)
    sheet = sheet_of(rubric, stored.sheet)
    if sheet.agency(code) is None:
        return None
    return wanted_changes(rubric, sheet, code, texts(given))
