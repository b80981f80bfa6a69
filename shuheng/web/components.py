"""The data of components that need more than a text: bars of points, figures, cells of a table."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Bar:
    """Points on a scale from 0 to `top`: what was earned, what was taken away, what is not known yet."""

    top: Fraction
    low: Fraction
    high: Fraction
    bonus: Fraction = Fraction(0)
    deduction: Fraction = Fraction(0)

    @property
    def lengths(self) -> tuple[tuple[str, Fraction], ...]:
        """Laid end to end: base, bonus, unknown, taken away. Solid up to the low bound, then hatched."""
        earned = min(max(self.low, Fraction(0)), self.top)
        bonus = min(self.bonus, earned)
        unknown = max(min(self.high, self.top) - earned, Fraction(0))
        taken = max(min(self.deduction, self.top - earned - unknown), Fraction(0))
        ends = [("base", earned - bonus), ("bonus", bonus), ("unknown", unknown), ("taken", taken)]
        return tuple((kind, length) for kind, length in ends if length > 0)

    @property
    def segments(self) -> tuple["Segment", ...]:
        """The same as shares of the whole, for SVG attributes."""
        found: list[Segment] = []
        at = Fraction(0)
        for kind, length in self.lengths:
            found.append(Segment(kind, percent_of(at, self.top), percent_of(length, self.top)))
            at += length
        return tuple(found)


@dataclass(frozen=True)
class Segment:
    kind: str
    start: str
    length: str


def percent_of(part: Fraction, whole: Fraction) -> str:
    """A percentage that SVG attributes take, exact to a hundredth; the exact value stands in the text."""
    if whole <= 0:
        return "0%"
    hundredths = round(part * 10000 / whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


@dataclass(frozen=True)
class Figure:
    """A card of one figure: value with unit, what it is of, whence and as of when, where its rows are."""

    title: str
    value: str
    unit: str = ""
    note: str = ""
    source: str = ""
    as_of: str = ""
    link: str = ""
    state: str = ""  # "", good, warn, bad, unknown


@dataclass(frozen=True)
class Crumb:
    title: str
    link: str = ""


@dataclass(frozen=True)
class Choice:
    """One value of a filter, with the address that selects it."""

    title: str
    link: str
    chosen: bool
    count: int | None = None


@dataclass(frozen=True)
class SortHead:
    """A column head that sorts: its title, the address of the next order, and the order in force."""

    title: str
    link: str
    order: str = ""  # "", ascending, descending
    number: bool = False
    wide: bool = False  # left out where there is little room


@dataclass(frozen=True)
class Picture:
    """A chart with its text alternative and its table."""

    title: str
    svg: str
    alternative: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
