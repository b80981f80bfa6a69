"""What a result holds: the points of the reference, ranks, grades, reasons."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.rubric import AgencyScore, IndicatorScore, Reason, Result, Rubric, explain, score
from tests.spec.properties.cells import Row, slow_cells
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import facts


def known(row: Row, name: str) -> Fraction | None:
    """The points, or None where its bounds are apart."""
    low, high = row[f"{name}:low"], row[f"{name}:high"]
    return low if low == high else None


def expected_indicator(row: Row, leaf: IndicatorScore) -> tuple[object, ...]:
    """Parts, points, bounds and status of an indicator, from the row of the reference."""
    na, points = row[f"{leaf.code}.na"], known(row, f"{leaf.code}.points")
    status = "not_applicable" if na else "unknown" if na is None or points is None else "known"
    return (
        known(row, f"{leaf.code}.base") if na is False else None,
        known(row, f"{leaf.code}.deduction"),
        known(row, f"{leaf.code}.bonus"),
        points if na is not None else None,
        row[f"{leaf.code}.points:low"],
        row[f"{leaf.code}.points:high"],
        status,
    )


def grade_of(rubric: Rubric, found: AgencyScore) -> str | None:
    """The grade that both ends of the total have."""
    if rubric.grades is None or found.vetoed:
        return None
    ends = [
        next((label for limit, label in rubric.grades.at_least if end >= limit), None)
        for end in (found.low, found.high)
    ]
    return ends[0] if ends[0] == ends[1] else None


@given(st.data(), rubrics(), st.booleans())
def test_a_result_holds_what_the_reference_says(data: st.DataObject, written: Written, sure: bool) -> None:
    sheet = data.draw(facts(written.rubric, known=sure)).sheet()
    result = score(written.rubric, sheet)
    names = written.rubric.class_names()
    for agency, row in zip(sheet.agencies, slow_cells(written.rubric, sheet), strict=True):
        found = result.agency(agency.code)
        assert found is not None
        assert found.class_name == (None if row["§class"] is None else names[row["§class"]])
        assert (found.total, found.vetoed) == (known(row, "total"), row["vetoed"])
        assert found.grade == grade_of(written.rubric, found)
        for name in ("base", "deduction", "bonus"):
            assert getattr(found, name) == known(row, f"§{name}")
        for group in found.groups:
            ends = row[f"{group.code}.points:low"], row[f"{group.code}.points:high"]
            assert (group.low, group.high) == ends
        for leaf in (*found.indicators, *found.extras):
            told = (leaf.base, leaf.deduction, leaf.bonus, leaf.points, leaf.low, leaf.high, leaf.status)
            assert told == expected_indicator(row, leaf)


def rank_among(found: AgencyScore, others: list[AgencyScore]) -> int:
    """One more than those with more guaranteed points; the equal share a rank."""
    return 1 + sum(other.low > found.low for other in others)


def peers_of(result: Result, found: AgencyScore) -> list[AgencyScore]:
    return [other for other in result.agencies if other.agency.peer == found.agency.peer]


@given(st.data(), rubrics())
def test_ranks_follow_guaranteed_points(data: st.DataObject, written: Written) -> None:
    result = score(written.rubric, data.draw(facts(written.rubric)).sheet())
    everyone = list(result.agencies)
    assert everyone == sorted(everyone, key=lambda found: -found.low)
    for found in everyone:
        assert found.rank == rank_among(found, peers_of(result, found))
        assert found.rank_all == rank_among(found, everyone)
        assert found.rank_best <= found.rank <= found.rank_worst
        assert found.total == (found.low if found.low == found.high else None)


def walk(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from walk(child)


@given(st.data(), rubrics())
def test_reasons_say_the_points_of_the_result(data: st.DataObject, written: Written) -> None:
    sheet = data.draw(facts(written.rubric)).sheet()
    result = score(written.rubric, sheet)
    for found in result.agencies:
        reason = explain(written.rubric, sheet, found.agency.code)
        assert (reason.low, reason.high) == (found.low, found.high)
        told = {node.code: (node.low, node.high) for node in walk(reason) if node.kind == "indicator"}
        leaves = (*found.indicators, *found.extras)
        assert told == {leaf.code: (leaf.low, leaf.high) for leaf in leaves}
