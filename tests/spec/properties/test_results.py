"""What a result says beside its points: ranks, grades, reasons."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.rubric import AgencyScore, Reason, Result, explain, score
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import facts


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
