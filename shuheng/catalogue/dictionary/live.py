"""The dictionary of a running PostgreSQL: read only, briefly, and nothing of the address is kept.

MySQL is read from an export of its information_schema: the project has no MySQL driver.
"""

from collections.abc import Collection, Sequence

import psycopg
from psycopg import conninfo, sql

from shuheng.catalogue.dictionary.column import MOST_COLUMNS, Column
from shuheng.problems import Problem, ProblemsError

CONNECT_SECONDS = 5
STATEMENT_MILLISECONDS = 10_000
ALLOWED = frozenset({"host", "port", "user", "password", "dbname", "sslmode"})
OPTIONS = f"-c statement_timeout={STATEMENT_MILLISECONDS} -c default_transaction_read_only=on"
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


def live_columns(
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
        seconds = STATEMENT_MILLISECONDS // 1000
        raise failed("dictionary-slow", f"数据库 {seconds} 秒没有答完。", "请改用导出的文件。") from error
    except psycopg.Error as error:
        reason = hidden(str(error), parameters.get("password", ""))
        hint = "请核对地址、端口、账号和网络；也可以改用导出的文件。"
        raise failed("dictionary-connect", f"没有读到数据库：{reason}", hint) from None
    if len(rows) > MOST_COLUMNS:
        message = f"字段超过 {MOST_COLUMNS} 个。"
        raise failed("dictionary-too-many", message, "请用只能看到所需各表的账号，或改用导出的文件。")
    if not rows:
        message = f"模式“{schema[:60]}”里没有这个账号看得到的表。"
        raise failed("dictionary-empty", message, "请核对模式名（常用 public）和账号的权限。")
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
    strange = (
        [] if sockets else [host for host in hosts if host.lower() not in {one.lower() for one in known}]
    )
    if strange:
        message = f"系统没有开通从“{strange[0][:100]}”读取数据字典。"
        hint = "请系统管理员在 SHUHENG_HARVEST_HOSTS 中写明这台主机；也可以改用导出的文件。"
        raise failed("dictionary-host", message, hint)
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


def hidden(text: str, password: str) -> str:
    """What the server said, on one line, without the password."""
    words = " ".join(text.split())[:300]
    return words.replace(password, "***") if password else words


def failed(code: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(code, message, hint=hint)])
