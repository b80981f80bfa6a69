"""Bounds hold whatever the unknown facts turn out to be."""

from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.rubric import score
from tests.spec.properties.cells import Row, fast_cells
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import completions, facts


def outside(before: Row, after: Row) -> list[str]:
    """The cells whose completed value lies beyond the bounds, or contradicts what was said to be known."""
    found = []
    for key in before:
        if key.endswith(":low"):
            high = f"{key[:-4]}:high"
            if not before[key] <= after[key] <= after[high] <= before[high]:
                found.append(f"{key} {before[key]}..{before[high]}, completed {after[key]}..{after[high]}")
        elif key.endswith((".na", "§class")):
            found += [f"{key} {before[key]}, {after[key]}"] if before[key] not in (None, after[key]) else []
    return found + (["vetoed"] if before["vetoed"] and not after["vetoed"] else [])


@given(st.data(), rubrics())
def test_every_completion_lies_within(data: st.DataObject, written: Written) -> None:
    found = data.draw(facts(written.rubric))
    plan = written.plan(period=found.period)
    before = fast_cells(plan, found.sheet())
    for _ in range(3):
        after = fast_cells(plan, data.draw(completions(found)))
        assert [outside(*rows) for rows in zip(before, after, strict=True)] == [[] for _ in before]


@given(st.data(), rubrics())
def test_a_rank_ends_between_its_best_and_its_worst(data: st.DataObject, written: Written) -> None:
    found = data.draw(facts(written.rubric))
    before = score(written.rubric, found.sheet())
    after = score(written.rubric, data.draw(completions(found)))
    for agency in before.agencies:
        done = after.agency(agency.agency.code)
        assert done is not None
        assert agency.rank_best <= done.rank <= agency.rank_worst
