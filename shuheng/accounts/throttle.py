"""Wrong passwords: counted by user name and address; after five the pair waits a quarter of an hour.

Names are counted as keyed hashes, so that a password typed into the wrong field is kept nowhere, and names that
exist are treated like names that do not.
"""

import ipaddress
from datetime import datetime

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

SALT = "shuheng.accounts.throttle"
NO_ADDRESS = "::"  # a request through a local socket has none


def name_hash(username: str) -> str:
    return salted_hmac(SALT, username.strip().lower(), algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address that asks. Behind a proxy that is the proxy, and names are then counted together."""
    try:
        return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return NO_ADDRESS


def throttled_name(request: HttpRequest | None, credentials: dict[str, str] | None = None) -> str:  # noqa: ARG001
    """Called by django-axes for the name to count under."""
    return name_hash((credentials or {}).get("username") or "")


def locked_response(request: HttpRequest, response: HttpResponse, credentials: object = None) -> HttpResponse:  # noqa: ARG001
    """Called by django-axes once the pair is locked: the page of the sign-in view says it already."""
    return response


def locked_until(username: str, address: str) -> datetime | None:
    """Until when this pair waits; None when it need not."""
    mine = AccessAttempt.objects.filter(username=name_hash(username), ip_address=address)
    wrong = sum(mine.values_list("failures_since_start", flat=True))
    last = mine.aggregate(last=Max("attempt_time"))["last"]
    if last is None or wrong < settings.AXES_FAILURE_LIMIT:
        return None
    until: datetime = last + settings.AXES_COOLOFF_TIME
    return until if until > timezone.now() else None


def unlock(username: str) -> int:
    """Forget the wrong passwords of a name, from all addresses; how many records that were."""
    return int(reset(username=name_hash(username)))
