"""From registers to metrics: exact values by agency, and the rows behind each.

A value stands only where the list is known to be whole: for the agency itself, or for every agency below it that
fills the register, as the declaration's scope says, all filing periods that touch the period asked about are closed.
Otherwise it is unknown, whatever rows there are. Rows in states that do not count are left out.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shuheng.accounts.models import Agency
from shuheng.accounts.queries.resolve import in_force
from shuheng.registers.declare import (
    Declaration,
    Metric,
    MetricValue,
    Period,
    Row,
    choose,
    fact_text,
    filing_periods,
    metric_of,
    value_of,
)
from shuheng.registers.known import files
from shuheng.registers.models import RegisterRow
from shuheng.registers.queries.filed import closed_in
from shuheng.registers.shelf import declarations, supplies

Values = dict[tuple[int, str], MetricValue]


def metric_values(
    codes: Iterable[str], agencies: Iterable[Agency], period: tuple[dt.date, dt.date]
) -> Values:
    """{(agency id, metric code): value} for each agency and each of the codes that a register supplies.

    `period` is first and last day. Values as `declare.value_of` gives them; None is unknown. Codes that no register
    supplies are left out.
    """
    wanted = by_register(codes)
    asked = list(agencies)
    span = Period(*period)
    everybody = list(Agency.objects.all()) if wanted else []
    found: Values = {}
    for register, metrics in wanted.items():
        found |= values_in(declarations()[register], metrics, asked, everybody, span)
    return found


def by_register(codes: Iterable[str]) -> dict[str, list[str]]:
    """The codes by the register that supplies them."""
    supplied, found = supplies(), dict[str, list[str]]()
    for code in codes:
        if code in supplied:
            found.setdefault(supplied[code], []).append(code)
    return found


def values_in(
    declaration: Declaration,
    metrics: Sequence[str],
    asked: Sequence[Agency],
    everybody: Sequence[Agency],
    period: Period,
) -> Values:
    """The metrics of one register, its rows read once."""
    sources = {one.pk: sources_of(declaration, one, everybody, period) for one in asked}
    whole = whole_lists(declaration, {one.pk for some in sources.values() for one in some}, period)
    rows = rows_by_agency(declaration, whole)
    found: Values = {}
    for agency in asked:
        ids = [one.pk for one in sources[agency.pk]]
        known = bool(ids) and whole.issuperset(ids)
        own = [row for number in ids for row in rows.get(number, ())] if known else []
        for code in metrics:
            found[agency.pk, code] = value_of(declaration, code, own, period) if known else None
    return found


def sources_of(
    declaration: Declaration, agency: Agency, everybody: Iterable[Agency], period: Period
) -> list[Agency]:
    """Whose rows make the agency's figures: its own, or with the scope subtree those of all fillers below, too."""
    if declaration.scope == "own":
        return [agency] if files(declaration, agency) else []
    return [
        one
        for one in everybody
        if one.path.startswith(agency.path) and files(declaration, one) and in_force(one, period.end)
    ]


def whole_lists(declaration: Declaration, agencies: Collection[int], period: Period) -> frozenset[int]:
    """Those of the agencies that closed every filing period that touches the period."""
    periods = filing_periods(declaration.frequency, period)
    closed = closed_in(declaration.code, periods)
    return frozenset(one for one in agencies if all((one, each) in closed for each in periods))


def live_rows(declaration: Declaration, agencies: Collection[int]) -> Iterable[RegisterRow]:
    """Rows that count, of these agencies, in the order in which they were entered."""
    rows = RegisterRow.objects.filter(register=declaration.code, withdrawn=None)
    counted = rows.filter(state__in=declaration.life.counted).select_related("agency").order_by("pk")
    return (row for row in counted.defer("words") if row.agency_id in agencies)


def rows_by_agency(declaration: Declaration, agencies: Collection[int]) -> Mapping[int, list[Row]]:
    """The same as the engine reads them, by agency."""
    found: dict[int, list[Row]] = {}
    for row in live_rows(declaration, agencies):
        found.setdefault(row.agency_id, []).append(Row(row.values, row.state, row.agency.code))
    return found


@dataclass(frozen=True)
class Behind:
    """What lies behind one figure: its rows, those that cannot be decided, and whose list is not whole."""

    declaration: Declaration
    metric: Metric
    title: str
    agency: Agency
    period: Period
    value: MetricValue
    rows: tuple[RegisterRow, ...]
    undecided: tuple[RegisterRow, ...]
    open_agencies: tuple[Agency, ...]
    sources: int

    @property
    def text(self) -> str:
        """The value as a sheet of facts writes it; empty for unknown."""
        return fact_text(self.declaration, self.metric.code, self.value)


def rows_behind(metric: str, agency: Agency, period: tuple[dt.date, dt.date]) -> Behind:
    """The rows from which the metric of this agency and period is read; `KeyError` for one that no register supplies."""
    declaration, span = declarations()[supplies()[metric]], Period(*period)
    sources = sources_of(declaration, agency, Agency.objects.all(), span)
    ids = {one.pk for one in sources}
    whole = whole_lists(declaration, ids, span)
    pairs = [(Row(one.values, one.state, one.agency.code), one) for one in live_rows(declaration, ids)]
    held = {id(row): one for row, one in pairs}
    rows = [row for row, _ in pairs]
    chosen = choose(declaration, metric, rows, span)
    known = bool(ids) and whole.issuperset(ids)
    return Behind(
        declaration,
        metric_of(declaration, metric),
        next(title for title, one in declaration.metrics.items() if one.code == metric),
        agency,
        span,
        value_of(declaration, metric, rows, span) if known else None,
        tuple(held[id(row)] for row in chosen.rows),
        tuple(held[id(row)] for row in chosen.undecided),
        tuple(one for one in sources if one.pk not in whole),
        len(sources),
    )
