"""Rules made ready for one table: a chain of repairs per column, and the checks of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuheng.engines.measure.repair.chain import Chain
from shuheng.engines.measure.repair.codes import fault
from shuheng.engines.measure.repair.kinds import KINDS
from shuheng.engines.measure.repair.model import Check, Given, Repair
from shuheng.engines.measure.repair.shapes import EVERY, RepairRules


@dataclass(frozen=True, slots=True)
class Plan:
    """``chains`` by the place of a column; ``checks`` as (rule, place of the column, check).

    ``deduplicate`` is the number of the first rule that asks for it, 0 for none.
    """

    chains: dict[int, Chain]
    checks: tuple[tuple[int, int, Check], ...]
    deduplicate: int


def plan_of(rules: RepairRules, columns: Sequence[str], given: Given, file: str) -> Plan:
    """Rules for the columns of a table; ProblemsError for a column or a code list that is not there."""
    repairs: dict[int, list[tuple[int, Repair]]] = {}
    checks: list[tuple[int, int, Check]] = []
    whole = 0
    for number, rule in enumerate(rules.rules, 1):
        missing = [name for name in rule.columns if name != EVERY and name not in columns]
        if missing:
            raise fault(
                "repair-column", file, f"第 {number} 条规则的“{missing[0]}”", allowed=tuple(columns[:50])
            )
        prepare = KINDS[rule.rule].prepare
        if prepare is None:
            whole = whole or number
            continue
        ready = prepare(rule, given)
        for place, name in enumerate(columns):
            if not rule.concerns(name):
                continue
            if isinstance(ready, Check):
                checks.append((number, place, ready))
            else:
                repairs.setdefault(place, []).append((number, ready))
    chains = {place: Chain(columns[place], tuple(found)) for place, found in repairs.items()}
    return Plan(chains, tuple(checks), whole)
