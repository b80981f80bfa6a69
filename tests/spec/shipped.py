"""The shipped rubrics for tests: loaded once, single indicators scored from a few facts, cases as text."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import yaml

from shuheng.engines.rubric import (
    FactRow,
    FactSheet,
    IndicatorScore,
    Rubric,
    absent_value,
    build_sheet,
    indicator_metrics,
    load_rubric,
)
from shuheng.engines.rubric.cases import case_sheet, read_cases
from shuheng.engines.rubric.score import score_indicator
from shuheng.problems import Where
from tests.places import RUBRICS

IDS = tuple(sorted(path.parent.name for path in RUBRICS.glob("*/rubric.yaml")))
Facts = Mapping[str, str | int]


def exact(*values: str | int | Fraction) -> tuple[Fraction, ...]:
    """Expected points, to compare with a row of exact ones."""
    return tuple(Fraction(value) for value in values)


@cache
def shipped(name: str) -> Rubric:
    """A shipped rubric by its id."""
    return load_rubric(RUBRICS / name)


def case_files() -> list[tuple[str, str]]:
    """Every case file as (rubric, file name)."""
    return [(name, path.name) for name in IDS for path in sorted((RUBRICS / name / "cases").glob("*.yaml"))]


@cache
def cases_as_text(name: str) -> list[dict[str, Any]]:
    """Every case of a rubric as written, scalars as text."""
    files = sorted((RUBRICS / name / "cases").glob("*.yaml"))
    return [case for path in files for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["cases"]]


def total_case(name: str, case: str) -> FactSheet:
    """The facts of one case of ``cases/total.yaml``: the agency 本单位 and its peers."""
    path = RUBRICS / name / "cases" / "total.yaml"
    found = next(written for written in read_cases(path)[1] if written.case == case)
    return case_sheet(shipped(name), found, Where())


def score_all(name: str, code: str, agencies: Mapping[str, tuple[str, Facts]]) -> dict[str, IndicatorScore]:
    """Score one indicator for agencies given as name: (peer group, facts); what is left out was not done."""
    rubric = shipped(name)
    rows = []
    for agency, (peer, facts) in agencies.items():
        read = indicator_metrics(rubric, rubric.indicators[code])
        absent = {title: absent_value(rubric.metrics[title]) for title in read}
        for title, value in (absent | dict(facts)).items():
            rows.append(FactRow(agency, title, str(value), peer=peer))
    return score_indicator(rubric, build_sheet(rubric, rows), code)


def score_one(name: str, code: str, facts: Facts) -> IndicatorScore:
    """Score one indicator for one agency."""
    return score_all(name, code, {"甲": ("", facts)})["甲"]
