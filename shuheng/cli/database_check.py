"""Whether the database can be worked with; an empty SQLite gets its tables. Loaded once Django is set up."""

from django.core.management import call_command
from django.db import connection

from shuheng.jobs.database import NO_TABLES, absence, behind
from shuheng.problems import Problem, ProblemsError


def check() -> None:
    """Raises `ProblemsError` database-not-ready. PostgreSQL belongs to somebody, who is asked to migrate."""
    found = "" if connection.in_atomic_block else absence()  # who has a transaction open has a database
    if found:
        raise ProblemsError([Problem("database-not-ready", found)])
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    if behind():
        raise ProblemsError([Problem("database-not-ready", NO_TABLES)])
