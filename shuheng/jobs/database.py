"""Whether the database is there, takes writes, and has its tables: asked before anything is started on it."""

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

NO_TABLES = "数据库的表不是当前版本，请先执行：python manage.py migrate"
NO_WRITES = "数据库能打开但不能写入（{why}）。请检查数据目录的权限和磁盘空间，或数据库是否处于只读状态。"
NOT_THERE = "连不上数据库（{why}）。请检查 SHUHENG_DATABASE、SHUHENG_DATA 的设置，以及数据库服务是否已启动。"
TRIAL = "shuheng_write_trial"


def fault() -> str:
    """What is wrong with the database, in one line for the operator; empty if nothing is."""
    return absence() or (NO_TABLES if behind() else "")


def absence() -> str:
    """Why it cannot be opened or written, in one line; empty if it can, with its tables or without."""
    try:
        connection.ensure_connection()
        connection.introspection.table_names()  # SQLite opens the file only when it is first read
    except DatabaseError as error:
        return NOT_THERE.format(why=one_line(error))
    try:
        try_to_write()
    except DatabaseError as error:
        return NO_WRITES.format(why=one_line(error))
    return ""


def try_to_write() -> None:
    """Ask PostgreSQL; in SQLite make a table and take it back. Nothing stays, and no table need be there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW transaction_read_only")
            if cursor.fetchone() == ("on",):
                raise OperationalError("transaction_read_only = on")
            return
        cursor.execute("BEGIN IMMEDIATE")
        try:
            cursor.execute(f"CREATE TABLE {TRIAL} (number integer)")
        finally:
            cursor.execute("ROLLBACK")


def behind() -> bool:
    """Whether some migration has not been applied."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())
