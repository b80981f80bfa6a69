"""Quick looks over many texts at once, for those that a repair may concern."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from shuheng.engines.measure.repair.model import Suspects


def matching(pattern: str) -> Suspects:
    """Texts in which the RE2 pattern is found."""
    return lambda texts: pc.match_substring_regex(texts, pattern)


def unlike(pattern: str) -> Suspects:
    """Texts in which the RE2 pattern is not found."""
    return lambda texts: pc.invert(pc.match_substring_regex(texts, pattern))


def among(values: Collection[str]) -> Suspects:
    """Texts that are one of these."""
    wanted = pa.array(sorted(values), pa.string())
    return lambda texts: pc.is_in(texts, value_set=wanted)


def character_class(characters: str) -> str:
    """The characters as a class of an RE2 pattern."""
    return "[" + "".join(f"\\x{{{ord(one):x}}}" for one in characters) + "]"
