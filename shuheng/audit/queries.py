"""What the page of the log shows."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from shuheng.audit.chain import ChainState, canonical
from shuheng.audit.models import AuditRow

PER_PAGE = 50
LONGEST_DETAIL = 400
FIELDS = ("actor", "action", "thing_type", "thing_id")


@dataclass(frozen=True)
class Wanted:
    """The filters of the address. Texts are matched from their beginning, the actor anywhere."""

    actor: str = ""
    action: str = ""
    thing_type: str = ""
    thing_id: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1

    def address(self, page: int) -> str:
        given = [(name, getattr(self, name)) for name in FIELDS] + [
            ("since", self.since.isoformat() if self.since else ""),
            ("until", self.until.isoformat() if self.until else ""),
            ("page", str(page) if page > 1 else ""),
        ]
        query = urlencode([pair for pair in given if pair[1]])
        return f"{reverse('audit')}?{query}" if query else reverse("audit")


@dataclass(frozen=True)
class Line:
    """One act; `detail` is cut for the eye, the whole of it stays in `whole`."""

    row: AuditRow
    detail: str
    whole: str


@dataclass(frozen=True)
class AuditPage:
    wanted: Wanted
    lines: tuple[Line, ...]
    count: int
    last: int
    earlier: str
    later: str
    state: ChainState | None = None


def audit_page(wanted: Wanted, state: ChainState | None = None) -> AuditPage:
    """The rows that match, newest first; a page number beyond the last gives the last."""
    pages = Paginator(rows(wanted), PER_PAGE)
    page = pages.get_page(wanted.page)
    return AuditPage(
        wanted=wanted,
        lines=tuple(line_of(row) for row in page.object_list),
        count=pages.count,
        last=pages.num_pages,
        earlier=wanted.address(page.number - 1) if page.has_previous() else "",
        later=wanted.address(page.number + 1) if page.has_next() else "",
        state=state,
    )


def rows(wanted: Wanted) -> QuerySet[AuditRow]:
    found = AuditRow.objects.order_by("-number")
    if wanted.actor:
        found = found.filter(actor__icontains=wanted.actor)
    for name in ("action", "thing_type"):
        if text := getattr(wanted, name):
            found = found.filter(**{f"{name}__startswith": text})
    if wanted.thing_id:
        found = found.filter(thing_id=wanted.thing_id)
    if wanted.since:
        found = found.filter(at__gte=midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=midnight(date.fromordinal(wanted.until.toordinal() + 1)))
    return found


def midnight(day: date) -> datetime:
    """The beginning of a day in the time zone of the house."""
    return timezone.make_aware(datetime.combine(day, time()))


def line_of(row: AuditRow) -> Line:
    whole = canonical(row.detail) if row.detail else ""
    cut = whole if len(whole) <= LONGEST_DETAIL else f"{whole[:LONGEST_DETAIL]}…"
    return Line(row, cut, whole)
