"""The plain twin of a repair: row by row, cell by cell, in a few lines of Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shuheng.engines.measure.repair.kinds import KINDS
from shuheng.engines.measure.repair.model import Check, Given, Repair
from shuheng.engines.measure.repair.shapes import RepairRules, Rule

Cells = tuple[str | None, ...]
Ready = tuple[int, Rule, Repair | Check | None]


@dataclass(slots=True)
class PlainResult:
    """Rows that stay; changes as (row, column, before, after, rule); rows apart as (row, column, rule, cells)."""

    rows: list[Cells] = field(default_factory=list)
    changes: list[tuple[int, str, str, str | None, int]] = field(default_factory=list)
    apart: list[tuple[int, str, int, Cells]] = field(default_factory=list)


def repair_rows(
    columns: Sequence[str], rows: Sequence[Sequence[str | None]], rules: RepairRules, given: Given
) -> PlainResult:
    """What `repair` does. Of rules that contradict one another it never ends."""
    ready = [
        (at, rule, prepare(rule, given) if prepare else None)
        for at, rule in enumerate(rules.rules, 1)
        for prepare in [KINDS[rule.rule].prepare]
    ]
    whole = next((at for at, _, one in ready if one is None), 0)
    result = PlainResult()
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 1):
        named = zip(columns, row, strict=True)
        cells = tuple(mended(number, name, text, ready, result) for name, text in named)
        faults = faults_of(columns, cells, ready)
        said = tuple(text or "" for text in cells)
        if not faults and whole and said in seen:
            faults = [("", whole)]
        result.apart += [(number, name, rule, cells) for name, rule in faults]
        if not faults:
            seen.add(said)
            result.rows.append(cells)
    return result


def mended(
    number: int, column: str, text: str | None, ready: Sequence[Ready], result: PlainResult
) -> str | None:
    """The cell after all repairs of its column, again until it stays; each change is noted."""
    before = text
    for at, rule, one in ready:
        if isinstance(one, Repair) and rule.concerns(column) and text is not None:
            after = one.change(text)
            if after != text:
                result.changes.append((number, column, text, after, at))
                text = after
    return text if text == before else mended(number, column, text, ready, result)


def faults_of(columns: Sequence[str], cells: Cells, ready: Sequence[Ready]) -> list[tuple[str, int]]:
    """Columns and rules for which the row is set apart."""
    return [
        (name, at)
        for at, rule, one in ready
        for name, text in zip(columns, cells, strict=True)
        if isinstance(one, Check) and rule.concerns(name) and text is not None and one.fault(text)
    ]
