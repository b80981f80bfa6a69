"""Another country's scheme in our language: every dataset score of the Open Data Barometer is met."""

from pathlib import Path

import pytest

from shuheng.engines.rubric import run_cases, score
from tests.spec.foreign.odb import RUBRIC, YES_NO, barometer, published, scores, sheet

DATASETS = {"2013": 1155, "2014": 1290}
COLUMNS = (*YES_NO, "gUpdated")


def test_hand_made_cases_hold() -> None:
    results = run_cases(barometer(), RUBRIC / "cases")
    assert len(results) == 24
    assert [result for result in results if not result.ok] == []


@pytest.mark.parametrize("hidden", ["否", "是", None], ids=["hidden-no", "hidden-yes", "hidden-unknown"])
@pytest.mark.parametrize("year", sorted(DATASETS))
def test_every_published_score_is_met(shared: Path, year: str, hidden: str | None) -> None:
    rows = published(shared, year)
    expected = scores(rows)
    result = score(barometer(), sheet(rows, year, hidden))
    assert len(expected) == len(rows) == len(result.agencies) == DATASETS[year]
    got = {found.agency.code: (found.low, found.high) for found in result.agencies}
    assert got == {code: (points, points) for code, points in expected.items()}


@pytest.mark.parametrize("year", sorted(DATASETS))
def test_every_question_has_its_published_points(shared: Path, year: str) -> None:
    rows = {f"{row['Country']} {row['Variable']}": row for row in published(shared, year)}
    result = score(barometer(), sheet(list(rows.values()), year, "是"))
    differences = [
        (found.agency.code, part.code)
        for found in result.agencies
        for part, column in zip(found.indicators, sorted(COLUMNS), strict=True)
        if part.points != int(rows[found.agency.code][column])
    ]
    assert differences == []
