"""Signing in and out. What is typed is never logged; a name that does not exist is treated like one that does."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest

from shuheng.accounts.models import Person
from shuheng.accounts.throttle import address_of, locked_until
from shuheng.accounts.visitors import KNOWN, PUBLIC, visitor_of
from shuheng.audit.chain import record

LONGEST = 1000  # a longer text is no password, and hashing it would take its time


@dataclass(frozen=True)
class SignIn:
    """Who is in now; or until when this name has to wait."""

    person: Person | None
    waits_until: datetime | None = None


def sign_in(*, request: HttpRequest, username: str, password: str) -> SignIn:
    """Check the password, change the session's key, note it down."""
    name, address = username.strip().lower()[:100].replace("\0", ""), address_of(request)
    waited = locked_until(name, address)
    found = authenticate(request, username=name, password=password if len(password) <= LONGEST else "")
    if isinstance(found, Person):
        with transaction.atomic():
            login(request, found)
            note(found.audit_name, "sign_in", found.pk, address)
        request.__dict__.pop(KNOWN, None)
        return SignIn(found)
    until = locked_until(name, address)
    known = Person.objects.filter(username=name).first()
    thing = known.pk if known else "unknown"
    if waited is None:
        note(PUBLIC.name, "sign_in_failed", thing, address)
        if until is not None:
            note(PUBLIC.name, "sign_in_locked", thing, address)
    return SignIn(None, until)


def sign_out(*, request: HttpRequest) -> None:
    """End the session; nothing of it stays."""
    visitor = visitor_of(request)
    if visitor.signed_in:
        with transaction.atomic():
            note(visitor.name, "sign_out", visitor.person_id, address_of(request))
            logout(request)


def note(actor: str, action: str, thing_id: object, address: str) -> None:
    """A name that nobody has is not kept: it may be a password in the wrong field."""
    detail = {"address": address}
    record(actor=actor, action=f"accounts.{action}", thing_type="Person", thing_id=thing_id, detail=detail)
