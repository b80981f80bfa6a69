"""Every measure against its case by hand, by DuckDB and by the twin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from shuheng.engines.measure.tables import (
    TABLE_MEASURES,
    DeclaredItem,
    TableFigures,
    TableQuestion,
    measure_table,
)
from tests.places import ROOT
from tests.spec.measure.tables.dirt import arrow

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/spec/measure/tables/cases.yaml").read_text(encoding="utf-8")
)


def question(case: dict[str, Any]) -> TableQuestion:
    """What the case asks."""
    declared = case.get("declared")
    items = None
    if declared is not None:
        items = tuple(DeclaredItem(**{**one, "codes": tuple(one.get("codes", ()))}) for one in declared)
    return TableQuestion(
        date(2023, 6, 30),
        roles=case.get("roles", {}),
        keys=tuple(map(tuple, case.get("keys", ()))),
        codes={name: tuple(codes) for name, codes in case.get("codes", {}).items()},
        declared=items,
    )


def told(found: TableFigures, code: str) -> dict[str, list[int | None]]:
    """The figures of a measure as the case writes them."""
    return {column: [one.value, one.whole] for column, one in found.of(code).items()}


def test_every_measure_has_a_case_and_every_case_a_measure() -> None:
    assert list(CASES) == list(TABLE_MEASURES)


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "duckdb"])
@pytest.mark.parametrize("code", CASES)
def test_the_case_holds(code: str, plain: bool) -> None:
    case = CASES[code]
    found = measure_table(arrow(case["columns"]), question(case), plain=plain)
    assert told(found, code) == {**case["figures"]}


def test_measures_say_what_they_are_and_by_which_clause() -> None:
    for code, measure in TABLE_MEASURES.items():
        assert (measure.code, bool(measure.title), bool(measure.source), bool(measure.says)) == (
            code,
            True,
            True,
            True,
        )
        assert measure.dimension.title.endswith("性")
    assert len({measure.title for measure in TABLE_MEASURES.values()}) == len(TABLE_MEASURES)
