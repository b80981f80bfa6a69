"""What somebody typed, understood: words that must occur, words that must not, and what was wrong with it.

Words are set apart by spaces and all must occur; punctuation inside a word parts it too. “…” or "…" keeps a phrase
together, a leading - excludes. Nothing that is typed can be a mistake of syntax.
"""

import re
from dataclasses import dataclass
from itertools import chain

from shuheng.catalogue.search.grams import LETTERS, Needle, needle

LONGEST = 200  # characters of a query that are read
MOST_WORDS = 12
CHUNK = re.compile(r"(?P<minus>[-－−]?)(?:[\"“”＂](?P<phrase>[^\"“”＂]*)[\"“”＂]?|(?P<word>[^\s\"“”＂]+))")


@dataclass(frozen=True)
class Query:
    """All of `words` and none of `without`; `hints` say in Chinese what was left out of what was typed."""

    text: str = ""
    words: tuple[Needle, ...] = ()
    without: tuple[Needle, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        return bool(self.words or self.without)


def parse(typed: str) -> Query:
    """The query of a text of any kind and length; a text in which nothing can be looked up asks for everything."""
    text = " ".join(typed.replace("\0", " ").split())
    hints = []
    if len(text) > LONGEST:
        text = text[:LONGEST]
        hints.append(f"查询太长，只用了前 {LONGEST} 个字符。")
    words: dict[str, Needle] = {}
    without: dict[str, Needle] = {}
    for chunk in CHUNK.finditer(text):
        into = without if chunk["minus"] else words
        for part in parts_of(chunk):
            found = needle(part)
            if found is not None:
                into.setdefault(found.text, found)
    if len(words) + len(without) > MOST_WORDS:
        hints.append(f"词太多，只用了前 {MOST_WORDS} 个。")
    if text and not words and not without:
        hints.append("查询里没有汉字、字母或数字，没有按它筛选。")
    kept = tuple(words.values())[:MOST_WORDS]
    return Query(text, kept, tuple(without.values())[: MOST_WORDS - len(kept)], tuple(hints))


def parts_of(chunk: re.Match[str]) -> list[str]:
    """A phrase stays whole; a word is parted where it holds punctuation. A word that only excludes stays whole too."""
    if chunk["phrase"] is not None:
        return [chunk["phrase"]]
    return [chunk["word"]] if chunk["minus"] else list(chain(LETTERS.findall(chunk["word"])))
