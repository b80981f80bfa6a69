"""The life of a row: where it begins, who moves it, which states count."""

import pytest

from shuheng.registers.declare import USUAL_LIFE, shipped


def test_the_usual_life_goes_from_filling_over_review_to_confirmed() -> None:
    assert USUAL_LIFE.first.code == "filled"
    assert USUAL_LIFE.counted == {"confirmed"}
    assert [move.title for move in USUAL_LIFE.moves_from("filled")] == ["提交"]
    assert [move.to for move in USUAL_LIFE.moves_from("submitted", "review")] == ["confirmed", "returned"]
    assert [move.title for move in USUAL_LIFE.moves_from("submitted", "fill")] == ["撤回"]
    assert USUAL_LIFE.state("confirmed").title == "已确认"


def test_going_back_needs_a_reason() -> None:
    reasons = {(move.title, move.by): move.reason for move in USUAL_LIFE.moves}
    assert reasons[("退回", "review")] is True
    assert reasons[("更正", "fill")] is True
    assert reasons[("确认", "review")] is False


def test_a_project_goes_from_filing_to_acceptance() -> None:
    life = shipped()["projects"].life
    path, state = [life.first.code], life.first.code
    for title in ("申报", "审核通过", "立项", "开工", "验收通过"):
        state = next(move.to for move in life.moves_from(state) if move.title == title)
        path.append(state)
    assert path == ["listed", "applied", "reviewed", "approved", "building", "accepted"]


@pytest.mark.parametrize("code", sorted(shipped()))
def test_every_state_can_be_reached_and_left_or_counts(code: str) -> None:
    life = shipped()[code].life
    reached, todo = {life.first.code}, [life.first.code]
    while todo:
        for move in life.moves_from(todo.pop()):
            if move.to not in reached:
                reached.add(move.to)
                todo.append(move.to)
    assert reached == {state.code for state in life.states}
    assert all(life.moves_from(state.code) or state.counts for state in life.states)
    assert all(state.complete or state.open for state in life.states)


def test_a_state_that_is_not_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        USUAL_LIFE.state("none")
