"""Advice is right: applied through what-if it gives exactly the points it promised."""

from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.rubric import advise, what_if
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import facts


@given(st.data(), rubrics())
def test_advice_gives_what_it_promises(data: st.DataObject, written: Written) -> None:
    sheet = data.draw(facts(written.rubric)).sheet()
    agency = data.draw(st.sampled_from(sheet.agencies)).code
    advice = advise(written.rubric, sheet, agency)
    assert [piece.gain for piece in advice] == sorted((piece.gain for piece in advice), reverse=True)
    for piece in advice:
        changes = {(agency, change.metric): change.after for change in piece.changes}
        moves = {move.agency.code: move for move in what_if(written.rubric, sheet, changes).moves}
        assert moves[agency].low_gain == piece.gain > 0
