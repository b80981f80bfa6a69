"""What the views of this room share: finding what is meant, and asking whether the visitor may."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.forms.requests import number_in
from shuheng.catalogue.models import CatalogueEntry
from shuheng.web.access import note_read

READ, EDIT = "catalogue.read", "catalogue.edit"


def entry_or_404(number: int) -> CatalogueEntry:
    return get_object_or_404(CatalogueEntry.objects.select_related("agency", "provider", "source"), pk=number)


def demand_here(request: HttpRequest, permission: str, thing: object) -> None:
    """Refuse, in words, who may not do this to this thing; that it was read goes on record."""
    if not allows(visitor_of(request), permission, thing):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[permission]}。")
    note_read(request, permission)


def entry_to_edit(request: HttpRequest, number: int) -> CatalogueEntry:
    entry = entry_or_404(number)
    demand_here(request, EDIT, entry.agency)
    return entry


def entry_to_read(request: HttpRequest, number: int) -> CatalogueEntry:
    entry = entry_or_404(number)
    demand_here(request, READ, entry.agency)
    return entry


def agency_or_none(code: str) -> Agency | None:
    return Agency.objects.filter(code=code).first() if code else None


def version_in(request: HttpRequest) -> int:
    """The version on which the form was opened; a form without it is none of ours."""
    return number_in(request.POST, "version")


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download whose Chinese name every browser keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename=\"catalogue\"; filename*=UTF-8''{quote(name)}"
    return response
