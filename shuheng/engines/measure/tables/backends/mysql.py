r"""MariaDB 10.5 and MySQL 8.0, and later ones: texts come from :func:`typed.relation_of` in utf8mb4, code point by code
point and with trailing blanks that count, for a comparison of the server's own takes A for a and "a " for "a".

Statements are written for a session whose sql_mode is empty, so that ``\`` escapes in a literal.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.backends.escapes import whole
from shuheng.engines.measure.tables.words import BLANKS, CAPITALS, SMALL

NUMBER, WHOLE = "^[+-]?[0-9]{1,18}([.][0-9]{1,9})?$", "^[+-]?[0-9]{1,18}$"
COMPARED = 250  # characters of at most four octets
CLASS = "[" + "".join(rf"\x{{{ord(blank):x}}}" for blank in BLANKS) + "]"
AROUND = rf"\A{CLASS}++|(?<!{CLASS}){CLASS}++\z"  # a run of blanks is looked at once, however long it is


def _replace_pattern(text: str, pattern: str, other: str) -> str:
    raise NotImplementedError


def _bits(text: str) -> int:
    """Eight for every octet. (sqlglot takes LENGTH for the number of characters.)"""
    raise NotImplementedError


def _ascii(text: str) -> int:
    raise NotImplementedError


def _ord(text: str) -> int:
    """The octets of the first character as one number."""
    raise NotImplementedError


def _substr(text: str, place: int, length: int) -> str:
    raise NotImplementedError


def _instr(text: str, piece: str) -> int:
    raise NotImplementedError


REPLACE_PATTERN = ibis.udf.scalar.builtin(_replace_pattern, name="regexp_replace")
BITS = ibis.udf.scalar.builtin(_bits, name="bit_length")
ASCII = ibis.udf.scalar.builtin(_ascii, name="ascii")
ORD = ibis.udf.scalar.builtin(_ord, name="ord")
SUBSTR = ibis.udf.scalar.builtin(_substr, name="substr")
INSTR = ibis.udf.scalar.builtin(_instr, name="instr")


class MySQL(Backend):
    """One class for both servers: they differ in the name of the exact collation and in how a group is called back."""

    dialect = "mysql"

    def __init__(self, name: str, title: str, collation: str, group: str) -> None:
        self.name, self.title, self.collation, self.group = name, title, collation, group

    def strip(self, c: ir.StringValue) -> ir.StringValue:
        """See Backend. The server's own TRIM takes one text away, not any of many characters."""
        return REPLACE_PATTERN(c, AROUND, "")

    def fold(self, c: ir.StringValue) -> ir.StringValue:
        """See Backend. LOWER changes the letters of all alphabets, so that only ASCII texts are given to it."""
        letter = c
        for capital, small in zip(CAPITALS, SMALL, strict=True):
            letter = REPLACE_PATTERN(letter, capital, small)
        return ibis.cases((BITS(c) == c.length() * 8, c.lower()), (c.re_search("[A-Z]"), letter), else_=c)

    def first_code(self, c: ir.StringValue) -> ir.IntegerValue | None:
        """See Backend. Worked out from the octets of UTF-8."""
        octets = ORD(c)
        last, third, second = octets & 63, ((octets >> 8) & 63) * 64, ((octets >> 16) & 63) * 4096
        return ibis.cases(
            (octets < 1 << 8, octets),
            (octets < 1 << 16, ((octets >> 8) & 31) * 64 + last),
            (octets < 1 << 24, ((octets >> 16) & 15) * 4096 + third + last),
            else_=((octets >> 24) & 7) * 262144 + second + third + last,
        )

    def matches(self, c: ir.StringValue, pattern: str) -> ir.BooleanValue:
        """See Backend."""
        return c.re_search(whole(pattern))

    def extract(self, c: ir.StringValue, pattern: str) -> ir.StringValue:
        """See Backend."""
        asked = whole(pattern)
        taken = REPLACE_PATTERN(c, rf"(?s)\A.*?{asked}.*\z", self.group)
        return c.re_search(asked).ifelse(taken, "")

    def slice(self, c: ir.StringValue, place: int | ir.IntegerValue, length: int) -> ir.StringValue:
        """See Backend."""
        return SUBSTR(c, place, length)

    def code_at(self, c: ir.StringValue, place: int) -> ir.IntegerValue:
        """See Backend."""
        return ASCII(SUBSTR(c, place, 1))

    def place_in(self, alphabet: str, character: ir.StringValue) -> ir.IntegerValue:
        """See Backend."""
        return INSTR(ibis.literal(alphabet), character)

    def number(self, c: ir.StringValue) -> ir.DecimalValue:
        """See Backend. A cast of anything else would say 0."""
        kind = "decimal(38, 10)"
        return self.matches(c, NUMBER).ifelse(c.cast(kind), ibis.null(kind))

    def whole_number(self, c: ir.StringValue) -> ir.IntegerValue:
        """See Backend."""
        return self.matches(c, WHOLE).ifelse(c.cast("int64"), ibis.null("int64"))

    def quote(self, name: str) -> str:
        """See Backend."""
        return "`" + name.replace("`", "``") + "`"

    def text(self, text: str) -> str:
        """See Backend."""
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"

    def digest(self, columns: Sequence[str]) -> str:
        """See Backend. A row beyond max_allowed_packet gets the empty digest, and is then told apart text by text."""
        texts = ", char(31), ".join(f"coalesce({column}, '')" for column in columns)
        return f"coalesce(md5(concat({texts})), '')"

    def exact(self, column: str) -> str:
        """See Backend. A server groups by the first max_sort_length (1024) octets; longer texts stand there as SHA-256."""
        return f"CASE WHEN char_length({column}) > {COMPARED} THEN sha2({column}, 256) ELSE coalesce({column}, '') END"


MARIADB = MySQL("mariadb", "MariaDB", "utf8mb4_nopad_bin", r"\1")
MYSQL = MySQL("mysql", "MySQL", "utf8mb4_0900_bin", "$1")
