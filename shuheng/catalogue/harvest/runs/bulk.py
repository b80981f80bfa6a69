"""Many rows at once, past the models: a harvest writes 5,000 entries a second with all that belongs to them.

Django's `bulk_create` prepares every value of every field on its own and takes ten times as long for an entry of
fifty fields. Here one converter per column is chosen before the first row; PostgreSQL gets a COPY.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

Row = list[Any]
ENCODE = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make one for every value
Convert = Callable[[Any], Any]
SHORT = 8
ODD = re.compile("[\ud800-\udfff]|\\\\u0000")
UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def meta(model: type[models.Model]) -> Any:
    """What Django knows of a model; public, whatever its name looks like."""
    return model._meta  # noqa: SLF001  # documented by Django as public


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Numbers for so many new rows; in a transaction, so that on SQLite nobody else takes the same."""
    if not count:
        return []
    table = meta(model).db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return list(range(first, first + count))


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows whose values stand in the order of the names of fields; the lists are changed in place."""
    if not rows:
        return
    fields = [meta(model).get_field(name) for name in names]
    prepare(fields, rows)
    quote = connection.ops.quote_name
    table, columns = quote(meta(model).db_table), ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608  # names of ours


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Set the named fields of many rows; the last value of each row is the row's number."""
    if not rows:
        return
    fields = [meta(model).get_field(name) for name in names]
    prepare(fields, rows)
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(meta(model).db_table)} SET {sets} WHERE id = %s"  # noqa: S608  # names of ours
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def prepare(fields: Sequence[Any], rows: Sequence[Row]) -> None:
    """Dates, times and JSON as this database takes them."""
    for place, field in enumerate(fields):
        convert = converter(field)
        if convert is not None:
            for row in rows:
                if row[place] is not None:
                    row[place] = convert(row[place])


def converter(field: object) -> Convert | None:
    """How values of a field are written; a list has few different days and moments, so each is converted once."""
    if isinstance(field, models.DateTimeField):
        return cache(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.DateField):
        return cache(connection.ops.adapt_datefield_value)
    if isinstance(field, models.BooleanField) and connection.vendor == "sqlite":
        return int  # its driver looks for an adapter of every bool
    return json_text if isinstance(field, models.JSONField) else None


def json_text(value: Any) -> str:
    """JSON that PostgreSQL takes too: no NUL, no half of a surrogate pair. Short lists repeat: formats, keywords."""
    if isinstance(value, list) and len(value) < SHORT and all(type(one) is str for one in value):
        return short_text(tuple(value))
    return plain_text(value)


@lru_cache(maxsize=50_000)
def short_text(values: tuple[str, ...]) -> str:
    return plain_text(list(values))


def plain_text(value: Any) -> str:
    text = ENCODE(value)
    return ENCODE(storable(value)) if ODD.search(text) else text


def storable(value: Any) -> Any:
    """The value with what no database stores taken out of its texts."""
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    return value
