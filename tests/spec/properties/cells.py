"""Every cell of a result, from the fast plan and from the reference, as exact points."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from shuheng.engines.rubric import FactSheet, Rubric
from shuheng.engines.rubric.frame import DENOMINATOR, fact_frame
from shuheng.engines.rubric.oracle import Oracle, TotalOutcome
from shuheng.engines.rubric.plan import Plan

Row = dict[str, Any]
Ends = tuple[Fraction, Fraction]


def fast_cells(plan: Plan, sheet: FactSheet) -> list[Row]:
    """One row per agency, in the order of the sheet."""
    return [_exact(plan, row) for row in plan.run(fact_frame(plan.rubric, sheet)).to_dicts()]


def _exact(plan: Plan, row: Row) -> Row:
    """Whole numbers as the points they stand for; flags and the class as they are."""
    scale = 10**plan.digits
    return {
        key: value
        if value is None or key in {"vetoed", "§class"} or key.endswith(".na")
        else Fraction(value, row.get(key + DENOMINATOR, scale))
        for key, value in row.items()
        if not key.endswith(DENOMINATOR)
    }


def slow_cells(rubric: Rubric, sheet: FactSheet) -> list[Row]:
    """The same from the reference, with bounds."""
    oracle = Oracle(rubric, sheet)
    classes = rubric.class_names()
    rows = []
    for agency in sheet.agencies:
        total = oracle.total(agency)
        row: Row = {"vetoed": total.vetoed}
        name = oracle.class_name(agency)
        row["§class"] = None if name is None else classes.index(name)
        for key, ends in _ends(rubric, total):
            row[f"{key}:low"], row[f"{key}:high"] = ends
        row |= {f"{code}.na": outcome.na for code, outcome in total.indicators.items()}
        rows.append(row)
    return rows


def _ends(rubric: Rubric, total: TotalOutcome) -> Iterator[tuple[str, Ends]]:
    for code, outcome in total.indicators.items():
        for name in ("base", "deduction", "bonus"):
            part = getattr(outcome, name)
            yield f"{code}.{name}", (part.low, part.high)
        yield f"{code}.points", (outcome.low, outcome.high)
    for code, group in total.groups.items():
        yield f"{code}.points", (group.low, group.high)
    for name, code in (("基础", "base"), ("扣分", "deduction"), ("加分", "bonus")):
        yield f"§{code}", total.parts[name]
    yield "total", (total.low, total.high)


def differences(fast: list[Row], slow: list[Row]) -> list[str]:
    """Every cell in which the two are not the same; what one does not put out must be nothing in the other."""
    found = []
    for index, (quick, sure) in enumerate(zip(fast, slow, strict=True)):
        for key in quick.keys() | sure.keys():
            absent = False if key.endswith(".na") else 0
            if quick.get(key, absent) != sure.get(key, absent):
                found.append(f"{index} {key}: fast {quick.get(key)}, reference {sure.get(key)}")
    return sorted(found)


def sure_differences(fast: list[Row], slow: list[Row]) -> list[str]:
    """The same for a plan without bounds, over facts that are all known."""
    found = []
    for index, (quick, sure) in enumerate(zip(fast, slow, strict=True)):
        for key, value in quick.items():
            ends = {sure[key]} if key in sure else {sure.get(f"{key}:low"), sure.get(f"{key}:high")}
            if ends != {value} and (ends != {None} or value not in (0, None)):
                found.append(f"{index} {key}: fast {value}, reference {ends}")
    return sorted(found)
