"""The states of a row and who may move it from one to the next."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic import Field as Bounded

from shuheng.registers.declare.fields import Code, CodeList, Shape, Switch, Words, tupled

Mover = Literal["fill", "review"]
MOVER_WORDS: dict[Mover, str] = {"fill": "填报单位", "review": "审核人"}


class State(Shape):
    """A state. Rows in a state that `counts` make the metrics; in one that is `open` the filler may change values;
    into one that is `complete` a row comes only when nothing required is missing."""

    code: Code
    title: Words
    counts: Switch = False
    open: Switch = False
    complete: Switch = False


class Move(Shape):
    """A step between states: its button, who may take it, and whether a reason must be written."""

    start: Annotated[CodeList, Bounded(alias="from", min_length=1)]
    to: Code
    title: Words
    by: Mover
    reason: Switch = False


class Life(Shape):
    """The life of a row; the first state is where a new row begins."""

    states: Annotated[tuple[State, ...], BeforeValidator(tupled), Bounded(min_length=1)]
    moves: Annotated[tuple[Move, ...], BeforeValidator(tupled)]

    @property
    def first(self) -> State:
        """Where a new row begins."""
        return self.states[0]

    @property
    def counted(self) -> frozenset[str]:
        """Codes of the states whose rows make the metrics."""
        return frozenset(state.code for state in self.states if state.counts)

    def state(self, code: str) -> State:
        """The state of this code; KeyError where there is none."""
        return {state.code: state for state in self.states}[code]

    def moves_from(self, code: str, by: Mover | None = None) -> tuple[Move, ...]:
        """The steps out of a state, of one side only where `by` is given."""
        return tuple(move for move in self.moves if code in move.start and by in (None, move.by))


USUAL_LIFE = Life.model_validate(
    {
        "states": [
            {"code": "filled", "title": "填报中", "open": "true"},
            {"code": "submitted", "title": "待审核", "complete": "true"},
            {"code": "confirmed", "title": "已确认", "complete": "true", "counts": "true"},
            {"code": "returned", "title": "已退回", "open": "true"},
        ],
        "moves": [
            {"from": ["filled", "returned"], "to": "submitted", "title": "提交", "by": "fill"},
            {"from": "submitted", "to": "filled", "title": "撤回", "by": "fill"},
            {"from": "submitted", "to": "confirmed", "title": "确认", "by": "review"},
            {"from": "submitted", "to": "returned", "title": "退回", "by": "review", "reason": "true"},
            {"from": "confirmed", "to": "filled", "title": "更正", "by": "fill", "reason": "true"},
            {"from": "confirmed", "to": "returned", "title": "退回更正", "by": "review", "reason": "true"},
        ],
    }
)
"""The life of a row where a declaration writes none."""
