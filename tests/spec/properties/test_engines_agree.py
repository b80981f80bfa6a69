"""The fast plan and the reference agree in every cell, unknowns and what is not applicable included."""

from hypothesis import given
from hypothesis import strategies as st

from tests.spec.properties.cells import differences, fast_cells, slow_cells, sure_differences
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import facts


@given(st.data(), rubrics())
def test_bounds_are_the_same(data: st.DataObject, written: Written) -> None:
    sheet = data.draw(facts(written.rubric)).sheet()
    assert differences(fast_cells(written.plan, sheet), slow_cells(written.rubric, sheet)) == []


@given(st.data(), rubrics())
def test_known_points_are_the_same(data: st.DataObject, written: Written) -> None:
    sheet = data.draw(facts(written.rubric, known=True)).sheet()
    slow = slow_cells(written.rubric, sheet)
    assert sure_differences(fast_cells(written.sure_plan, sheet), slow) == []
    assert differences(fast_cells(written.plan, sheet), slow) == []
