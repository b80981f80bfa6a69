"""Who may manage whom: nobody hands out, takes away or takes over more than he has."""

from django.core.exceptions import PermissionDenied

from shuheng.accounts.models import Agency, Person, RoleGrant
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import covers
from shuheng.accounts.roles import ROLE_PERMISSIONS
from shuheng.accounts.terms import RoleCode
from shuheng.accounts.visitors import ROLES, Visitor

MANAGE = "accounts.manage"


def require(granted: bool, why: str) -> None:
    """Refuse with a reason."""
    if not granted:
        raise PermissionDenied(why)


def may_keep_below(by: Visitor, parent: Agency | None) -> bool:
    """Whether agencies may be added to or changed under this one; a root is kept by system administrators.

    A unit's own administrator does not change the unit itself: its tier and targets decide its points.
    """
    if by.is_operator or by.is_system_admin:
        return True
    return parent is not None and holds_below(by, MANAGE, parent)


def keeps_somewhere(by: Visitor) -> bool:
    """Whether there is any agency under which the visitor may add others."""
    held = (MANAGE in ROLE_PERMISSIONS[one.role] for one in by.held if one.subtree)
    return by.is_operator or by.is_system_admin or any(held)


def holds_below(by: Visitor, permission: str, agency: Agency) -> bool:
    """Whether the visitor has the permission in this agency and in everything below it."""
    held = (one for one in by.held if one.subtree and permission in ROLE_PERMISSIONS[one.role])
    return by.is_operator or by.is_system_admin or covers(held, agency)


def may_grant(by: Visitor, role: RoleCode, agency: Agency, *, subtree: bool) -> bool:
    """Whether the visitor manages people there and holds everything that the role would give."""
    if by.is_operator or by.is_system_admin:
        return True
    if role == RoleCode.SYSTEM_ADMIN:
        return False
    wanted = ROLE_PERMISSIONS[role] | {MANAGE}
    if subtree:
        return all(holds_below(by, one, agency) for one in wanted)
    return all(allows(by, one, agency) for one in wanted)


def may_manage(by: Visitor, person: Person) -> bool:
    """Whether the visitor may change this person: of a managed agency, and holding no more than the visitor could give.

    Otherwise a new password for somebody mightier would be a way up.
    """
    if not allows(by, MANAGE, person.agency):
        return False
    held = person.grants.filter(revoked=None).select_related("agency")
    return all(may_grant(by, ROLES[one.role], one.agency, subtree=one.subtree) for one in held)


def is_last_admin(person: Person) -> bool:
    """Whether nobody else who may sign in is a system administrator."""
    admins = RoleGrant.objects.filter(role=RoleCode.SYSTEM_ADMIN, revoked=None, person__is_active=True)
    return admins.filter(person=person).exists() and not admins.exclude(person=person).exists()
