"""The fourteen cities of the demonstration province: invented names, classes, groups, how well they do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.rubric import Agency, Rubric

STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
# How well a city does, in thousandths, and which class it belongs to (0 is the largest).
LEVELS = (912, 861, 958, 776, 722, 889, 664, 823, 748, 930, 691, 799, 842, 640)
CLASSES = (0, 0, 1, 1, 2, 0, 2, 1, 2, 1, 2, 0, 2, 1)
WITH_GAPS = frozenset({3, 8, 12})


@dataclass(frozen=True, slots=True)
class City:
    """One invented city. ``level`` is in thousandths; ``gaps`` says whether some of its facts are unknown."""

    number: int
    agency: Agency
    level: int
    rank_of_class: int
    gaps: bool

    def noise(self, salt: str) -> int:
        """A number from 0 to 999 that depends on the city and ``salt`` alone."""
        digest = hashlib.sha256(f"{self.agency.code}|{salt}".encode()).digest()
        return int.from_bytes(digest[:4]) % 1000

    def grade_of(self, salt: str) -> int:
        """How well the city does in one matter: its level, give or take 180 thousandths."""
        return max(0, min(1000, self.level + (self.noise(salt) - 500) * 36 // 100))


def cities(rubric: Rubric) -> tuple[City, ...]:
    """The cities, spread over the rubric's peer groups where it has any."""
    groups = rubric.peers.groups if rubric.peers is not None else ()
    found = []
    for number, stem in enumerate(STEMS):
        peer = groups[number % len(groups)] if groups else None
        agency = Agency(code=f"demo-{number + 1:02d}", name=f"演示市{stem}", peer=peer)
        found.append(City(number, agency, LEVELS[number], CLASSES[number], number in WITH_GAPS))
    return tuple(found)


def class_value(city: City, thresholds: tuple[Fraction, ...]) -> int:
    """A value of the metric that decides the class; ``thresholds`` fall."""
    index = min(city.rank_of_class, len(thresholds) - 1)
    low = thresholds[index]
    high = thresholds[index - 1] if index else low * Fraction(8, 5)
    share = Fraction(150 + city.noise("class") * 7 // 10, 1000)
    return int(low + (high - low) * share)
