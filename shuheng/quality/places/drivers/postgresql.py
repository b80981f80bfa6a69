"""PostgreSQL: a transaction that can only read, with limits on every wait."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import errors, sql

from shuheng.engines.measure.tables.backends.postgresql import POSTGRESQL
from shuheng.engines.measure.tables.backends.typed import ZONE, Stored
from shuheng.problems import ProblemsError
from shuheng.quality.places.codes import problem_of, quoted, said
from shuheng.quality.places.session import MOST_TABLES, Limits, Row, SeenTable, Target, plain

NO_SUCH_DATABASE = re.compile(r'database ".*" does not exist|数据库 ?["“].*["”] ?不存在', re.DOTALL)
NOT_LET_IN = re.compile(
    r"authentication|no password supplied|pg_hba|permission denied for database|认证|没有用于|未提供口令|role \".*\" does not exist",
    re.DOTALL,
)
KINDS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.QueryCanceled, "place-slow"),
    (errors.LockNotAvailable, "place-busy"),
    (errors.InsufficientPrivilege, "place-forbidden"),
    (errors.UndefinedTable, "place-table-gone"),
    (errors.InvalidSchemaName, "place-table-gone"),
    (errors.UndefinedColumn, "place-columns-changed"),
    (errors.FeatureNotSupported, "place-columns-changed"),
    (psycopg.OperationalError, "place-lost"),
)
TABLES = """
SELECT n.nspname, c.relname, CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint END, c.relkind IN ('v', 'm')
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
ORDER BY c.relname LIMIT %s
"""
COLUMNS = """
SELECT a.attname, pg_catalog.format_type(a.atttypid, NULL)
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""
WRITES = """
SELECT coalesce(bool_or(pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')), false)
    OR coalesce(bool_or(pg_catalog.has_schema_privilege(n.oid, 'CREATE')), false)
FROM pg_catalog.pg_namespace n
LEFT JOIN pg_catalog.pg_class c ON n.oid = c.relnamespace AND c.relkind IN ('r', 'p', 'v', 'f')
WHERE n.nspname = %s
"""


class PostgresSession:
    """See `Session`. A table is locked against changes of its shape (ACCESS SHARE) while it is measured."""

    backend = POSTGRESQL

    def __init__(self, target: Target, limits: Limits) -> None:
        self.target, self.limits = target, limits
        self.schema = target.schema or "public"
        self.connection = connected(target, limits)
        with self.told():
            encoding = self.connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            self.close()
            raise problem_of("place-encoding", f"现为 {encoding}")

    @contextmanager
    def told(self, about: str = "") -> Iterator[None]:
        """What goes wrong here, as a problem; the transaction is over then."""
        try:
            yield
        except psycopg.Error as error:
            code = next((code for kind, code in KINDS if isinstance(error, kind)), "place-refused")
            words = said(error.diag.message_primary or str(error), self.target.password)
            if not self.connection.closed:
                self.connection.rollback()
            raise problem_of(code, quoted(about, words)) from None

    def tables(self) -> list[SeenTable]:
        """See `Session`."""
        with self.told():
            found = self.connection.execute(TABLES, (self.schema, MOST_TABLES)).fetchall()
            self.connection.commit()
        return [SeenTable(*row) for row in found]

    def begin(self, schema: str, table: str) -> list[str]:
        """See `Session`. The lock comes before the snapshot, so that no change of shape falls between them."""
        lock = sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(
            sql.Identifier(schema or self.schema, table)
        )
        with self.told(f"表“{table}”"):
            self.connection.rollback()
            try:
                self.connection.execute(lock)
            except (errors.WrongObjectType, errors.ReadOnlySqlTransaction):
                self.connection.rollback()  # a materialised view or a foreign table
                return ["这是物化视图或外部表，计量期间没有锁定它的结构"]
        return []

    def columns(self, schema: str, table: str) -> list[Stored]:
        """See `Session`."""
        with self.told(f"表“{table}”"):
            found = self.connection.execute(COLUMNS, (schema or self.schema, table)).fetchall()
        if not found:
            raise problem_of("place-table-gone", f"表“{table}”")
        return [Stored(name, kind) for name, kind in found]

    def rows(self, sql: str) -> Sequence[Row]:
        """See `Session`."""
        with self.told():
            return [plain(row) for row in self.connection.execute(sql.encode()).fetchall()]

    def end(self) -> None:
        """See `Session`."""
        with self.told():
            self.connection.rollback()

    def may_write(self) -> bool:
        """See `Session`."""
        with self.told():
            found = self.connection.execute(WRITES, (self.schema,)).fetchone()
            self.connection.commit()
        return bool(found and found[0])

    def close(self) -> None:
        """See `Session`."""
        self.connection.close()


def connected(target: Target, limits: Limits) -> psycopg.Connection:
    """A connection whose transactions read one snapshot and can write nothing."""
    settings = {
        "default_transaction_read_only": "on",
        "statement_timeout": limits.statement * 1000,
        "lock_timeout": limits.lock * 1000,
        "idle_in_transaction_session_timeout": limits.idle * 1000,
        "datestyle": "ISO",
        "timezone": ZONE,
        "extra_float_digits": 1,
        "standard_conforming_strings": "on",
    }
    try:
        connection = psycopg.connect(
            host=target.host,
            port=target.port,
            dbname=target.database,
            user=target.user,
            password=target.password,
            connect_timeout=limits.connect,
            client_encoding="UTF8",
            application_name="shuheng",
            options=" ".join(f"-c {name}={value}" for name, value in settings.items()),
        )
    except psycopg.OperationalError as error:
        raise not_connected(target, str(error)) from None
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection


def not_connected(target: Target, text: str) -> ProblemsError:
    """Why there is no connection. The library hands on words and no code, in English or in Chinese."""
    if NO_SUCH_DATABASE.search(text):
        return problem_of("place-database", target.database)
    if NOT_LET_IN.search(text):
        return problem_of("place-password", f"{target.user}@{target.host}:{target.port}")
    return problem_of("place-unreachable", f"{target.host}:{target.port}")
