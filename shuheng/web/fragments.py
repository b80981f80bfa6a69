"""One template serves the page and, for HTMX, the part of it that changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


def is_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asks for a part; a history restore wants the whole page."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted


def opens_in(request: HttpRequest) -> str:
    """The id of the element that a fragment goes into; empty for a whole page."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    return htmx.target or "" if is_fragment(request) else ""


def render_page(
    request: HttpRequest, template: str, page: object, *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """Render `page`, a frozen dataclass that holds all that the template shows."""
    name = f"{template}#{fragment}" if fragment and is_fragment(request) else template
    context: dict[str, Any] = {"page": page}
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
