"""One row: its values, its life, its history with differences, its evidence."""

from dataclasses import dataclass

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem
from shuheng.registers.actions.guard import FILL, REVIEW, state_of
from shuheng.registers.actions.moves import ASKS
from shuheng.registers.declare import Declaration, Field, Move
from shuheng.registers.models import RegisterEvidence, RegisterRow, RegisterRowVersion
from shuheng.registers.words import (
    Difference,
    differences,
    number_like,
    shown_values,
    state_kind,
    state_title,
)


@dataclass(frozen=True)
class FieldValue:
    """A column with its text; `link` opens an address, `target` finds the row of another register."""

    title: str
    text: str
    unit: str
    help: str
    number: bool
    link: str = ""
    target: str = ""


@dataclass(frozen=True)
class HistoryLine:
    version: RegisterRowVersion
    state: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class RowPage:
    """A row with what this visitor may do to it now."""

    declaration: Declaration
    row: RegisterRow
    values: tuple[FieldValue, ...]
    state: str
    kind: str
    moves: tuple[Move, ...]
    history: tuple[HistoryLine, ...]
    evidence: tuple[RegisterEvidence, ...]
    may_edit: bool
    may_withdraw: bool
    may_restore: bool
    may_attach: bool
    why_closed: str
    problems: tuple[Problem, ...] = ()
    reason: str = ""

    @property
    def asks_reason(self) -> bool:
        """Whether one of the steps wants a reason."""
        return any(move.reason for move in self.moves)


def row_page(
    declaration: Declaration,
    row: RegisterRow,
    visitor: Visitor,
    *,
    problems: tuple[Problem, ...] = (),
    reason: str = "",
) -> RowPage:
    """The page of a row; `problems` say why an act that was just asked for did not happen."""
    live = row.withdrawn is None
    fills, reviews = allows(visitor, FILL, row.agency), allows(visitor, REVIEW, row.agency)
    is_open = state_of(declaration, row.state).open
    return RowPage(
        declaration=declaration,
        row=row,
        values=values_of(declaration, row),
        state=state_title(declaration, row.state),
        kind=state_kind(declaration, row.state),
        moves=tuple(
            move
            for move in declaration.life.moves_from(row.state)
            if live and allows(visitor, ASKS[move.by], row.agency)
        ),
        history=tuple(
            HistoryLine(one, state_title(declaration, one.state), differences(declaration, one.changes))
            for one in row.versions.order_by("-number")
        ),
        evidence=tuple(row.evidence.order_by("pk")),
        may_edit=live and fills and is_open,
        may_withdraw=live and (reviews or (fills and is_open)),
        may_restore=not live and fills,
        may_attach=live and (fills or reviews),
        why_closed="" if is_open or not (live and fills) else why(declaration, row),
        problems=problems,
        reason=reason,
    )


def why(declaration: Declaration, row: RegisterRow) -> str:
    """Why values cannot be changed now, and what opens them."""
    ways = [
        f"“{move.title}”"
        for move in declaration.life.moves_from(row.state)
        if state_of(declaration, move.to).open
    ]
    way = f"要改请先办理{'或'.join(ways)}。" if ways else ""
    return f"现在是“{state_title(declaration, row.state)}”，内容不能改。{way}"


def values_of(declaration: Declaration, row: RegisterRow) -> tuple[FieldValue, ...]:
    shown = shown_values(declaration, row.values, row.state)
    return tuple(field_value(field, shown[code]) for code, field in declaration.fields.items())


def field_value(field: Field, text: str) -> FieldValue:
    link = text if field.type == "url" else ""
    target = field.target or ""
    return FieldValue(field.title, text, field.unit, field.help, number_like(field), link, target)
