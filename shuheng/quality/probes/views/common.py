"""What the views of probing share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.quality.models import Outage, ProbedInterface

READ, WORK, MANAGE = "quality.read", "quality.work", "quality.manage"
REFUSED = 422
HIGHEST = 2**63 - 1


def own(request: HttpRequest, number: int, permission: str) -> ProbedInterface:
    """An interface of an agency in which the visitor may do this."""
    if number > HIGHEST:
        raise Http404
    found = get_object_or_404(ProbedInterface.objects.select_related("agency"), pk=number)
    refuse_strangers(request, found.agency, permission)
    return found


def own_outage(request: HttpRequest, number: int, permission: str) -> Outage:
    """An outage of an agency in which the visitor may do this."""
    if number > HIGHEST:
        raise Http404
    found = get_object_or_404(Outage.objects.select_related("interface__agency", "first"), pk=number)
    refuse_strangers(request, found.agency, permission)
    return found


def refuse_strangers(request: HttpRequest, agency: Agency, permission: str) -> None:
    """Say which permission it takes."""
    if not allows(visitor_of(request), permission, agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[permission]}（{agency.name}）。")


def managed(request: HttpRequest) -> dict[str, Agency]:
    """The agencies whose interfaces the visitor may manage, by code, in the order of the tree."""
    return {one.code: one for one in reachable(visitor_of(request), MANAGE).order_by("path")}
