"""The one bigram function: how texts and queries are cut, so that 医疗 finds 医疗机构名录 on either database.

A text is folded into units set apart by spaces: runs of Chinese (and other scripts written without spaces), and words
of Latin letters and digits. A needle is found where the folded text holds it as a substring: Chinese matches anywhere
in a run, a Latin word only as a whole. The grams are what an index can look up; where they may say too much, `exact`
is False and the substring decides.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import add

DENSE = "\u2e80"  # from here on, scripts are written without spaces between words
UNIT = re.compile(rf"[{DENSE}-\U0010ffff]+|[^\W_{DENSE}-\U0010ffff]+")
LETTERS = re.compile(r"[^\W_]+")
FIELD_END = "\n"
NAME = 20  # characters of a text that is likely to come again
LONGEST_GRAM = 60  # characters of a Latin word that are looked up; the substring decides about the rest


@dataclass(frozen=True)
class Needle:
    """What a word of a query asks for: a folded text, and grams that must occur where it does.

    `exact`: the grams alone decide. `title_only`: single characters, which are looked for in titles only.
    """

    text: str
    grams: tuple[str, ...]
    exact: bool
    title_only: bool = False

    def within(self, title: str, body: str) -> bool:
        """Whether a folded title and body hold it: the definition that every index is held against."""
        return self.text in (title if self.title_only else body)


def units(text: str) -> list[str]:
    """Runs and words of a text in their order, without width, case, punctuation and control characters."""
    found = " ".join(LETTERS.findall(text))
    if not unicodedata.is_normalized("NFKC", found):
        found = " ".join(LETTERS.findall(unicodedata.normalize("NFKC", found)))
    return UNIT.findall(found.casefold())


@lru_cache(maxsize=50_000)
def name_line(text: str) -> str:
    """The units of a short text: names of agencies, themes and keywords stand in many entries."""
    return " ".join(units(text))


def fold(texts: Iterable[str]) -> str:
    """Texts as they are searched: ` 2021 年度 `, one line each; nothing is found across two texts."""
    lines = (name_line(text) if len(text) <= NAME else " ".join(units(text)) for text in texts)
    return FIELD_END.join(f" {line} " for line in lines if line)


def grams(folded: str) -> set[str]:
    """Every bigram of a run and every Latin word: what can be looked up of a text."""
    found: set[str] = set()
    for unit in folded.split():
        if unit[0] >= DENSE:
            found.update(map(add, unit, unit[1:]))
        else:
            found.add(unit[:LONGEST_GRAM])
    return found


def characters(folded: str) -> set[str]:
    """Every single character of the runs: what can be looked up of a title besides."""
    return {letter for letter in folded if letter >= DENSE}


def needle(text: str) -> Needle | None:
    """How to look a text up; None when it holds nothing that can be found."""
    parts = units(text)
    if not parts:
        return None
    before = "" if parts[0][0] >= DENSE else " "
    after = "" if parts[-1][0] >= DENSE else " "
    whole = f"{before}{' '.join(parts)}{after}"
    found = grams(whole)
    if not found:
        return Needle(whole, tuple(sorted(characters(whole))), exact=len(whole) == 1, title_only=True)
    exact = len(parts) == 1 and len(found) == 1 and len(whole) <= LONGEST_GRAM
    return Needle(whole, tuple(sorted(found)), exact)
