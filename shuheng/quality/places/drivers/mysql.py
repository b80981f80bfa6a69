"""MySQL and MariaDB: a session that can only read, one consistent snapshot per table, limits on every wait."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pymysql

from shuheng.engines.measure.tables.backends.escapes import spelled
from shuheng.engines.measure.tables.backends.mysql import MARIADB, MYSQL, MySQL
from shuheng.engines.measure.tables.backends.typed import Stored
from shuheng.problems import ProblemsError
from shuheng.quality.places.codes import problem_of, quoted, said
from shuheng.quality.places.session import MOST_TABLES, Limits, Row, SeenTable, Target, plain

CODES = {
    1044: "place-forbidden",
    1045: "place-password",
    1049: "place-database",
    1130: "place-password",
    1142: "place-forbidden",
    1143: "place-forbidden",
    1227: "place-forbidden",
    1356: "place-forbidden",  # a view whose tables the account may not read
    1698: "place-password",
    1146: "place-table-gone",
    1054: "place-columns-changed",
    1412: "place-columns-changed",
    1205: "place-busy",
    1317: "place-slow",
    1969: "place-slow",
    3024: "place-slow",
    2006: "place-lost",
    2013: "place-lost",
    1053: "place-lost",
    1927: "place-lost",
}
AT_CONNECT = {
    2003: "place-unreachable",
    2002: "place-unreachable",
    2013: "place-unreachable",
    1040: "place-unreachable",
}
WRITING = re.compile(r"\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\b")
TABLES = """
SELECT table_schema, table_name, table_rows, table_type = 'VIEW'
FROM information_schema.tables WHERE table_schema = %s ORDER BY table_name LIMIT %s
"""
COLUMNS = """
SELECT column_name, column_type FROM information_schema.columns
WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position
"""
ENGINE = "SELECT engine FROM information_schema.tables WHERE table_schema = %s AND table_name = %s"


class MySQLSession:
    """See `Session`. The first query of a transaction keeps the table's shape as it is until the end of it."""

    def __init__(self, target: Target, limits: Limits) -> None:
        self.target, self.limits = target, limits
        self.schema = target.schema or target.database
        self.connection = connected(target, limits)
        try:
            with self.told():
                maria = "mariadb" in str(self._asked("SELECT version()")[0][0]).lower()
                self.backend: MySQL = MARIADB if maria else MYSQL
                self._prepare(maria=maria)
        except ProblemsError:
            self.close()
            raise

    def _prepare(self, *, maria: bool) -> None:
        limit = (
            f"max_statement_time = {self.limits.statement}"
            if maria
            else f"max_execution_time = {self.limits.statement}000"
        )
        settings = [
            "sql_mode = ''",
            "time_zone = '+08:00'",
            limit,
            f"lock_wait_timeout = {self.limits.lock}",
            f"innodb_lock_wait_timeout = {self.limits.lock}",
            f"wait_timeout = {self.limits.idle}",
            "max_sort_length = 1024",
            *(["default_regex_flags = ''"] if maria else []),
        ]
        self._asked(f"SET NAMES utf8mb4 COLLATE {self.backend.collation}")
        self._asked(f"SET SESSION {', SESSION '.join(settings)}")
        self._asked("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    @contextmanager
    def told(self, about: str = "") -> Iterator[None]:
        """What goes wrong here, as a problem."""
        try:
            yield
        except pymysql.MySQLError as error:
            number, words = reason(error, self.target.password)
            code = CODES.get(number, "place-refused")
            if number == 2013 and "timed out" in words:
                code = "place-slow"
            raise problem_of(code, quoted(about, words)) from None

    def _asked(self, sql: str, values: tuple[Any, ...] | None = None) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def tables(self) -> list[SeenTable]:
        """See `Session`."""
        with self.told():
            found = self._asked(TABLES, (self.schema, MOST_TABLES))
            self.connection.rollback()
        return [SeenTable(schema, name, rows, bool(view)) for schema, name, rows, view in found]

    def begin(self, schema: str, table: str) -> list[str]:
        """See `Session`."""
        with self.told(f"表“{table}”"):
            self.connection.rollback()
            engine = self._asked(ENGINE, (schema or self.schema, table))
            self.connection.rollback()
            self._asked("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
        kind = engine[0][0] if engine else None
        if kind is None or kind.lower() == "innodb":
            return []
        return [f"表的存储引擎是 {kind}，没有一致的快照：计量期间写入的行可能只算进一部分指标"]

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
            return [plain(row) for row in self._asked(spelled(sql))]

    def end(self) -> None:
        """See `Session`."""
        with self.told():
            self.connection.rollback()

    def may_write(self) -> bool:
        """See `Session`. By the grants as the server writes them, without their `TO` part."""
        with self.told():
            found = self._asked("SHOW GRANTS")
        return any(WRITING.search(str(row[0]).split(" ON ")[0]) for row in found)

    def close(self) -> None:
        """See `Session`."""
        if self.connection.open:
            self.connection.close()


def connected(target: Target, limits: Limits) -> "pymysql.Connection[pymysql.cursors.Cursor]":
    """A connection in UTF-8; files of this machine are never sent."""
    try:
        return pymysql.connect(
            host=target.host,
            port=target.port,
            user=target.user,
            password=target.password.encode(),
            database=target.database,
            charset="utf8mb4",
            connect_timeout=limits.connect,
            read_timeout=limits.statement + limits.lock,
            write_timeout=limits.statement,
            local_infile=False,
            autocommit=False,
        )
    except (pymysql.MySQLError, OSError) as error:
        number, words = reason(error, target.password)
        code = AT_CONNECT.get(number) or CODES.get(number) or "place-unreachable"
        where = f"{target.host}:{target.port}/{target.database}"
        raise problem_of(code, where if code == "place-unreachable" else quoted(where, words)) from None


def reason(error: Exception, secret: str) -> tuple[int, str]:
    """The number of an error (0: none) and its words, without the password."""
    number = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    return number, said(str(error.args[1] if len(error.args) > 1 else error), secret)
