"""What a connection to a place can do, the same for every kind of database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from shuheng.engines.measure.tables import Backend
from shuheng.engines.measure.tables.backends.typed import Stored

Row = tuple[Any, ...]
MOST_TABLES = 5_000


@dataclass(frozen=True)
class Target:
    """Where to connect and as whom; for a DuckDB file `database` is its path."""

    database: str
    schema: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Limits:
    """How long a place is waited for, in seconds; each statement by itself."""

    connect: int = 5
    statement: int = 300
    lock: int = 5
    idle: int = 120


@dataclass(frozen=True)
class SeenTable:
    """A table or view that the account sees; `rows` is the database's own estimate, None where it has none."""

    schema: str
    name: str
    rows: int | None
    view: bool


class Session(Protocol):
    """An open connection that only reads. Every method raises `ProblemsError` with a code of `codes`."""

    @property
    def backend(self) -> Backend: ...

    def tables(self) -> list[SeenTable]:
        """The tables of the place's schema that the account sees, by name, at most MOST_TABLES."""

    def begin(self, schema: str, table: str) -> list[str]:
        """One view of one table until `end`; answers with remarks where the database cannot give one."""

    def columns(self, schema: str, table: str) -> list[Stored]:
        """The columns in order. Raises place-table-gone where there are none."""

    def rows(self, sql: str) -> Sequence[Row]:
        """The rows of a query, whole numbers as int."""

    def end(self) -> None:
        """Let the view go."""

    def may_write(self) -> bool:
        """Whether the account could change data, were it let."""

    def close(self) -> None:
        """Hang up."""


def plain(row: Sequence[Any]) -> Row:
    """Whole numbers as int, however the driver brings them."""
    return tuple(
        int(cell) if isinstance(cell, Decimal) and cell == cell.to_integral_value() else cell for cell in row
    )
