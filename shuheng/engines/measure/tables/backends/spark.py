"""Spark 4 over staged Parquet, for what outgrows one machine."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.backends.escapes import whole
from shuheng.engines.measure.tables.words import BLANKS, CAPITALS, SMALL


def _btrim(text: str, characters: str) -> str:
    raise NotImplementedError


def _ascii(text: str) -> int:
    """The code point of the first character."""
    raise NotImplementedError


def _substr(text: str, place: int, length: int) -> str:
    raise NotImplementedError


def _instr(text: str, piece: str) -> int:
    raise NotImplementedError


BTRIM = ibis.udf.scalar.builtin(_btrim, name="btrim")
ASCII = ibis.udf.scalar.builtin(_ascii, name="ascii")
SUBSTR = ibis.udf.scalar.builtin(_substr, name="substr")
INSTR = ibis.udf.scalar.builtin(_instr, name="instr")


class Spark(Backend):
    """Patterns are Java's, texts are compared by their octets; a cast that fails raises, so casts are tried."""

    name = "spark"
    title = "Spark"
    dialect = "pyspark"
    approximates = True

    def strip(self, c: ir.StringValue) -> ir.StringValue:
        """See Backend."""
        return BTRIM(c, BLANKS)

    def fold(self, c: ir.StringValue) -> ir.StringValue:
        """See Backend."""
        return c.translate(CAPITALS, SMALL)

    def first_code(self, c: ir.StringValue) -> ir.IntegerValue | None:
        """See Backend."""
        return ASCII(c)

    def matches(self, c: ir.StringValue, pattern: str) -> ir.BooleanValue:
        """See Backend."""
        return c.re_search(whole(pattern))

    def extract(self, c: ir.StringValue, pattern: str) -> ir.StringValue:
        """See Backend."""
        return c.re_extract(whole(pattern), 1)

    def slice(self, c: ir.StringValue, place: int | ir.IntegerValue, length: int) -> ir.StringValue:
        """See Backend. The function takes no bigint."""
        return SUBSTR(c, place if isinstance(place, int) else place.cast("int32"), length)

    def code_at(self, c: ir.StringValue, place: int) -> ir.IntegerValue:
        """See Backend."""
        return ASCII(SUBSTR(c, place, 1))

    def place_in(self, alphabet: str, character: ir.StringValue) -> ir.IntegerValue:
        """See Backend."""
        return INSTR(ibis.literal(alphabet), character)

    def number(self, c: ir.StringValue) -> ir.DecimalValue:
        """See Backend."""
        return c.try_cast("decimal(38, 10)")

    def distinct(self, c: ir.StringValue) -> ir.IntegerScalar:
        """See Backend. Exact counts of many columns in one query would multiply the rows."""
        return c.approx_nunique()

    def quote(self, name: str) -> str:
        """See Backend."""
        return "`" + name.replace("`", "``") + "`"

    def text(self, text: str) -> str:
        """See Backend."""
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def digest(self, columns: Sequence[str]) -> str:
        """See Backend. `hash` would have 32 bits."""
        return f"xxhash64({', '.join(self.exact(column) for column in columns)})"

    def exact(self, column: str) -> str:
        """See Backend."""
        return f"coalesce({column}, '')"


SPARK = Spark()
