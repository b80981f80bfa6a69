"""数据分级 (GB/T 43697): a bare digit may be any enumeration, so only words that name a grade are read."""

from __future__ import annotations

import re

from shuheng.engines.harvest.values.text import Reading, folded

NAMED = {"重要数据": "important", "重要": "important", "核心数据": "core", "核心": "core"}
DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_GRADE = re.compile(r"(?:一般数据)?(?:第|l|level)?([1-4一二三四])(级|级数据)?")


def read_grade(written: str) -> Reading:
    """The code of the grade, or unknown with `grade-unknown`."""
    word = folded(written)
    if word in NAMED:
        return NAMED[word], ""
    match = _GRADE.fullmatch(word)
    if match is None or word in DIGITS or word in DIGITS.values():
        return None, "grade-unknown"
    return DIGITS.get(match[1], match[1]), ""
