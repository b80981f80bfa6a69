"""Texts as documents can hold them."""

from __future__ import annotations

import unicodedata

UNWRITABLE = frozenset({"Cc", "Cs", "Cn"})  # control characters, halves of a pair, no characters at all
UNSEEN = "Cf"  # marks that turn the direction of what follows, say


def clean(text: str) -> str:
    """A text as a document can hold it: what neither XML nor a font knows is marked, what nobody sees is left out."""
    return "".join(_kept(char) for char in text)


def _kept(char: str) -> str:
    if char in "\n\t":
        return char
    kind = unicodedata.category(char)
    return "\ufffd" if kind in UNWRITABLE else "" if kind == UNSEEN else char
