r"""Patterns and literals for databases where ``\`` escapes in a literal.

sqlglot writes a vertical tab as ``\v``, a form feed as ``\f`` and a bell as ``\a``; MySQL and Spark read the letters v, f
and a, and say nothing.
"""

import re

CHARACTERS = {r"\v": "\v", r"\f": "\f", r"\a": "\a"}
ESCAPE = re.compile(r"`[^`]*`|\\.", re.DOTALL)


def spelled(sql: str) -> str:
    """The SQL with these characters as they are; names in backticks stay."""
    return ESCAPE.sub(lambda found: CHARACTERS.get(found[0], found[0]), sql)


def whole(pattern: str) -> str:
    r"""The pattern with every anchoring ``$`` as ``\z``: with Perl's and Java's it also stands before a last line break."""
    told, inside, place = [], False, 0
    while place < len(pattern):
        letter = pattern[place]
        if letter == "\\":
            told.append(pattern[place : place + 2])
            place += 2
            continue
        inside = (inside or letter == "[") and letter != "]"
        told.append(r"\z" if letter == "$" and not inside else letter)
        place += 1
    return "".join(told)
