"""Every view says who may see it: `@public`, or `@permission("name")`. One that says neither is never run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
MARK = "shuheng_access"
ASKED = "shuheng_asked_permission"
ACTOR = "shuheng_actor"


@dataclass(frozen=True)
class Access:
    """The permission a view asks for; None means that everyone may see it."""

    permission: str | None


def public(view: View) -> View:
    """Mark a view that anyone may see."""
    setattr(view, MARK, Access(None))
    return view


def permission(name: str) -> Callable[[View], View]:
    """Mark a view that asks for this permission."""

    def mark(view: View) -> View:
        setattr(view, MARK, Access(name))
        return view

    return mark


def access_of(view: object) -> Access | None:
    """What the view said, or None when it said nothing."""
    found = getattr(view, MARK, None)
    return found if isinstance(found, Access) else None


def note_read(request: HttpRequest, permission: str) -> None:
    """Have the reading of this page put on record: it shows something that this permission guards."""
    setattr(request, ASKED, permission)


def read_before(request: HttpRequest) -> None:
    """Leave this answer off the record: it goes on with a reading that is on it already (progress, say)."""
    setattr(request, ASKED, None)


def reading_of(request: HttpRequest) -> str | None:
    """The permission whose reading is to be put on record, or None."""
    found = getattr(request, ASKED, None)
    return found if isinstance(found, str) else None


def name_actor(request: HttpRequest, name: str) -> None:
    """The gate says who asks; rooms below accounts learn it by `actor_of`."""
    setattr(request, ACTOR, name)


def actor_of(request: HttpRequest) -> str:
    """The name of who asks, as the log keeps it."""
    name: str = getattr(request, ACTOR)  # not an attribute of Django's
    return name
