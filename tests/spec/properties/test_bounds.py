"""Bounds hold whatever the unknown facts turn out to be."""

from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.rubric import score
from tests.spec.properties.cells import fast_cells
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import completions, facts


@given(st.data(), rubrics())
def test_every_completion_lies_within(data: st.DataObject, written: Written) -> None:
    found = data.draw(facts(written.rubric))
    before = fast_cells(written.plan, found.sheet())
    for _ in range(3):
        after = fast_cells(written.plan, data.draw(completions(found)))
        outside = [
            f"{index} {key}: {row[key]}..{row[f'{key[:-4]}:high']}, completed {done[key]}..{done[f'{key[:-4]}:high']}"
            for index, (row, done) in enumerate(zip(before, after, strict=True))
            for key in row
            if key.endswith(":low")
            and not row[key] <= done[key] <= done[f"{key[:-4]}:high"] <= row[f"{key[:-4]}:high"]
        ]
        assert outside == []
        known = [
            f"{index} {key}: {row[key]}, completed {done[key]}"
            for index, (row, done) in enumerate(zip(before, after, strict=True))
            for key in row
            if (key.endswith((".na", "§class")) and row[key] is not None and row[key] != done[key])
            or (key == "vetoed" and row[key] and not done[key])
        ]
        assert known == []


@given(st.data(), rubrics())
def test_a_rank_ends_between_its_best_and_its_worst(data: st.DataObject, written: Written) -> None:
    found = data.draw(facts(written.rubric))
    before = score(written.rubric, found.sheet())
    after = score(written.rubric, data.draw(completions(found)))
    for agency in before.agencies:
        done = after.agency(agency.agency.code)
        assert done is not None
        assert agency.rank_best <= done.rank <= agency.rank_worst
