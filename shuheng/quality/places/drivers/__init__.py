"""How a place is spoken to, by its kind: one file per kind, one line here."""

from collections.abc import Callable

from shuheng.quality.places.drivers.duckdb_file import DuckDBSession
from shuheng.quality.places.drivers.mysql import MySQLSession
from shuheng.quality.places.drivers.postgresql import PostgresSession
from shuheng.quality.places.session import Limits, Session, Target
from shuheng.quality.places.terms import PlaceKind

DRIVERS: dict[str, Callable[[Target, Limits], Session]] = {
    PlaceKind.POSTGRESQL: PostgresSession,
    PlaceKind.MYSQL: MySQLSession,
    PlaceKind.DUCKDB: DuckDBSession,
}

__all__ = ["DRIVERS"]
