"""Closed lists of places."""

from shuheng.terms import Term


class PlaceKind(Term):
    """来源类型: the kind of database; MySQL stands for MariaDB too."""

    POSTGRESQL = "postgresql", "PostgreSQL"
    MYSQL = "mysql", "MySQL / MariaDB"
    DUCKDB = "duckdb", "DuckDB 文件"
