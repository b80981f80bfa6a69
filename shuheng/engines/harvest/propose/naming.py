"""How well the name of a field fits a target."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from shuheng.engines.harvest.names import WORDS, folded_name

Fit = Literal["exact", "near", "part"]
STRENGTH: dict[Fit, float] = {"exact": 3.0, "near": 2.5, "part": 1.0}
_PREFIX = re.compile(
    r"^(?:政务|公共)?(?:信息资源|数据资源|数据集|资源目录|数据目录|数据|资源|目录|信息|开放|本)(?=..)"
)
_SUFFIX = re.compile(r"(?<=..)(?:名称|信息|情况)$")
_SCALE = re.compile(r"[(（\[【]\s*单?位?[:：]?\s*(万|亿|千|百万)")
_STORAGE = re.compile(r"(?:[(（\[【]|_)\s*(?:[KMGT]B?|字节|兆|bytes?)\s*(?:[)）\]】]|$)", re.IGNORECASE)
RANKS = {
    target: {word.replace("_", ""): rank for rank, word in reversed(list(enumerate(words)))}
    for target, words in WORDS.items()
}
SCALES = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class NameFit:
    """``word`` is the known name that fits; a lower ``rank`` is a more telling one."""

    fit: Fit
    word: str
    rank: int

    @property
    def strength(self) -> float:
        """What the name is worth against another field's name."""
        length = len(self.word) / 10 if self.fit == "part" else 0.0
        return STRENGTH[self.fit] + length - self.rank / 100


def name_fit(name: str, target: str) -> NameFit | None:
    """How the name of a field fits a target; None where it does not."""
    words, folded = WORDS.get(target, ()), folded_name(name)
    ranks, joined = RANKS.get(target, {}), folded.replace("_", "")
    if joined in ranks:
        return NameFit("exact", folded, ranks[joined])
    for short in (_PREFIX.sub("", joined), _SUFFIX.sub("", joined), _SUFFIX.sub("", _PREFIX.sub("", joined))):
        if short in ranks:
            return NameFit("near", short, ranks[short])
    inside = [word for word in words if _within(word, folded)]
    if inside:
        longest = max(inside, key=len)
        return NameFit("part", longest, words.index(longest))
    return None


def _within(word: str, folded: str) -> bool:
    """Whether a known name stands inside a field's name as a whole word of some length."""
    if word.isascii():
        return len(word) >= 5 and bool(re.search(rf"(?:^|_){re.escape(word)}(?:_|$)", folded))
    return len(word) >= 4 and word in folded


def scale_of(name: str) -> int:
    """What a count is multiplied by, from the unit in the field's name: `数据量（万条）` counts in 10000."""
    match = _SCALE.search(unicodedata.normalize("NFKC", name))
    return SCALES[match[1]] if match else 1


def counts_storage(name: str) -> bool:
    """Whether a field's name says that it counts bytes and not records."""
    return bool(_STORAGE.search(unicodedata.normalize("NFKC", name)))
