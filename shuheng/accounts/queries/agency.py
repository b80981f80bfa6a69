"""One agency: what is known of it, what stands above and below, who works there, what was changed."""

from dataclasses import dataclass
from datetime import date, datetime

from shuheng.accounts.fields import BY_NAME, FIELDS, values_of
from shuheng.accounts.models import Agency, RoleGrant
from shuheng.accounts.permissions import allows
from shuheng.accounts.queries.resolve import in_force
from shuheng.accounts.rights import MANAGE, may_keep_below
from shuheng.accounts.visitors import Visitor
from shuheng.audit.models import AuditRow

SHOWN = (
    "type",
    "tier",
    "division_code",
    "credit_code",
    "short_name",
    "aliases",
    "dataset_target",
    "peer_groups",
)


@dataclass(frozen=True)
class Pair:
    title: str
    text: str


@dataclass(frozen=True)
class Change:
    """One act on the agency, from the log."""

    at: datetime
    actor: str
    title: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class AgencyPage:
    agency: Agency
    kind: str
    above: tuple[Agency, ...]
    pairs: tuple[Pair, ...]
    ended: bool
    children: tuple[Agency, ...]
    merged_from: tuple[Agency, ...]
    people: tuple[RoleGrant, ...] | None
    history: tuple[Change, ...]
    may_keep: bool
    may_add_below: bool
    may_add_person: bool


def agency_page(code: str, visitor: Visitor, today: date) -> AgencyPage | None:
    """None for a code that no agency has. People are None where the visitor may not see them."""
    agency = Agency.objects.select_related("parent", "merged_into").filter(code=code).first()
    if agency is None:
        return None
    values = values_of(agency)
    people = allows(visitor, "accounts.read", agency)
    return AgencyPage(
        agency=agency,
        kind=BY_NAME["kind"].show(agency.kind),
        above=above(agency),
        pairs=tuple(
            Pair(BY_NAME[name].title, BY_NAME[name].show(values[name])) for name in SHOWN if values[name]
        ),
        ended=not in_force(agency, today),
        children=tuple(agency.children.order_by("position", "code")),
        merged_from=tuple(agency.merged_from.order_by("code")),
        people=roles_in(agency) if people else None,
        history=history(agency) if people else (),
        may_keep=may_keep_below(visitor, agency.parent),
        may_add_below=may_keep_below(visitor, agency),
        may_add_person=allows(visitor, MANAGE, agency),
    )


def above(agency: Agency) -> tuple[Agency, ...]:
    """From the root down, without the agency itself."""
    found = {one.pk: one for one in Agency.objects.filter(pk__in=agency.path_ids[:-1])}
    return tuple(found[pk] for pk in agency.path_ids[:-1])


def roles_in(agency: Agency) -> tuple[RoleGrant, ...]:
    """Roles in force that are held in this very agency, by people who may sign in."""
    grants = RoleGrant.objects.filter(agency=agency, revoked=None, person__is_active=True)
    return tuple(grants.select_related("person", "person__agency").order_by("person__username", "role"))


def history(agency: Agency) -> tuple[Change, ...]:
    """The last 50 changes, newest first."""
    titles = {"accounts.add_agency": "新增", "accounts.change_agency": "修改"}
    rows = AuditRow.objects.filter(thing_type="Agency", thing_id=str(agency.pk), action__in=titles)
    order = [one.name for one in FIELDS]
    return tuple(
        Change(
            row.at,
            row.actor,
            titles[row.action],
            tuple(
                (BY_NAME[name].title, *row.detail["fields"][name])
                for name in order
                if name in row.detail.get("fields", {})
            ),
        )
        for row in rows.order_by("-number")[:50]
    )
