"""From a stored place to an open session, by the way of the settings' list of servers and folders."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from shuheng.quality.models import DataPlace
from shuheng.quality.places.drivers import DRIVERS
from shuheng.quality.places.guard import check_host
from shuheng.quality.places.secrets import unseal
from shuheng.quality.places.session import Limits, Session, Target
from shuheng.quality.places.terms import PlaceKind


@contextmanager
def connected(place: DataPlace, limits: Limits | None = None) -> Iterator[Session]:
    """A session with a place, hung up at the end. Raises `ProblemsError` with a code of `codes`, or secret-lost."""
    if place.kind != PlaceKind.DUCKDB:
        check_host(place.host, settings.DATA_HOSTS)
    target = Target(
        database=place.database,
        schema=place.schema,
        host=place.host,
        port=place.port or 0,
        user=place.user,
        password=unseal(place.secret),
    )
    session = DRIVERS[place.kind](target, limits or Limits())
    try:
        yield session
    finally:
        session.close()
