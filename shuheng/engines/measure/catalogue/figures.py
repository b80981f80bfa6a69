"""From answers about entries to figures of agencies: one aggregate for all scopes, one more for families."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.flags import ASKED, WHOLE
from shuheng.engines.measure.catalogue.registry import MEASURES
from shuheng.engines.measure.model import Figure, Kind, Measure, Scope

EXACT = "decimal(38, 0)"  # a sum of large whole numbers leaves 64 bits
COUNTED = ("yes", "no", "unknown")
Row = Mapping[str, Any]


def aggregate(flags: ir.Table) -> ir.Table:
    """Counts and sums per agency and belonging to the scopes; at most nine rows per agency, which add up."""
    columns: dict[str, ir.Value] = {}
    for measure in MEASURES.values():
        value, asked = flags[measure.code], flags[measure.code + ASKED]
        if measure.kind is Kind.FLAG:
            yes, no = value.sum(), (~value).sum()
        elif measure.kind is Kind.FAMILY:
            yes, no = value.count(), asked.sum() - value.count()
        else:
            yes, no = value.count(), None
            columns[f"{measure.code}:amount"] = value.cast(EXACT).sum()
        columns[f"{measure.code}:asked"] = asked.sum()
        columns[f"{measure.code}:yes"] = yes
        if no is not None:
            columns[f"{measure.code}:no"] = no
        if measure.whole is not None:
            columns[f"{measure.code}:whole"] = flags[measure.code + WHOLE].cast(EXACT).sum()
    return flags.group_by("agency", "in_sharing", "in_opening").agg(**columns)


def count_families(flags: ir.Table, code: str) -> ir.Table:
    """Families per agency with at least one member in a scope; what may belong to a scope does not count there."""
    family = flags[code]
    return (
        flags.filter(family.notnull())
        .group_by("agency")
        .agg(
            all=family.nunique(),
            sharing=family.nunique(where=flags.in_sharing.coalesce(False)),
            opening=family.nunique(where=flags.in_opening.coalesce(False)),
        )
    )


def figures(rows: list[Row], families: Mapping[str, list[Row]]) -> Iterator[Figure]:
    """Figures of every agency, measure and scope from the rows of :func:`aggregate` and :func:`count_families`."""
    by_agency = defaultdict(list)
    for row in rows:
        by_agency[row["agency"]].append(row)
    counted = {code: {row["agency"]: row for row in found} for code, found in families.items()}
    for agency in sorted(by_agency):
        for measure in MEASURES.values():
            for scope in Scope:
                tally = Tally(measure)
                for row in by_agency[agency]:
                    tally.add(row, belongs(row, scope))
                found = counted.get(measure.code, {}).get(agency, {})
                yield tally.figure(agency, scope, int(found.get(scope.value, 0)))


def belongs(row: Row, scope: Scope) -> bool | None:
    """Whether the entries of an aggregated row belong to a scope; None = nobody knows."""
    if scope is Scope.ALL:
        return True
    inside: bool | None = row[f"in_{scope.value}"]
    return inside


class Tally:
    """Adds up the aggregated rows of one agency, one measure and one scope."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.yes = self.no = self.unknown = self.amount = self.whole = 0

    def add(self, row: Row, inside: bool | None) -> None:
        """One row; what may or may not belong to the scope is unknown."""
        if inside is False:
            return
        code = self.measure.code
        asked, yes, no = (int(row.get(f"{code}:{name}") or 0) for name in ("asked", "yes", "no"))
        if inside is None:
            self.unknown += asked
            return
        self.yes += yes
        self.no += no
        self.unknown += asked - yes - no
        self.amount += int(row.get(f"{code}:amount") or 0)
        self.whole += int(row.get(f"{code}:whole") or 0)

    def figure(self, agency: str, scope: Scope, families: int) -> Figure:
        """What came of it."""
        kind, whole = self.measure.kind, self.measure.whole
        amount = {Kind.FLAG: None, Kind.AMOUNT: self.amount, Kind.FAMILY: families}[kind]
        denominator = self.whole if whole is not None else None
        if kind is not Kind.AMOUNT:
            denominator = self.yes + self.no + self.unknown
        return Figure(
            agency=agency,
            measure=self.measure.code,
            scope=scope,
            yes=self.yes,
            no=self.no,
            unknown=self.unknown,
            amount=amount,
            denominator=denominator,
        )
