"""Who is asking: a person who has signed in, the operator at this machine while nobody can, or the public."""

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from shuheng.accounts.models import Person, RoleGrant
from shuheng.accounts.terms import RoleCode

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}
KNOWN = "shuheng_visitor"
ROLES: dict[str, RoleCode] = {one.value: one for one in RoleCode}


@dataclass(frozen=True)
class Held:
    """A role in force: in the agency with this id and path, and below it where `subtree`."""

    role: RoleCode
    agency_id: int
    path: str
    subtree: bool


@dataclass(frozen=True)
class Visitor:
    """The name is what the audit log keeps; `person_id` is None for those who have not signed in."""

    name: str
    is_operator: bool
    person_id: int | None = None
    held: tuple[Held, ...] = ()
    agency_id: int | None = None

    @property
    def is_system_admin(self) -> bool:
        return any(one.role == RoleCode.SYSTEM_ADMIN for one in self.held)

    @property
    def signed_in(self) -> bool:
        return self.person_id is not None


OPERATOR = Visitor("本机操作员", is_operator=True)
PUBLIC = Visitor("公众", is_operator=False)


def visitor_of(request: HttpRequest) -> Visitor:
    """Found out once per request: the person of the session, else the operator, else the public."""
    found = getattr(request, KNOWN, None)
    if not isinstance(found, Visitor):
        person = getattr(request, "user", None)
        found = visitor_for(person) if isinstance(person, Person) else at_machine(request)
        setattr(request, KNOWN, found)
    return found


def visitor_for(person: Person) -> Visitor:
    """A person with the roles in force; also for commands and tests that act for somebody."""
    grants = person.grants.filter(revoked=None).select_related("agency")
    held = tuple(Held(ROLES[one.role], one.agency_id, one.agency.path, one.subtree) for one in grants)
    return Visitor(person.audit_name, False, person.pk, held, person.agency_id)


def at_machine(request: HttpRequest) -> Visitor:
    """The operator: a request from this machine, to this machine by a local name, through no proxy.

    Only while no system administrator can sign in; from then on everybody has to.
    """
    if settings.OPERATOR != "loopback" or any(header in request.META for header in FORWARDED):
        return PUBLIC
    if not is_loopback(request.META.get("REMOTE_ADDR", "")) or not is_local_name(request):
        return PUBLIC
    return PUBLIC if has_system_admin() else OPERATOR


def has_system_admin() -> bool:
    """Whether an active person holds the role of system administrator."""
    admins = RoleGrant.objects.filter(role=RoleCode.SYSTEM_ADMIN, revoked=None, person__is_active=True)
    return admins.exists()


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def is_local_name(request: HttpRequest) -> bool:
    try:
        host = request.get_host()
    except DisallowedHost:  # the page that says so asks who is looking, too
        return False
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return name.lower() in LOCAL_NAMES
