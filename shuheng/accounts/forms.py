"""What requests say, checked: filters, agencies, files, a preview to be confirmed, where to go next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.core import signing
from django.http import Http404, HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from shuheng.accounts.fields import BY_NAME, FIELDS, Field
from shuheng.accounts.models import Agency
from shuheng.accounts.plan import Said
from shuheng.accounts.queries.tree import STATES, Wanted
from shuheng.accounts.terms import AgencyKind, RoleCode
from shuheng.accounts.visitors import ROLES, Visitor
from shuheng.problems import Problem, Where
from shuheng.web.addresses import page_number

PREVIEW_SALT = "shuheng.accounts.preview"
PREVIEW_SECONDS = 3600
Found = TypeVar("Found")


@dataclass(frozen=True)
class FormField:
    """A field of the agency form with what is in it and what is wrong with it."""

    field: Field
    text: str
    errors: tuple[Problem, ...] = ()
    fixed: bool = False


def wanted(query: QueryDict) -> Wanted:
    """The filters of the address; what is not offered is left out."""
    kind, state, page = query.get("kind", ""), query.get("state", ""), query.get("page", "")
    return Wanted(
        q=query.get("q", "")[:100].strip(),
        kind=kind if kind in AgencyKind.titles() else "",
        tier=query.get("tier", "")[:50],
        state=state if state in STATES else "",
        page=page_number(page),
    )


def agency_texts(given: QueryDict, names: tuple[str, ...]) -> dict[str, str]:
    """The fields that the form sent, of those it may send."""
    return {name: given.get(name, "")[:5000] for name in names if name in given}


def form_fields(
    texts: dict[str, str], problems: tuple[Problem, ...] = (), *, fixed: tuple[str, ...] = ()
) -> tuple[FormField, ...]:
    return tuple(
        FormField(
            one,
            texts.get(one.name, ""),
            tuple(problem for problem in problems if problem.field == one.title),
            one.name in fixed,
        )
        for one in FIELDS
    )


def other_problems(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that belong to no field of the form."""
    titles = {one.title for one in FIELDS}
    return tuple(problem for problem in problems if problem.field not in titles)


def preview_token(said: tuple[Said, ...], fingerprint: str, visitor: Visitor) -> str:
    """What was previewed, signed, to be sent back when it is confirmed; the server keeps nothing."""
    rows = [
        [dict(one.texts), one.places["code"].file, one.places["code"].sheet, one.places["code"].row]
        for one in said
    ]
    document = {"rows": rows, "seen": fingerprint, "visitor": visitor.name}
    return signing.dumps(document, salt=PREVIEW_SALT, compress=True)


def previewed(token: str, visitor: Visitor) -> tuple[tuple[Said, ...], str] | None:
    """The rows and the fingerprint of a preview; None for one that is not ours, not this visitor's, or too old."""
    try:
        document = signing.loads(token, salt=PREVIEW_SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        return None
    if document["visitor"] != visitor.name:
        return None
    said = tuple(
        Said(texts, {name: Where(file, sheet=sheet, row=row, field=BY_NAME[name].title) for name in texts})
        for texts, file, sheet, row in document["rows"]
    )
    return said, document["seen"]


def next_address(request: HttpRequest, text: str) -> str:
    """Where to go after signing in: an address of this site, else the overview."""
    fits = url_has_allowed_host_and_scheme(
        text, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return text if fits else "/"


def role_or_404(text: str) -> RoleCode:
    if text not in ROLES:
        raise Http404
    return ROLES[text]


def agency_of_code(code: str) -> Agency | None:
    return Agency.objects.filter(code=code.strip()).first()


def found_or_404(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
