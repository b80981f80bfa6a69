"""The dictionary of a running MySQL or MariaDB: read only, briefly, and nothing of the address is kept."""

from collections.abc import Collection
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import pymysql

from shuheng.catalogue.dictionary.column import MOST_COLUMNS, Column
from shuheng.catalogue.dictionary.refusals import (
    CONNECT_SECONDS,
    STATEMENT_SECONDS,
    demand_columns,
    demand_hosts,
    failed,
    not_read,
    too_slow,
)

SCHEMES = ("mysql", "mariadb")
PORT = 3306
LOST = 2013  # the answer did not come in time
QUERY = """
SELECT c.table_name, t.table_comment, c.column_name, c.column_comment, c.data_type,
       COALESCE(c.character_maximum_length, c.numeric_precision), c.numeric_scale,
       c.column_key = 'PRI', c.is_nullable = 'NO'
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema = %s
ORDER BY c.table_name, c.ordinal_position
LIMIT %s
"""
LARGEST_LENGTH = 2**31 - 1  # what an information item keeps; longtext says 4 GB


def mysql_columns(address: str, schema: str, *, known: Collection[str] = ()) -> list[Column]:
    """Columns of one database (the one of the address where `schema` is empty). Raises `ProblemsError`."""
    parts = checked(address, known)
    name = schema or unquote(parts.path.lstrip("/"))
    password = unquote(parts.password or "")
    try:
        rows = fetched(parts, password, name)
    except pymysql.MySQLError as error:
        number = error.args[0] if error.args else 0
        words = str(error.args[-1]) if error.args else type(error).__name__
        raise (too_slow() if number == LOST else not_read(words, password)) from None
    demand_columns(rows, name)
    return [
        Column(
            str(table),
            str(column),
            " ".join((comment or "").split())[:500],
            title or "",
            str(kind)[:100],
            min(int(length), LARGEST_LENGTH) if length is not None else None,
            scale,
            bool(key),
            bool(required),
        )
        for table, comment, column, title, kind, length, scale, key, required in rows
    ]


def checked(address: str, known: Collection[str]) -> SplitResult:
    """The parts of an address that names a server, an account and a database, and nothing else."""
    hint = "写法如 mysql://账号:密码@主机:3306/库名。"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise failed("dictionary-address", "看不懂这个数据库地址。", hint) from error
    if parts.scheme not in SCHEMES or not host or not parts.username or parts.query or parts.fragment:
        raise failed("dictionary-address", "看不懂这个数据库地址。", hint)
    demand_hosts([host], known)
    return parts


def fetched(parts: SplitResult, password: str, schema: str) -> list[tuple[Any, ...]]:
    """The rows, in a session that can only read."""
    connection = pymysql.connect(
        host=parts.hostname,
        port=parts.port or PORT,
        user=unquote(parts.username or ""),
        password=password,
        charset="utf8mb4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=STATEMENT_SECONDS,
        write_timeout=STATEMENT_SECONDS,
        local_infile=False,
    )
    with connection, connection.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION READ ONLY")
        cursor.execute(QUERY, (schema, MOST_COLUMNS + 1))
        return list(cursor.fetchall())
