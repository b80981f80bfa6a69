"""What a cell says before anybody asks what it means: nothing, blanks, a word for "none", or something.

Every test stands here twice: as an expression over one text column and as plain Python.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.words import BLANKS, FOLD, HAN

FILLED, NULL, BLANK, WORD = 0, 1, 2, 3  # states of a cell
STATES = (FILLED, NULL, BLANK, WORD)
DIGITS, LETTERS = (ord("0"), ord("9")), (ord("A"), ord("z"))


def state(
    c: ir.StringValue, words: Collection[str], backend: Backend, values: Sequence[int] = STATES
) -> ir.IntegerValue:
    """FILLED, NULL, BLANK or WORD, or in their place the four ``values``. ``words`` are small letters;
    capitals and blanks around a word do not matter.

    Most cells are told filled by their first character, where the backend can give its number.
    """
    filled, null, blank, word = (ibis.literal(value, "int64") for value in values)
    tests: list[tuple[ir.BooleanValue, ir.Value]] = [(c.isnull(), null)]
    tests += [(sure, filled) for sure in _surely_filled(c, words, backend)]
    text = backend.strip(c)
    nothing = backend.folded_within(text, ["", *sorted(words)])
    return ibis.cases(*tests, else_=nothing.ifelse((text == "").ifelse(blank, word), filled))


def _surely_filled(c: ir.StringValue, words: Collection[str], backend: Backend) -> Iterator[ir.BooleanValue]:
    """Cheap signs that a cell says something: with its first character, or its second, no word and no blank begins."""
    first = backend.first_code(c)
    if first is None:
        return
    starts = {ord(word[0]) for word in words}
    starts |= {ord(chr(number).upper()) for number in starts if ord("a") <= number <= ord("z")}
    for low, high in (DIGITS, HAN, LETTERS):
        inside = [number for number in sorted(starts) if low <= number <= high]
        begins = backend.begins_between(c, low, high)
        yield begins & ~first.isin(inside) if inside else begins
    if not any("0" <= sign <= "9" for word in words for sign in word[:2]):
        yield backend.code_at(c, 2).between(*DIGITS)  # negative numbers are no dashes


def state_of(text: str | None, words: Collection[str]) -> int:
    """Twin of :func:`state`."""
    if text is None:
        return NULL
    stripped = text.strip(BLANKS)
    if not stripped:
        return BLANK
    return WORD if stripped.translate(FOLD) in words else FILLED


@dataclass(frozen=True, slots=True)
class Said:
    """One column of the plain twins: its cells, how often each text occurs, and what each of them says.

    Every text is asked once, however often it stands there. ``filled`` are the texts that say something, in the order
    in which they come.
    """

    cells: Sequence[str | None]
    counts: Mapping[str | None, int]
    states: Mapping[str | None, int]
    filled: Sequence[str]

    @classmethod
    def of(cls, cells: Sequence[str | None], words: Collection[str]) -> Said:
        """What these cells say, with these words for none."""
        return cls.counted(Counter(cells), words, cells)

    @classmethod
    def counted(
        cls, counts: Mapping[str | None, int], words: Collection[str], cells: Sequence[str | None] = ()
    ) -> Said:
        """The same of a column that has been counted; without ``cells`` nothing can be asked that speaks of rows."""
        states = {cell: state_of(cell, words) for cell in counts}
        filled = [cell for cell in counts if cell is not None and states[cell] == FILLED]
        return cls(cells, counts, states, filled)


def words_for(words: Collection[str], codes: Collection[str]) -> frozenset[str]:
    """The words that mean nothing in a column: a word that its code list allows is a value there."""
    return frozenset(words) - {code.translate(FOLD) for code in codes}
