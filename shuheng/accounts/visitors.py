"""Who is asking. Until people can log in there are two: the operator at this machine, and the public."""

import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True)
class Visitor:
    """The name is what the audit log keeps."""

    name: str
    is_operator: bool


OPERATOR = Visitor("本机操作员", is_operator=True)
PUBLIC = Visitor("公众", is_operator=False)


def visitor_of(request: HttpRequest) -> Visitor:
    """The operator: a request from this machine, to this machine by a local name, through no proxy."""
    if settings.OPERATOR != "loopback" or any(header in request.META for header in FORWARDED):
        return PUBLIC
    return OPERATOR if is_loopback(request.META.get("REMOTE_ADDR", "")) and is_local_name(request) else PUBLIC


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
