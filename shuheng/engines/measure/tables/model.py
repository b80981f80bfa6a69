"""What a measure of a table is, and what measuring a table yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Dimension(Enum):
    """The six dimensions of quality of GB/T 36344."""

    CONFORMITY = "conformity"
    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    CONSISTENCY = "consistency"
    TIMELINESS = "timeliness"
    ACCESSIBILITY = "accessibility"

    @property
    def title(self) -> str:
        """The dimension in the words of the standard."""
        return DIMENSION_TITLES[self]


DIMENSION_TITLES = {
    Dimension.CONFORMITY: "规范性",
    Dimension.COMPLETENESS: "完整性",
    Dimension.ACCURACY: "准确性",
    Dimension.CONSISTENCY: "一致性",
    Dimension.TIMELINESS: "时效性",
    Dimension.ACCESSIBILITY: "可访问性",
}


class About(Enum):
    """What a figure speaks of: the table, each of its columns, or both (the columns and their sum)."""

    TABLE = "table"
    COLUMN = "column"
    BOTH = "both"


class Tells(Enum):
    """How ``value`` is to be read: faults out of a whole, an amount, or a size that judges nothing."""

    FAULTS = "faults"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class TableMeasure:
    """One measure of a table. ``whole`` names what the denominator counts, empty where there is none."""

    code: str
    title: str
    source: str
    says: str
    unit: str
    dimension: Dimension
    about: About = About.COLUMN
    tells: Tells = Tells.FAULTS
    whole: str = ""


EXACT, SAMPLED, APPROXIMATE = "exact", "sampled", "approximate"
HOW_WORDS = {EXACT: "精确", SAMPLED: "抽样", APPROXIMATE: "估算"}


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One figure: ``value`` of ``whole`` (None = unknown, or no whole). ``column`` is empty for the whole table.

    ``how`` is exact, sampled (only every n-th row was read) or approximate. ``detail`` is a short text for people: the
    latest date, the columns of a key, the name an item may have been given.
    """

    measure: str
    column: str
    value: int | None
    whole: int | None = None
    how: str = EXACT
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell behind a figure, masked. ``row`` counts data rows from 1; None where the place has no row numbers."""

    measure: str
    column: str
    row: int | None
    shown: str


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """What a column holds. ``evidence`` says why, in Chinese; ``by`` is ``detected`` or ``given``."""

    column: str
    role: str
    evidence: str
    by: str = "detected"


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What a column holds, in sizes: cells that are null, blank, words for none; how many different texts; the first and
    the last text in the order of code points, masked by the role. ``distinct_how`` is exact or approximate.
    """

    column: str
    rows: int
    nulls: int
    blanks: int
    words: int
    distinct: int
    distinct_how: str
    least: str
    greatest: str


@dataclass(frozen=True, slots=True)
class TableFigures:
    """All that was measured of one table. ``how`` tells in Chinese what was sampled, approximated or left out."""

    rows: int
    columns: tuple[str, ...]
    figures: tuple[TableFigure, ...]
    roles: tuple[ColumnRole, ...]
    samples: tuple[Sample, ...]
    profiles: tuple[ColumnProfile, ...]
    how: tuple[str, ...]
    backend: str

    def figure(self, measure: str, column: str = "") -> TableFigure:
        """One figure; KeyError where it was not asked."""
        for found in self.figures:
            if (found.measure, found.column) == (measure, column):
                return found
        raise KeyError((measure, column))

    def of(self, measure: str) -> Mapping[str, TableFigure]:
        """The figures of a measure by column, the table's own under the empty text."""
        return {found.column: found for found in self.figures if found.measure == measure}

    def samples_of(self, measure: str, column: str = "") -> tuple[Sample, ...]:
        """The cells shown behind one figure."""
        return tuple(one for one in self.samples if (one.measure, one.column) == (measure, column))
