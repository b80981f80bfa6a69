"""What the views of this room share: finding what is meant, and asking whether the visitor may."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import visitor_of
from shuheng.registers.models import RegisterRow
from shuheng.web.access import note_read

READ, FILL, REVIEW = "registers.read", "registers.fill", "registers.review"


def row_or_404(request: HttpRequest, register: str, number: int) -> RegisterRow:
    """The row of this register, which the visitor may read."""
    rows = RegisterRow.objects.select_related("agency")
    row = get_object_or_404(rows, pk=number, register=register)
    demand_here(request, READ, row.agency)
    return row


def demand_here(request: HttpRequest, permission: str, agency: Agency) -> None:
    """Refuse, in words, who may not do this in this agency; that it was read goes on record."""
    if not allows(visitor_of(request), permission, agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[permission]}（{agency.name}）。")
    note_read(request, permission)


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download whose Chinese name every browser keeps; the browser does not open it as a page."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename=\"register\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
