"""A share as every picture and report shows it: so many good of so many, in whole numbers, or unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.rubric.exact import show

UNKNOWN_WORDS = "未知"
NOTHING_WORDS = "不适用"


@dataclass(frozen=True, slots=True)
class Share:
    """``good`` of ``whole``, both counts. ``None`` is unknown: not zero, and not a pass. Of nothing there is no share."""

    good: int | None
    whole: int | None

    @classmethod
    def of_faults(cls, faults: int | None, whole: int | None) -> Share:
        """What is left when the faults are taken from the whole."""
        return UNKNOWN if faults is None or whole is None else cls(whole - faults, whole)

    @property
    def known(self) -> bool:
        """Whether both counts are known."""
        return self.good is not None and self.whole is not None

    @property
    def value(self) -> Fraction | None:
        """The share exactly; None where it is unknown or of nothing."""
        return Fraction(self.good, self.whole) if self.good is not None and self.whole else None

    @property
    def faults(self) -> int | None:
        """What is not good; None where unknown."""
        return self.whole - self.good if self.good is not None and self.whole is not None else None

    @property
    def percent(self) -> str:
        """``97.3%``; what is not quite all is never shown as 100.0%, nor a little as 0.0%."""
        value = self.value
        if value is None:
            return NOTHING_WORDS if self.known else UNKNOWN_WORDS
        text = show(value * 100, 1)
        if text == "100.0" and value != 1:
            return ">99.9%"
        return "<0.1%" if text == "0.0" and value else f"{text}%"

    @property
    def counts(self) -> str:
        """``973 / 1,000``; empty where unknown."""
        return f"{self.good:,} / {self.whole:,}" if self.known else ""

    @property
    def words(self) -> str:
        """Share and counts in one line."""
        return f"{self.percent}（{self.counts}）" if self.known else UNKNOWN_WORDS

    def points_over(self, before: Share) -> str:
        """The change in percentage points, two decimals with its sign: ``+1.20``; 未知 where either is."""
        now, then = self.value, before.value
        if now is None or then is None:
            return UNKNOWN_WORDS
        change = (now - then) * 100
        return f"{'+' if change > 0 else ''}{show(change)}"


UNKNOWN = Share(None, None)


def total(shares: Iterable[Share]) -> Share:
    """The known shares taken together; unknown where none is known."""
    known = [(one.good, one.whole) for one in shares if one.good is not None and one.whole is not None]
    return Share(sum(good for good, _ in known), sum(whole for _, whole in known)) if known else UNKNOWN
