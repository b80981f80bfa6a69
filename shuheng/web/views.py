"""Pages that belong to no room: the gallery of components and the health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shuheng.web.access import public
from shuheng.web.fragments import render_page
from shuheng.web.gallery import gallery_page


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render_page(request, "web/gallery.html", gallery_page())


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django passes it
    """For watchdogs: answers only when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "database": connection.vendor})
