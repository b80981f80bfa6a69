"""PostgreSQL 12 and later, UTF-8: texts come from :func:`typed.relation_of` in the collation of code points."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.words import BLANKS, CAPITALS, SMALL

NUMBER, WHOLE = "^[+-]?[0-9]{1,18}([.][0-9]{1,9})?$", "^[+-]?[0-9]{1,18}$"


def _btrim(text: str, characters: str) -> str:
    raise NotImplementedError


def _ascii(text: str) -> int:
    """The code point of the first character, in a database of UTF-8."""
    raise NotImplementedError


def _substr(text: str, place: int, length: int) -> str:
    raise NotImplementedError


def _strpos(text: str, piece: str) -> int:
    raise NotImplementedError


BTRIM = ibis.udf.scalar.builtin(_btrim, name="btrim")
ASCII = ibis.udf.scalar.builtin(_ascii, name="ascii")
SUBSTR = ibis.udf.scalar.builtin(_substr, name="substr")
STRPOS = ibis.udf.scalar.builtin(_strpos, name="strpos")


class PostgreSQL(Backend):
    """A cast that fails raises there, so every cast stands behind a pattern; distinct texts are counted exactly."""

    name = "postgresql"
    title = "PostgreSQL"
    dialect = "postgres"

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
        """See Backend. An ``$`` of PostgreSQL is the end of the text alone."""
        return c.re_search(pattern)

    def extract(self, c: ir.StringValue, pattern: str) -> ir.StringValue:
        """See Backend."""
        return c.re_extract(pattern, 1).coalesce("")

    def slice(self, c: ir.StringValue, place: int | ir.IntegerValue, length: int) -> ir.StringValue:
        """See Backend. The function takes no bigint."""
        return SUBSTR(c, place if isinstance(place, int) else place.cast("int32"), length)

    def code_at(self, c: ir.StringValue, place: int) -> ir.IntegerValue:
        """See Backend."""
        return ASCII(SUBSTR(c, place, 1))

    def place_in(self, alphabet: str, character: ir.StringValue) -> ir.IntegerValue:
        """See Backend."""
        return STRPOS(ibis.literal(alphabet), character)

    def number(self, c: ir.StringValue) -> ir.DecimalValue:
        """See Backend."""
        kind = "decimal(38, 10)"
        return self.matches(c, NUMBER).ifelse(c.cast(kind), ibis.null(kind))

    def whole_number(self, c: ir.StringValue) -> ir.IntegerValue:
        """See Backend."""
        return self.matches(c, WHOLE).ifelse(c.cast("int64"), ibis.null("int64"))

    def quote(self, name: str) -> str:
        """See Backend."""
        return '"' + name.replace('"', '""') + '"'

    def text(self, text: str) -> str:
        """See Backend."""
        return "'" + text.replace("'", "''") + "'"

    def digest(self, columns: Sequence[str]) -> str:
        """See Backend. Functions take 100 arguments at most, so the texts are put together first."""
        return f"hashtextextended({' || chr(31) || '.join(self.exact(column) for column in columns)}, 0)"

    def exact(self, column: str) -> str:
        """See Backend."""
        return f"coalesce({column}, '')"

    def count_if(self, condition: ir.BooleanValue) -> ir.IntegerScalar:
        """See Backend. There is no cast from a truth value to a bigint."""
        return ibis.cases((condition, 1), else_=0).sum().coalesce(ibis.literal(0, "int64"))


POSTGRESQL = PostgreSQL()
