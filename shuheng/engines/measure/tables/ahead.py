"""Columns whose name says that their days lie ahead: nothing is wrong with a day to come there."""

from __future__ import annotations

import re

HAN_WORDS = ("有效期", "截止", "到期", "失效", "期限", "计划", "预计", "拟", "届满", "终止", "期满")
LATIN_WORDS = ("valid_to", "expir", "due", "deadline", "plan")
_CAMEL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_LATIN = re.compile(
    "(?<![a-z])(?:valid[_ -]?to|expir[a-z]*|due|due[_ -]?date|deadline|plan(?:ned)?)(?![a-z])"
)


def lies_ahead(column: str) -> bool:
    """Whether the name has one of the words; Latin ones stand by themselves, so that "plant" is no plan."""
    if any(word in column for word in HAN_WORDS):
        return True
    return _LATIN.search(_CAMEL.sub("_", column).casefold()) is not None
