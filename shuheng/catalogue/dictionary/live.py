"""The dictionary of a running database, whichever the address names."""

from collections.abc import Collection

from shuheng.catalogue.dictionary.column import Column
from shuheng.catalogue.dictionary.mysql import SCHEMES, mysql_columns
from shuheng.catalogue.dictionary.postgresql import postgresql_columns


def live_columns(
    address: str, schema: str, *, known: Collection[str] = (), sockets: bool = False
) -> list[Column]:
    """Columns of one schema that the account may see. Raises `ProblemsError`; no message names the password.

    `mysql://` and `mariadb://` mean these, everything else PostgreSQL (schema public unless named). Only servers in
    `known` are asked. `sockets` allows a PostgreSQL on this machine by its socket, which a page never does.
    """
    if address.partition("://")[0].lower() in SCHEMES:
        return mysql_columns(address, schema, known=known)
    return postgresql_columns(address, schema or "public", known=known, sockets=sockets)
