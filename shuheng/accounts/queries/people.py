"""People and the roles they hold, as far as the visitor may see them."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from shuheng.accounts.models import Agency, Person, RoleGrant
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.rights import MANAGE, may_grant, may_manage
from shuheng.accounts.terms import RoleCode
from shuheng.accounts.visitors import ROLES, Visitor

PAGE_SIZE = 200


@dataclass(frozen=True)
class PeoplePage:
    q: str
    people: tuple[Person, ...]
    total: int
    page: int
    pages: int
    may_add: bool


@dataclass(frozen=True)
class GrantRow:
    grant: RoleGrant
    may_revoke: bool


@dataclass(frozen=True)
class PersonPage:
    person: Person
    grants: tuple[GrantRow, ...]
    past: tuple[RoleGrant, ...]
    may_manage: bool
    is_self: bool
    agencies: tuple[Agency, ...]
    roles: tuple[RoleCode, ...]
    values: dict[str, str]
    error: str = ""


def visible(visitor: Visitor) -> QuerySet[Person]:
    return Person.objects.filter(agency__in=reachable(visitor, "accounts.read")).select_related("agency")


def people_page(q: str, page: int, visitor: Visitor) -> PeoplePage:
    """One page of people, at most 200, by user name."""
    in_force = RoleGrant.objects.filter(revoked=None).select_related("agency")
    found = visible(visitor).prefetch_related(Prefetch("grants", queryset=in_force, to_attr="held"))
    for word in q.split():
        found = found.filter(
            Q(username__icontains=word) | Q(display_name__icontains=word) | Q(agency__name__icontains=word)
        )
    total = found.count()
    start = (page - 1) * PAGE_SIZE
    return PeoplePage(
        q=q,
        people=tuple(found[start : start + PAGE_SIZE]),
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_SIZE)),
        may_add=allows(visitor, MANAGE),
    )


def person_page(
    number: int, visitor: Visitor, *, error: str = "", values: dict[str, str] | None = None
) -> PersonPage | None:
    """None for somebody whom the visitor may not see: that he exists is not told either."""
    person = visible(visitor).filter(pk=number).first()
    if person is None:
        return None
    grants = person.grants.select_related("agency").order_by("granted")
    managed = may_manage(visitor, person)
    return PersonPage(
        person=person,
        grants=tuple(
            GrantRow(one, may_grant(visitor, ROLES[one.role], one.agency, subtree=one.subtree))
            for one in grants
            if one.revoked is None
        ),
        past=tuple(one for one in grants if one.revoked is not None),
        may_manage=managed,
        is_self=visitor.person_id == person.pk,
        agencies=tuple(reachable(visitor, MANAGE)) if managed else (),
        roles=offered(visitor) if managed else (),
        values=values or {},
        error=error,
    )


def offered(visitor: Visitor) -> tuple[RoleCode, ...]:
    """The roles that the visitor may give somewhere; where, is checked when it is given."""
    own = {one.agency_id: one.subtree for one in visitor.held}
    agencies = Agency.objects.filter(pk__in=own)
    if visitor.is_operator or visitor.is_system_admin:
        return tuple(RoleCode)
    return tuple(
        role
        for role in RoleCode
        if any(may_grant(visitor, role, agency, subtree=False) for agency in agencies)
    )
