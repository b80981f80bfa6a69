"""Which agencies a role reaches: its own, those below it, and those that were merged into one of these."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from shuheng.accounts.models import Agency
from shuheng.accounts.roles import ROLE_PERMISSIONS
from shuheng.accounts.visitors import Held, Visitor


def covers(held: Iterable[Held], agency: Agency) -> bool:
    """Whether one of these roles reaches the agency, by its place in the tree or through a successor."""
    roles = tuple(held)
    return bool(roles) and (is_over(roles, agency) or reached_by_merger(roles, agency))


def is_over(held: tuple[Held, ...], agency: Agency) -> bool:
    return any(
        one.agency_id == agency.pk or (one.subtree and agency.path.startswith(one.path)) for one in held
    )


def reached_by_merger(held: tuple[Held, ...], agency: Agency) -> bool:
    """Follow the successors of the agency (any role) and of those above it (roles that reach below)."""
    below = tuple(one for one in held if one.subtree)
    seen: set[int] = set()
    waiting = [(agency, held)]
    while waiting:
        one, roles = waiting.pop()
        seen.add(one.pk)
        if is_over(roles, one):
            return True
        merged = Agency.objects.filter(merged_from__in=one.path_ids)
        own = {one.merged_into_id}
        waiting += [(next_, roles if next_.pk in own else below) for next_ in merged if next_.pk not in seen]
    return False


def reachable(user: Visitor, permission: str) -> QuerySet[Agency]:
    """Every agency in which the visitor holds the permission, for lists and choices."""
    if user.is_operator or user.is_system_admin:
        return Agency.objects.all()
    held = [one for one in user.held if permission in ROLE_PERMISSIONS[one.role]]
    if not held:
        return Agency.objects.none()
    found = set(Agency.objects.filter(within(held)).values_list("pk", flat=True))
    below = set(
        Agency.objects.filter(within(one for one in held if one.subtree)).values_list("pk", flat=True)
    )
    while True:
        own = set(Agency.objects.filter(merged_into__in=found).values_list("pk", flat=True))
        whole = Agency.objects.filter(merged_into__in=below).values_list("path", flat=True)
        under = set(
            Agency.objects.filter(any_of(Q(path__startswith=path) for path in whole)).values_list(
                "pk", flat=True
            )
        )
        if own <= found and under <= below:
            return Agency.objects.filter(pk__in=found | below)
        below |= under
        found |= own | under


def within(held: Iterable[Held]) -> Q:
    """The agencies that stand under these roles in the tree."""
    return any_of(Q(path__startswith=one.path) if one.subtree else Q(pk=one.agency_id) for one in held)


def any_of(conditions: Iterable[Q]) -> Q:
    """One of these; of none, nothing."""
    found = Q(pk__in=())
    for one in conditions:
        found |= one
    return found
