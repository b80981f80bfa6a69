"""The log, for those who look after others: who did what and who read what, and whether anybody changed it."""

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST, require_safe

from shuheng.audit.chain import record, verify_chain
from shuheng.audit.queries import FIELDS, Wanted, audit_page
from shuheng.web.access import actor_of, permission
from shuheng.web.addresses import page_number
from shuheng.web.fragments import render_page

LONGEST = 200


@permission("audit.read")
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    return render_page(request, "audit/list.html", audit_page(wanted_of(request.GET)))


@permission("audit.read")
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain; that somebody did so is on record, too."""
    state = verify_chain()
    detail = {"rows": state.rows, "head": state.head, "fault": state.fault}
    record(actor=actor_of(request), action="audit.verify", thing_type="AuditRow", thing_id="", detail=detail)
    return render_page(request, "audit/list.html", audit_page(Wanted(), state))


def wanted_of(given: QueryDict) -> Wanted:
    """What cannot be read of the filters is left out."""
    texts = {name: given.get(name, "").replace("\0", "").strip()[:LONGEST] for name in FIELDS}
    number = page_number(given.get("page", ""))
    return Wanted(
        **texts, since=day_of(given.get("since", "")), until=day_of(given.get("until", "")), page=number
    )


def day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1970, 1, 2) <= day <= date(9998, 12, 30) else None
