"""What registers supply is what the rubrics read: every made-up value is taken as a fact, and moves the scores."""

from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from shuheng.engines.rubric import FactRow, FactSheet, Rubric, build_sheet, load_rubric, score
from shuheng.registers.declare import Period, demo_rows, fact_text, shipped, supplied, value_of
from shuheng.rubrics import FOLDER

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
AGENCIES = tuple(f"A{number:02d}" for number in range(14))
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/rubric.yaml"))


@cache
def values(agency: str) -> dict[str, str]:
    """Every metric of every register for an agency, as a sheet of facts writes it; unknown ones left out."""
    found: dict[str, str] = {}
    for code, declaration in shipped().items():
        rows = demo_rows(code, agency, YEAR, "facts")
        for metric in declaration.metrics.values():
            found[metric.code] = fact_text(
                declaration, metric.code, value_of(declaration, metric.code, rows, YEAR)
            )
    return {code: text for code, text in found.items() if text}


def facts(rubric: Rubric) -> list[FactRow]:
    """What registers say of the agencies, for one rubric."""
    codes = {metric.code for metric in rubric.metrics.values()} & set(supplied(shipped().values()))
    peers = rubric.peers.groups if rubric.peers is not None else ("",)
    return [
        FactRow(
            agency=agency, name=agency, peer=peers[at % len(peers)], metric=code, value=values(agency)[code]
        )
        for at, agency in enumerate(AGENCIES)
        for code in sorted(codes & set(values(agency)))
    ]


def sheet(rubric: Rubric) -> FactSheet:
    """A sheet of these facts; ProblemsError where the rubric does not take one of them."""
    return build_sheet(rubric, facts(rubric), demo=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_taken_as_a_fact(name: str) -> None:
    rubric = load_rubric(FOLDER / name)
    assert len(facts(rubric)) > 0
    assert sheet(rubric).demo


@pytest.mark.parametrize("name", NAMES)
def test_facts_of_registers_earn_points_and_tell_agencies_apart(name: str) -> None:
    """By indicators: a veto that no register knows of keeps the lower bound of some totals at zero."""
    rubric = load_rubric(FOLDER / name)
    agencies = score(rubric, sheet(rubric)).agencies
    assert all(one.low <= one.high for agency in agencies for one in agency.indicators)
    sure = [sum((one.low for one in agency.indicators), Fraction(0)) for agency in agencies]
    assert len(set(sure)) > 1
    assert any(one.low == one.high for one in agencies[0].indicators)
