"""Moving rows along their life: one, or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.problems import ProblemsError
from shuheng.registers.actions.guard import (
    FILL,
    REVIEW,
    declaration_of,
    demand,
    locked,
    locked_many,
    refusal,
    refuse_moved,
    refuse_withdrawn,
    state_of,
)
from shuheng.registers.actions.rows import THING, note
from shuheng.registers.actions.store import Said, change_rows, known_only, row_problems
from shuheng.registers.declare import Declaration, Move, Mover
from shuheng.registers.known import Known, Values
from shuheng.registers.models import RegisterRow

MOST_ROWS = 20_000
ASKS: dict[Mover, str] = {"fill": FILL, "review": REVIEW}


@dataclass(frozen=True)
class Moved:
    """What became of many: how many moved, and why the others did not (number, key, reason)."""

    moved: int
    refused: tuple[tuple[int, str, str], ...]


def move_row(*, number: int, version: int, to: str, by: Visitor, reason: str = "") -> RegisterRow:
    """Take the step to the state `to`. Raises `ProblemsError` with what is missing for it."""
    with transaction.atomic():
        row = locked(number)
        refuse_moved(row, version)
        declaration = declaration_of(row.register)
        held = known_only(declaration, row.values)
        move = ready(declaration, row, to, by, reason, Known.of(declaration, [held]))
        said = Said(by.name, move.title, reason.strip())
        change_rows(declaration=declaration, wanted=[(row, held, to)], said=said)
        note(row, by, "registers.move_row", reason=reason[:500])
    return row


def move_many(*, numbers: Sequence[int], to: str, by: Visitor, reason: str = "") -> Moved:
    """Take the same step with each of the rows that can; say of each other why not. One audit row."""
    if not numbers:
        raise refusal("register-none", "没有勾选任何一行。", "请先勾选要办的行。")
    if len(numbers) > MOST_ROWS:
        raise refusal(
            "register-too-many", f"选了 {len(numbers)} 行，一次最多 {MOST_ROWS} 行。", "请分几次办。"
        )
    refused: list[tuple[int, str, str]] = []
    moved = 0
    with transaction.atomic():
        by_register: dict[str, list[RegisterRow]] = {}
        for row in locked_many(numbers):
            by_register.setdefault(row.register, []).append(row)
        for code, rows in by_register.items():
            moved += move_some(declaration_of(code), rows, to, by, reason, refused)
        detail = {"to": to, "moved": moved, "refused": len(refused), "reason": reason[:500]}
        record(actor=by.name, action="registers.move_many", thing_type=THING, thing_id="", detail=detail)
    return Moved(moved, tuple(refused))


def move_some(
    declaration: Declaration,
    rows: Sequence[RegisterRow],
    to: str,
    by: Visitor,
    reason: str,
    refused: list[tuple[int, str, str]],
) -> int:
    """Move the locked rows of one register that can; the others are added to `refused`. How many moved."""
    known = Known.of(declaration, [row.values for row in rows])
    wanted: dict[str, list[tuple[RegisterRow, Values, str]]] = {}
    for row in rows:
        try:
            move = ready(declaration, row, to, by, reason, known)
        except ProblemsError as error:
            refused.append((row.pk, row.key, "".join(one.message for one in error.problems)))
        except PermissionDenied as error:
            refused.append((row.pk, row.key, str(error)))
        else:
            wanted.setdefault(move.title, []).append((row, known_only(declaration, row.values), to))
    return sum(
        change_rows(declaration=declaration, wanted=some, said=Said(by.name, title, reason.strip()))
        for title, some in wanted.items()
    )


def ready(
    declaration: Declaration, row: RegisterRow, to: str, by: Visitor, reason: str, known: Known
) -> Move:
    """The step that the row takes; everything is asked before anything is written."""
    refuse_withdrawn(row)
    move = move_of(declaration, row, to, by)
    if move.reason and not reason.strip():
        raise refusal("register-reason", f"“{move.title}”没有写原因。", "请写明要改什么，对方才好办。")
    held = known_only(declaration, row.values)
    problems = row_problems(declaration, held, known, complete=state_of(declaration, to).complete)
    if problems:
        raise ProblemsError(problems)
    return move


def move_of(declaration: Declaration, row: RegisterRow, to: str, by: Visitor) -> Move:
    """The step from the row's state to `to` that this visitor may take."""
    ways = [move for move in declaration.life.moves_from(row.state) if move.to == to]
    if not ways:
        now, there = state_of(declaration, row.state).title, state_of(declaration, to).title
        message = f"“{row.key}”现在是“{now}”，不能直接转为“{there}”。"
        raise refusal("register-move", message, "可能已有人办过，请刷新后再看。")
    for move in ways:
        if allows(by, ASKS[move.by], row.agency):
            return move
    demand(by, ASKS[ways[0].by], row.agency)
    raise AssertionError("demand refuses what allows refused")
