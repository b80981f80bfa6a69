"""What a monthly report says, frozen: counts are whole numbers, None is unknown, nothing is a text that hides a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuheng.quality.monthly.month import Month
from shuheng.quality.pictures import Share


@dataclass(frozen=True, slots=True)
class Extent:
    """What was measured: ``tables`` in force, of them measured exactly, by samples, tried in vain, never tried.

    ``rows`` and ``cells`` are of the measured ones; ``cells`` is None where a table did not say.
    """

    tables: int
    exact: int
    sampled: int
    failed: int
    untried: int
    rows: int
    cells: int | None

    @property
    def measured(self) -> int:
        """Tables that were measured, exactly or by samples."""
        return self.exact + self.sampled


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """One of the six dimensions: places checked and places that held, this month and the month before."""

    code: str
    title: str
    share: Share
    before: Share


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure over all tables measured; ``unknown`` counts its figures that are not known.

    One that is not ``counted`` tells what to look at (protected content, outliers) and enters no share.
    """

    code: str
    title: str
    dimension: str
    unit: str
    source: str
    says: str
    share: Share
    before: Share
    unknown: int
    counted: bool = True


@dataclass(frozen=True, slots=True)
class WorstTable:
    """A table with many faults: the share of its places that held, and the figures that weigh most, in words."""

    agency: str
    title: str
    share: Share
    reasons: tuple[str, ...]
    sampled: bool


@dataclass(frozen=True, slots=True)
class OverdueIssue:
    """An issue past its day at the end of the month; ``late`` in working days, None without that year's calendar."""

    agency: str
    table: str
    column: str
    measure: str
    severity: str
    due: date
    late: int | None


@dataclass(frozen=True, slots=True)
class Issues:
    """Issues of the month: four counts of what happened, and three of how it stood on the last day."""

    opened: int
    fixed: int
    excused: int
    closed: int
    standing: int
    overdue: int
    clockless: int
    latest: tuple[OverdueIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class InterfaceLine:
    """One interface: attempts that passed of those made."""

    agency: str
    title: str
    share: Share
    outages: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Interfaces:
    """Probing of the month; ``lines`` are the interfaces probed, worst first."""

    interfaces: int
    share: Share
    outages: int
    overdue: int
    excused: int
    lines: tuple[InterfaceLine, ...]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Findings of one kind in the random checks of an agency."""

    agency: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Sampling:
    """Random checks of the month: ``draws`` made, ``drawn`` things looked at, and the findings."""

    draws: int
    drawn: int
    checked: int
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency's tables; ``shares`` by dimension, in the order of the report's dimensions."""

    code: str
    name: str
    tables: int
    measured: int
    rows: int
    shares: tuple[Share, ...]
    standing: int
    overdue: int


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run that the figures come from; ``fingerprint`` is over the data and the figures of its tables used here."""

    number: int
    title: str
    as_of: date
    tables: int
    sample_every: int | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Shares by dimension over months; None where nothing was measured in a month."""

    months: tuple[Month, ...]
    shares: tuple[tuple[Share | None, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """Anomalies that one kind of rule found, in so many tables: cells repaired, or rows set apart (``apart``)."""

    kind: str
    title: str
    apart: bool
    count: int
    tables: int


@dataclass(frozen=True, slots=True)
class CleanedAgency:
    """One agency's connected tables: ``rows`` and ``cleaned`` are None where no table's size is known."""

    agency: str
    systems: int
    tables: int
    rows: int | None
    cleaned: int | None
    repaired: int
    apart: int


@dataclass(frozen=True, slots=True)
class CleanedTable:
    """A table whose present data were cleaned: ``rows`` as brought (None: unknown), cells repaired, rows set apart."""

    agency: str
    title: str
    versions: str
    rows: int | None
    repaired: int
    apart: int


@dataclass(frozen=True, slots=True)
class Example:
    """One change before and after, both masked, and how often it was made."""

    table: str
    column: str
    rule: str
    before: str
    after: str
    times: int


@dataclass(frozen=True, slots=True)
class CleaningSummary:
    """清洗报告 (Guangxi B3-1, B3-2): what was connected by the end of a month (``as_of``), and cleaned.

    ``systems`` counts the known ones, ``nameless`` the tables of which nobody said the system. ``rows`` of connected
    tables went in, ``cleaned`` of them went through cleaning: None where no table's size is known; ``unmeasured``
    tables have no known size. ``cleanings``, ``repaired`` cells, rows set ``apart`` and ``rules`` are of the month.
    ``unread`` cleanings have lost the record that examples come from.
    """

    agency_code: str
    agency: str
    month: Month
    as_of: date
    demo: bool
    systems: int
    nameless: int
    connected: int
    unmeasured: int
    rows: int | None
    cleaned: int | None
    cleanings: int
    repaired: int
    apart: int
    rules: tuple[RuleLine, ...]
    agencies: tuple[CleanedAgency, ...]
    tables: tuple[CleanedTable, ...]
    examples: tuple[Example, ...]
    unread: int

    @property
    def anomalies(self) -> int:
        """Places that a rule repaired or set apart, over all rules."""
        return sum(one.count for one in self.rules)


@dataclass(frozen=True, slots=True)
class MonthlyQuality:
    """质量月报. ``as_of`` is the month's last day, or the day of making while the month goes on.

    ``interfaces``, ``sampling`` and ``cleaning`` are None where nothing of the kind was done in the month.
    """

    agency_code: str
    agency: str
    month: Month
    as_of: date
    demo: bool
    extent: Extent
    before: Extent
    dimensions: tuple[DimensionLine, ...]
    measures: tuple[MeasureLine, ...]
    trend: Trend
    worst: tuple[WorstTable, ...]
    issues: Issues
    interfaces: Interfaces | None
    sampling: Sampling | None
    cleaning: CleaningSummary | None
    agencies: tuple[AgencyLine, ...]
    runs: tuple[RunLine, ...]
