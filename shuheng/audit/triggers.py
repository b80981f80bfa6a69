"""Triggers by which the database itself refuses to change or remove rows of a table."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "rows of this table cannot be changed or removed"
SQLITE_EVENTS = ("update", "delete")  # SQLite has no TRUNCATE

SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
"""


def protect(database: BaseDatabaseWrapper, table: str, events: Sequence[str]) -> None:
    """Refuse these events (update, delete, truncate) on the table, on SQLite or PostgreSQL."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            for event in sqlite_events(events):
                cursor.execute(SQLITE.format(table=table, event=event, message=MESSAGE))
            return
        cursor.execute(POSTGRESQL_FUNCTION.format(table=table, message=MESSAGE))
        for event in events:
            cursor.execute(POSTGRESQL.format(table=table, event=event))


def unprotect(database: BaseDatabaseWrapper, table: str, events: Sequence[str]) -> None:
    """Lift what `protect` set up."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            for event in sqlite_events(events):
                cursor.execute(f"DROP TRIGGER {table}_no_{event}")
            return
        for event in events:
            cursor.execute(f"DROP TRIGGER {table}_no_{event} ON {table}")
        cursor.execute(f"DROP FUNCTION {table}_refuse()")


def sqlite_events(events: Sequence[str]) -> list[str]:
    return [event for event in events if event in SQLITE_EVENTS]
