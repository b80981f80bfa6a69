"""A calendar month, as reports count them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

WRITTEN = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month; ``number`` from 1 to 12."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month | None:
        """Read ``2026-03``; None for anything else, and outside 2000 to 2099."""
        match = WRITTEN.fullmatch(text) if text.isascii() else None
        if match is None:
            return None
        year, number = int(match[1]), int(match[2])
        fits = FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12
        return cls(year, number) if fits else None

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after.first - timedelta(days=1)

    @property
    def before(self) -> Month:
        """The month before."""
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def after(self) -> Month:
        """The month after."""
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)

    def until(self, today: date) -> date:
        """The day that a report of this month speaks as of: its last one, or today while it goes on."""
        return min(self.last, today)

    def back(self, count: int) -> tuple[Month, ...]:
        """The last ``count`` months up to this one, oldest first."""
        found = [self]
        while len(found) < count:
            found.append(found[-1].before)
        return tuple(reversed(found))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"

    @property
    def words(self) -> str:
        """As a title says it: 2026年3月."""
        return f"{self.year}年{self.number}月"
