"""Facts as columns: one row per agency, one whole-number column per metric, null where unknown."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from shuheng.engines.rubric.facts import Fact, FactSheet
from shuheng.engines.rubric.formula.nodes import Call, Node, children, names
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.model import Rubric
from shuheng.engines.rubric.quantity import dtype_for

PEER, CLASS = "§peer", "§class"
DENOMINATOR = "§den"
SUM, COUNT, BEFORE = "§sum", "§count", "§before"


def dtype_of(metric: Metric) -> type[pl.DataType]:
    """The narrowest of the column types that holds every allowed value."""
    if metric.kind == "yes_no":
        return pl.Boolean
    return dtype_for((int(metric.min * metric.scale), int(metric.maximum * metric.scale)))


def fact_frame(rubric: Rubric, sheet: FactSheet) -> pl.DataFrame:
    """The columns a plan reads, in the order of the sheet's agencies."""
    codes = [agency.code for agency in sheet.agencies]
    classes = rubric.class_names()
    peers = {peer: index for index, peer in enumerate(dict.fromkeys(a.peer for a in sheet.agencies))}
    columns: dict[str, pl.Series] = {
        PEER: pl.Series([peers[agency.peer] for agency in sheet.agencies], dtype=pl.Int32),
        CLASS: pl.Series(
            [classes.index(a.class_name) if a.class_name else None for a in sheet.agencies], dtype=pl.Int8
        ),
    }
    before = asked_before(rubric)
    facts, previous = _by_metric(sheet.facts, codes), _by_metric(sheet.previous, codes)
    absent: list[Fact | None] = [None] * len(codes)
    for title, metric in rubric.metrics.items():
        own = facts.get(title, absent)
        if metric.kind == "list":
            columns[metric.code + SUM] = pl.Series(_parts(own, 0), dtype=pl.Int64)
            columns[metric.code + COUNT] = pl.Series(_parts(own, 1), dtype=pl.Int64)
            continue
        columns[metric.code] = _column(metric, own)
        if title in before:
            columns[metric.code + BEFORE] = _column(metric, previous.get(title, absent))
    return pl.DataFrame(columns)


def _by_metric(facts: Mapping[tuple[str, str], Fact], codes: list[str]) -> dict[str, list[Fact | None]]:
    """The facts of each metric in the order of the agencies."""
    row = {code: index for index, code in enumerate(codes)}
    found: dict[str, list[Fact | None]] = {}
    for (code, title), fact in facts.items():
        index = row.get(code)
        if index is not None:
            found.setdefault(title, [None] * len(codes))[index] = fact
    return found


def all_known(frame: pl.DataFrame) -> bool:
    """Whether no fact is missing (a class that is not given follows from the facts)."""
    return all(column.null_count() == 0 for column in frame if column.name != CLASS)


def _column(metric: Metric, facts: list[Fact | None]) -> pl.Series:
    values = [None if fact is None else fact.stored for fact in facts]
    if metric.kind == "yes_no":
        return pl.Series([None if value is None else bool(value) for value in values], dtype=pl.Boolean)
    return pl.Series(values, dtype=dtype_of(metric))


def _parts(facts: list[Fact | None], part: int) -> list[int | None]:
    return [None if fact is None or fact.parts is None else fact.parts[part] for fact in facts]


def asked_before(rubric: Rubric) -> frozenset[str]:
    """The metrics whose facts of the period before some formula reads (上年)."""
    gates = (*rubric.total.fixed, *rubric.veto)
    stack: list[Node] = [gate.when.node for gate in gates]
    stack += [formula.node for leaf in rubric.indicators.values() for formula in leaf.all_formulas()]
    found: set[str] = set()
    while stack:
        node = stack.pop()
        if isinstance(node, Call) and node.function == "上年":
            found.update(names(node))
        stack.extend(children(node))
    return frozenset(found)
