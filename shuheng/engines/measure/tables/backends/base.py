r"""What a database must be able to do for the measures, and the words it has for it.

Everything that is spelled or answered differently from one database to another goes through these methods, so that an
expression is written once. Patterns are RE2 with explicit classes, anchored by ``^`` and ``$``; ``$`` is the end of the
text and nothing else (where a database lets it stand before a last line break, the backend writes ``\z``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal

import ibis
import ibis.expr.types as ir


class Backend(ABC):
    """One kind of database. ``name`` is a short stable code, ``dialect`` the one Ibis compiles for.

    ``max_aggregates`` bounds the aggregates of a query; ``approximates`` says that :meth:`distinct` is approximate.
    ``apart`` are the formats that are asked in a query of their own, because the runner has a shorter way to the answer.
    """

    name: str
    title: str
    dialect: str
    max_aggregates: int = 250
    approximates: bool = False
    apart: frozenset[str] = frozenset()

    @abstractmethod
    def strip(self, c: ir.StringValue) -> ir.StringValue:
        """The text without the characters of cells.BLANKS at both ends."""

    @abstractmethod
    def fold(self, c: ir.StringValue) -> ir.StringValue:
        """A to Z as a to z; every other character as it is."""

    def first_code(self, _: ir.StringValue) -> ir.IntegerValue | None:
        """The Unicode number of the first character (any number for the empty text); None: not to be had cheaply."""
        return None

    def begins_between(self, c: ir.StringValue, low: int, high: int) -> ir.BooleanValue | None:
        """Whether the number of the first character lies between two, both included; None: not to be had cheaply."""
        first = self.first_code(c)
        return None if first is None else first.between(low, high)

    @abstractmethod
    def matches(self, c: ir.StringValue, pattern: str) -> ir.BooleanValue:
        """Whether the pattern occurs; capitals and small letters differ, trailing blanks count."""

    @abstractmethod
    def extract(self, c: ir.StringValue, pattern: str) -> ir.StringValue:
        """What the first group of the pattern took; the empty text where it does not occur."""

    def character(self, c: ir.StringValue, place: int) -> ir.StringValue:
        """The character at a place, counted from 1."""
        return self.slice(c, place, 1)

    @abstractmethod
    def code_at(self, c: ir.StringValue, place: int) -> ir.IntegerValue:
        """The number of an ASCII character at a place, counted from 1."""

    @abstractmethod
    def place_in(self, alphabet: str, character: ir.StringValue) -> ir.IntegerValue:
        """Where a character stands in an alphabet, counted from 1; 0 where it does not. Capitals matter."""

    def place_character(self, alphabet: str, place: ir.IntegerValue) -> ir.StringValue:
        """The character of an alphabet at a place, counted from 1."""
        return self.slice(ibis.literal(alphabet), place, 1)

    @abstractmethod
    def slice(self, c: ir.StringValue, place: int | ir.IntegerValue, length: int) -> ir.StringValue:
        """So many characters from a place, counted from 1."""

    def join(self, first: str, c: ir.StringValue) -> ir.StringValue:
        """A text put before another."""
        return ibis.literal(first) + c

    @abstractmethod
    def number(self, c: ir.StringValue) -> ir.DecimalValue:
        """A text of digits as an exact decimal(38, 10); asked only of texts of at most 18 digits before and 9 after a point."""

    def constant(self, value: Decimal) -> ir.DecimalValue:
        """An exact number to compare :meth:`number` with."""
        return ibis.literal(value, "decimal(38, 10)")

    def whole_number(self, c: ir.StringValue) -> ir.IntegerValue:
        """A text of at most 18 digits as a 64-bit integer; null for anything else."""
        return c.try_cast("int64")

    def equals(self, c: ir.StringValue, other: ir.StringValue | str) -> ir.BooleanValue:
        """Whether two texts are the same, character by character."""
        return c == other

    def within(self, c: ir.StringValue, words: Sequence[str]) -> ir.BooleanValue:
        """Whether a text is one of these, character by character."""
        return c.isin(list(words))

    def folded_within(self, c: ir.StringValue, words: Sequence[str]) -> ir.BooleanValue:
        """Whether a text, A to Z as a to z, is one of these."""
        return self.fold(c).isin(list(words))

    def length(self, c: ir.StringValue) -> ir.IntegerValue:
        """Characters (code points) of a text."""
        return c.length()

    def distinct(self, c: ir.StringValue) -> ir.IntegerScalar:
        """How many different texts there are, approximate where :attr:`approximates` says so."""
        return c.nunique()

    def least(self, c: ir.StringValue) -> ir.StringScalar:
        """The first text in the order of code points."""
        return c.min()

    def greatest(self, c: ir.StringValue) -> ir.StringScalar:
        """The last text in the order of code points."""
        return c.max()

    @abstractmethod
    def quote(self, name: str) -> str:
        """A name as it stands in SQL."""

    @abstractmethod
    def text(self, text: str) -> str:
        """A literal text as it stands in SQL."""

    def decimal(self, value: Decimal) -> str:
        """SQL of an exact number to compare :meth:`number` with."""
        return f"CAST({self.text(f'{value:f}')} AS DECIMAL(38, 10))"

    @abstractmethod
    def digest(self, columns: Sequence[str]) -> str:
        """SQL of a hash of at least 64 bits over quoted text columns, null as the empty text: equal rows, equal hashes."""

    @abstractmethod
    def exact(self, column: str) -> str:
        """SQL of a quoted text column to group and compare by, every character counting; null as the empty text."""

    def count_if(self, condition: ir.BooleanValue) -> ir.IntegerScalar:
        """How many rows hold; 0 for none."""
        return condition.cast("int64").sum().coalesce(ibis.literal(0, "int64"))
