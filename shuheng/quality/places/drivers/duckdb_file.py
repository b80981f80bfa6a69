"""A DuckDB file: opened for reading only, with nothing else of this machine within its reach."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
from django.conf import settings

from shuheng.engines.measure.tables.backends.duckdb import DUCKDB
from shuheng.engines.measure.tables.backends.typed import Stored
from shuheng.quality.places.codes import problem_of, quoted, said
from shuheng.quality.places.guard import checked_file
from shuheng.quality.places.session import MOST_TABLES, Limits, Row, SeenTable, Target, plain

SEALED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}
TABLES = """
SELECT schema_name, name, rows, view FROM (
    SELECT schema_name, table_name AS name, estimated_size AS rows, false AS view FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT schema_name, view_name, NULL, true FROM duckdb_views() WHERE NOT internal
) WHERE schema_name = ? ORDER BY name LIMIT ?
"""
COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_catalog = current_database() AND table_schema = ? AND table_name = ? ORDER BY ordinal_position
"""


class DuckDBSession:
    """See `Session`. Nobody writes to the file while it is open here, so that every view of it is the same."""

    backend = DUCKDB

    def __init__(self, target: Target, limits: Limits) -> None:
        self.limits = limits
        self.schema = target.schema or "main"
        path = checked_file(target.database, settings.DATA_FOLDERS)
        try:
            self.connection = duckdb.connect(str(path), read_only=True, config=SEALED)
        except duckdb.Error as error:
            words = said(str(error), "")
            locked = "lock" in words.lower() and isinstance(error, duckdb.IOException)
            raise problem_of("place-busy" if locked else "place-file", words) from None

    @contextmanager
    def told(self, about: str = "") -> Iterator[None]:
        """What goes wrong here, as a problem; a statement that takes too long is broken off."""
        clock = threading.Timer(self.limits.statement, self.connection.interrupt)
        clock.start()
        try:
            yield
        except duckdb.Error as error:
            code = "place-refused"
            if isinstance(error, duckdb.InterruptException):
                code = "place-slow"
            elif isinstance(error, duckdb.CatalogException):
                code = "place-table-gone"
            elif isinstance(error, duckdb.PermissionException):
                code = "place-forbidden"
            raise problem_of(code, quoted(about, said(str(error), ""))) from None
        finally:
            clock.cancel()

    def _asked(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, values).fetchall()

    def tables(self) -> list[SeenTable]:
        """See `Session`."""
        with self.told():
            found = self._asked(TABLES, (self.schema, MOST_TABLES))
        return [SeenTable(*row) for row in found]

    def begin(self, schema: str, table: str) -> list[str]:  # noqa: ARG002  # nobody writes, so nothing is held
        """See `Session`."""
        return []

    def columns(self, schema: str, table: str) -> list[Stored]:
        """See `Session`."""
        with self.told(f"表“{table}”"):
            found = self._asked(COLUMNS, (schema or self.schema, table))
        if not found:
            raise problem_of("place-table-gone", f"表“{table}”")
        return [Stored(name, kind) for name, kind in found]

    def rows(self, sql: str) -> Sequence[Row]:
        """See `Session`."""
        with self.told():
            return [plain(row) for row in self._asked(sql)]

    def end(self) -> None:
        """See `Session`."""

    def may_write(self) -> bool:
        """See `Session`. The file was opened for reading only, whoever owns it."""
        return False

    def close(self) -> None:
        """See `Session`."""
        self.connection.close()
