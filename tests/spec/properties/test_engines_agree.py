"""The fast plan and the reference agree in every cell, unknowns and what is not applicable included."""

from hypothesis import given
from hypothesis import strategies as st

from tests.spec.properties.cells import differences, fast_cells, slow_cells, sure_differences
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import facts


@given(st.data(), rubrics())
def test_bounds_are_the_same(data: st.DataObject, written: Written) -> None:
    found = data.draw(facts(written.rubric))
    sheet = found.sheet()
    fast = fast_cells(written.plan(period=found.period), sheet)
    assert differences(fast, slow_cells(written.rubric, sheet)) == []


@given(st.data(), rubrics())
def test_known_points_are_the_same(data: st.DataObject, written: Written) -> None:
    found = data.draw(facts(written.rubric, known=True))
    sheet = found.sheet()
    slow = slow_cells(written.rubric, sheet)
    assert sure_differences(fast_cells(written.plan(bounds=False, period=found.period), sheet), slow) == []
    assert differences(fast_cells(written.plan(period=found.period), sheet), slow) == []


@given(st.data(), rubrics(), st.booleans())
def test_one_indicator_alone_is_the_same(data: st.DataObject, written: Written, bounds: bool) -> None:
    found = data.draw(facts(written.rubric, known=not bounds))
    code = data.draw(st.sampled_from(sorted(written.rubric.indicators)))
    plans = [written.plan(bounds=bounds, period=found.period, only=only) for only in (None, code)]
    whole, alone = (fast_cells(plan, found.sheet()) for plan in plans)
    assert alone == [{key: row[key] for key in row if key.startswith(f"{code}.")} for row in whole]
