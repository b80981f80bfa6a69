"""Every view says who may see it: `@public`, or `@permission("name")`. One that says neither is never run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
MARK = "shuheng_access"


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
