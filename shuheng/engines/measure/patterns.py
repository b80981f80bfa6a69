r"""Patterns that mean the same to a database (RE2) and to Python, and texts made comparable.

RE2 and Python differ in ``\d``, ``\w``, ``\s``, ``\b``, ``\p``, ``$``, case folding, and lookaround exists in one only.
A pattern here therefore uses explicit classes, and ``$`` for nothing but the end of the text.
"""

import re

import ibis
import ibis.expr.types as ir

HAN = "㐀-鿿"
BLANK = "\\t\\n\\v\\f\\r \x85\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"


def _regexp_extract_all(text: str, pattern: str, group: int) -> list[str]:
    """DuckDB's function of this name; Ibis has none for all occurrences."""
    raise NotImplementedError


extract_all = ibis.udf.scalar.builtin(_regexp_extract_all, name="regexp_extract_all")


class Pattern:
    """One regular expression, for columns and for texts; both ways search from left to right, first alternative first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._compiled = re.compile(text.replace("$", r"\Z"))

    def finds(self, column: ir.Value) -> ir.Value:
        """Whether it occurs."""
        return column.re_search(self.text)

    def found_in(self, text: str) -> bool:
        """Twin of :meth:`finds`."""
        return self._compiled.search(text) is not None

    def replace(self, column: ir.Value, by: str = "") -> ir.Value:
        """Every occurrence replaced; ``\\1`` stands for the first group."""
        return column.re_replace(self.text, by)

    def replace_rare(self, column: ir.Value, by: str = "") -> ir.Value:
        """The same as :meth:`replace`, cheaper where most texts have no occurrence: a search costs half of it."""
        return self.finds(column).ifelse(self.replace(column, by), column)

    def replaced_in(self, text: str, by: str = "") -> str:
        """Twin of :meth:`replace` and :meth:`replace_rare`."""
        return self._compiled.sub(by, text)

    def pick(self, column: ir.Value) -> ir.Value:
        """What its first group took, occurrence after occurrence; everything else falls away."""
        return extract_all(column, self.text, 1).join("")

    def picked_from(self, text: str) -> str:
        """Twin of :meth:`pick`."""
        return "".join(found.group(1) for found in self._compiled.finditer(text))


def any_case(word: str) -> str:
    """A pattern for an ASCII word in capitals or small letters."""
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)


NO_WORDS = ("暂无", "暂缺", "无", "空", "未知", "待补充", "待完善", "略", "-", "--", "/", "/t")
NO_WORDS_LATIN = ("null", "none", "nan", "n/a", "undefined")
BLANKS = Pattern(f"[{BLANK}]+")
ONLY_BLANK = Pattern(f"^[{BLANK}]*$")
SAYS_NOTHING = Pattern(f"^[{BLANK}]*(?:{'|'.join([*NO_WORDS, *map(any_case, NO_WORDS_LATIN)])})?[{BLANK}]*$")
WIDE = "".join(map(chr, range(0xFF01, 0xFF5F))) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "【〔】〕“”‘’—–"
NARROW = "".join(map(chr, range(0x21, 0x7F))).lower() + "abcdefghijklmnopqrstuvwxyz" + "[[]]\"\"''--"
RARE = "A-Z！-＇＊-＋－-９＜-～【〔】〕“”‘’—–"
COMMON, COMMON_NARROW = "（），：；", "(),:;"
NEEDS_WORK = Pattern(f"[{RARE}{COMMON}{BLANK}]")
HAS_RARE = Pattern(f"[{RARE}]")
NARROWED = str.maketrans(WIDE, NARROW)


def key(column: ir.Value) -> ir.Value:
    """A text made comparable: no blanks, half-width marks, small letters. Null is empty.

    Most texts need no work, and most others only have wide brackets: a long translation costs 8 microseconds.
    """
    text = column.coalesce("")
    tight = BLANKS.replace(text)
    worked = HAS_RARE.finds(text).ifelse(
        tight.translate(WIDE, NARROW), tight.translate(COMMON, COMMON_NARROW)
    )
    return NEEDS_WORK.finds(text).ifelse(worked, text)


def key_of(text: str | None) -> str:
    """Twin of :func:`key`."""
    return BLANKS.replaced_in(text or "").translate(NARROWED)


def filled(column: ir.Value) -> ir.Value:
    """Whether a text says something: not null, not blank, not one of the five ways to say "empty"."""
    return ~SAYS_NOTHING.finds(column.coalesce(""))


def is_filled(text: str | None) -> bool:
    """Twin of :func:`filled`."""
    return not SAYS_NOTHING.found_in(text or "")
