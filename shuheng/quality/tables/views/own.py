"""What an address names, found and held against what the visitor may do."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import visitor_of
from shuheng.catalogue.models import CatalogueEntry
from shuheng.quality.models import DataTable, TableRun

READ, WORK, MEASURE, MANAGE = "quality.read", "quality.work", "quality.measure", "quality.manage"
LARGEST = 2**63


def need(request: HttpRequest, permission: str, agency: Agency) -> None:
    """PermissionDenied where the visitor may not do this in the agency."""
    if not allows(visitor_of(request), permission, agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[permission]}（{agency.name}）。")


def own_table(request: HttpRequest, number: int, permission: str) -> DataTable:
    """The table with this number, if the visitor may do this to it."""
    refuse_giant(number)
    tables = DataTable.objects.select_related("agency", "entry", "current", "place", "resource")
    found = get_object_or_404(tables, pk=number)
    need(request, permission, found.agency)
    return found


def own_run(request: HttpRequest, number: int) -> TableRun:
    """The run with this number, if it has a table that the visitor may read of."""
    refuse_giant(number)
    run = get_object_or_404(TableRun.objects.select_related("job", "again_of"), pk=number)
    if not run.results.filter(table__agency__in=reachable(visitor_of(request), READ)).exists():
        raise PermissionDenied("这次计量里没有您可以查看的数据表。")
    return run


def entry_asked(request: HttpRequest) -> CatalogueEntry | None:
    """The entry of `?entry=`, if the visitor may work on its tables; None where the address names none."""
    written = request.GET.get("entry", "") or request.POST.get("entry", "")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 18):
        raise Http404
    entry = get_object_or_404(CatalogueEntry.objects.select_related("agency"), pk=int(written))
    need(request, WORK, entry.agency)
    return entry


def within(request: HttpRequest, permission: str) -> tuple[int, ...]:
    """The ids of the agencies in which the visitor may do this."""
    return tuple(reachable(visitor_of(request), permission).values_list("pk", flat=True))


def refuse_giant(number: int) -> None:
    if number >= LARGEST:
        raise Http404
