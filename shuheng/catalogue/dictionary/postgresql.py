"""The dictionary of a running PostgreSQL: read only, briefly, and nothing of the address is kept."""

from collections.abc import Collection, Sequence

import psycopg
from psycopg import conninfo, sql

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

ALLOWED = frozenset({"host", "port", "user", "password", "dbname", "sslmode"})
OPTIONS = f"-c statement_timeout={STATEMENT_SECONDS}000 -c default_transaction_read_only=on"
QUERY = """
SELECT c.table_name, obj_description(format('%%I.%%I', c.table_schema, c.table_name)::regclass, 'pg_class'),
       c.column_name, col_description(format('%%I.%%I', c.table_schema, c.table_name)::regclass, c.ordinal_position),
       c.data_type, coalesce(c.character_maximum_length, c.numeric_precision), c.numeric_scale,
       EXISTS (
           SELECT 1 FROM information_schema.table_constraints t
           JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name)
           WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_schema = c.table_schema
             AND k.table_name = c.table_name AND k.column_name = c.column_name
       ),
       c.is_nullable = 'NO'
FROM information_schema.columns c
WHERE c.table_schema = %s
ORDER BY c.table_name, c.ordinal_position
LIMIT %s
"""


def postgresql_columns(
    address: str, schema: str, *, known: Collection[str] = (), sockets: bool = False
) -> list[Column]:
    """Columns of one schema that the account may see. Raises `ProblemsError`; no message names the password.

    Only servers that the settings name (`known`) are asked, so that nobody looks around the network from here.
    `sockets` allows a server on this machine by its socket, which a page never does.
    """
    parameters = checked(address, known, sockets=sockets)
    try:
        rows = fetched(parameters, schema)
    except psycopg.errors.QueryCanceled as error:
        raise too_slow() from error
    except psycopg.Error as error:
        raise not_read(str(error), parameters.get("password", "")) from None
    demand_columns(rows, schema)
    return [
        Column(table, name, " ".join((table_title or "").split())[:500], title or "", kind[:100], length, scale, key, required)
        for table, table_title, name, title, kind, length, scale, key, required in rows
    ]  # fmt: skip


def checked(address: str, known: Collection[str], *, sockets: bool) -> dict[str, str]:
    """The parts of an address, only those that name a server and an account: no file, no service, no option."""
    try:
        parameters = {name: str(value) for name, value in conninfo.conninfo_to_dict(address).items() if value}
    except psycopg.ProgrammingError as error:
        hint = "写法如 postgresql://账号:密码@主机:5432/库名。"
        raise failed("dictionary-address", "看不懂这个数据库地址。", hint) from error
    odd = sorted(set(parameters) - ALLOWED)
    if odd:
        message = f"地址里有不能用的参数：{'、'.join(odd)}。"
        raise failed("dictionary-address", message, f"可用：{'、'.join(sorted(ALLOWED))}。")
    hosts = parameters.get("host", "").split(",")
    if not sockets and any(not host or host.startswith(("/", "@")) for host in hosts):
        raise failed("dictionary-address", "地址里没有写主机。", "请写主机名或 IP 地址。")
    if not sockets:
        demand_hosts(hosts, known)
    return parameters


def fetched(
    parameters: dict[str, str], schema: str
) -> Sequence[tuple[str, str, str, str, str, int, int, bool, bool]]:
    """The rows, in a transaction that can only read."""
    with psycopg.connect(
        **parameters,  # type: ignore[arg-type]  # texts all of them
        connect_timeout=CONNECT_SECONDS,
        options=OPTIONS,
        application_name="shuheng-dictionary",
    ) as connection:
        connection.read_only = True
        return connection.execute(sql.SQL(QUERY), (schema, MOST_COLUMNS + 1)).fetchall()
