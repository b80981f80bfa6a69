"""What the engine asks of a database, and where the table stands in it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.fragments import ALIAS

T = TypeVar("T")
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Query:
    """SQL to be run; the answer sent back is a list of rows, each with the columns of the query in order.

    ``topic`` and ``about`` say what is wanted, for a runner that has a shorter way to the same answer.
    """

    topic: str
    sql: str
    about: tuple[Any, ...] = ()


Asking = Generator[Query, Rows, T]


@dataclass(frozen=True, slots=True)
class Relation:
    """A table as the measures see it: all columns text, named as in the source, the columns quoted in ``names``.

    ``sql`` stands after FROM: a name or a query in brackets. It has the columns c0, c1, ... in the order of
    ``columns``, and ``row_no`` (rows counted from 1) where ``numbered``.
    """

    sql: str
    columns: tuple[str, ...]
    numbered: bool
    backend: Backend

    def quoted(self, number: int) -> str:
        """A column by its number, as it stands in SQL."""
        return f"{self.alias}.{self.backend.quote(f'c{number}')}"

    @property
    def alias(self) -> str:
        """The name of the table within a query."""
        return self.backend.quote(ALIAS)

    @property
    def origin(self) -> str:
        """What stands after FROM."""
        return f"{self.sql} AS {self.alias}"


def select(what: Iterable[str], origin: str, rest: str = "") -> str:
    """A SELECT of pieces that backends have quoted; no text of a table ever stands in it but as a literal."""
    return " ".join(filter(None, ("SELECT", ", ".join(what), "FROM", origin, rest)))
