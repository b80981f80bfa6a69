"""What commands read from the ledger. Loaded by them once the database is ready."""

from __future__ import annotations

from shuheng.assessment.ledger.export import facts_yaml
from shuheng.assessment.ledger.sheet import facts_for
from shuheng.engines.rubric import FactSheet, Rubric


def sheet(rubric: Rubric, period: str) -> FactSheet:
    """The facts in force of a period that the rubric asks for."""
    return facts_for(rubric, period)


def exported(rubric: Rubric, period: str, name: str, title: str) -> tuple[str, FactSheet]:
    """The same as a file of YAML that stands for itself: its evidence names no row of this database."""
    found = facts_for(rubric, period, marked=False)
    return facts_yaml(rubric, found, sheet_id=name, title=title), found
