"""The gate: no view runs unless it said who may see it and the visitor is one of them; reads are noted."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from shuheng.accounts.models import Person
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import visitor_of
from shuheng.audit.chain import record
from shuheng.web.access import access_of, name_actor, note_read, reading_of

SAFE = ("GET", "HEAD")
FAILED = 400
BEFORE_NEW_PASSWORD = ("password", "sign-out")
log = logging.getLogger(__name__)


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        permission = reading_of(request)
        if permission is not None and request.method in SAFE and response.status_code < FAILED:
            record(
                actor=visitor_of(request).name,
                action="read",
                thing_type=permission,
                thing_id=request.path[:200],
            )
        if permission is not None:
            patch_cache_control(response, private=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:
        """Refuse with a reason, or let the view run; what is not public is noted down as read.

        Somebody with a first password gets no further than to the page that changes it.
        """
        access = access_of(view)
        name_actor(request, visitor_of(request).name)
        if access is None:
            log.error("view %s names no permission and is not marked public", view)
            raise PermissionDenied("这个页面没有声明谁可以访问，已停止服务。")
        if must_change_password(request):
            return redirect("password")
        if access.permission is not None and not allows(visitor_of(request), access.permission):
            raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[access.permission]}。")
        if access.permission is not None:
            note_read(request, access.permission)
        return None


def must_change_password(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)
    match = request.resolver_match
    name = match.url_name if match else None
    return isinstance(person, Person) and person.must_change_password and name not in BEFORE_NEW_PASSWORD
