"""Rows by hand: new, changed, withdrawn, restored."""

from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.registers.actions.guard import (
    FILL,
    REVIEW,
    declaration_of,
    demand,
    locked,
    one_at_a_time,
    refusal,
    refuse_closed_state,
    refuse_moved,
    refuse_withdrawn,
    state_of,
)
from shuheng.registers.actions.store import (
    Draft,
    Said,
    add_rows,
    add_versions,
    change_rows,
    known_only,
    refuse_taken,
    refuse_wrong,
    store,
)
from shuheng.registers.declare import FILLER_WORDS, Declaration, key_of
from shuheng.registers.known import Values, files
from shuheng.registers.models import RegisterRow

THING = "RegisterRow"


def note(row: RegisterRow, by: Visitor, action: str, **detail: object) -> None:
    """The act on record, inside its transaction."""
    said = {"register": row.register, "agency": row.agency.code, "version": row.version, "state": row.state}
    record(actor=by.name, action=action, thing_type=THING, thing_id=row.pk, detail=said | detail)


def refuse_not_filed(declaration: Declaration, agency: Agency) -> None:
    """Only agencies of the declared kinds fill a register."""
    if not files(declaration, agency):
        kinds = "、".join(FILLER_WORDS[kind] for kind in declaration.filled_by)
        message = f"台账“{declaration.title}”由{kinds}填报，{agency.name}不填。"
        raise refusal("register-not-filed", message, "请选择应填报的单位。")


def create_row(*, register: str, agency: Agency, values: Values, by: Visitor) -> RegisterRow:
    """A new row in the first state of its life. Raises `ProblemsError` with every mistake."""
    declaration = declaration_of(register)
    demand(by, FILL, agency)
    refuse_not_filed(declaration, agency)
    first, held = declaration.life.first, known_only(declaration, values)
    with one_at_a_time():
        refuse_wrong(declaration, held, first.code)
        refuse_taken(declaration, agency, key_of(declaration, held))
        said = Said(by.name, "新增")
        row = add_rows(declaration=declaration, drafts=[Draft(agency, held, first.code)], said=said)[0]
        note(row, by, "registers.create_row", key=row.key[:200])
    return row


def change_row(*, number: int, version: int, values: Values, by: Visitor, reason: str = "") -> RegisterRow:
    """Give the row these values in place of the old. `ConflictError` when another version stands."""
    with one_at_a_time():
        row = locked(number)
        declaration = declaration_of(row.register)
        demand(by, FILL, row.agency)
        refuse_withdrawn(row)
        refuse_moved(row, version)
        refuse_closed_state(declaration, row)
        held, state = known_only(declaration, values), state_of(declaration, row.state).code
        refuse_wrong(declaration, held, state)
        refuse_taken(declaration, row.agency, key_of(declaration, held), own=row.pk)
        said = Said(by.name, "修改", reason)
        if change_rows(declaration=declaration, wanted=[(row, held, state)], said=said):
            note(row, by, "registers.change_row", reason=reason[:500])
    return row


def withdraw_row(*, number: int, version: int, by: Visitor, reason: str) -> RegisterRow:
    """Take a row out of the register: the filler's in an open state, a reviewer's in any. It stays with its history."""
    if not reason.strip():
        raise refusal("register-reason", "撤销没有写原因。", "请写明为什么撤销，如“重复登记”。")
    with transaction.atomic():
        row = locked(number)
        declaration = declaration_of(row.register)
        if not allows(by, REVIEW, row.agency):
            demand(by, FILL, row.agency)
            refuse_closed_state(declaration, row)
        refuse_withdrawn(row)
        refuse_moved(row, version)
        row.withdrawn, row.withdrawn_by = timezone.now(), by.name
        turned(row, by, Said(by.name, "撤销", reason), "registers.withdraw_row")
    return row


def restore_row(*, number: int, by: Visitor) -> RegisterRow:
    """Bring a withdrawn row back in the first state of its life, if its key is still free."""
    with one_at_a_time():
        row = locked(number)
        declaration = declaration_of(row.register)
        demand(by, FILL, row.agency)
        if row.withdrawn is None:
            raise refusal("register-row-live", f"“{row.key}”没有撤销。", "可能已有人恢复，请刷新后再看。")
        refuse_taken(declaration, row.agency, row.key)
        row.withdrawn, row.withdrawn_by, row.state = None, "", declaration.life.first.code
        turned(row, by, Said(by.name, "恢复"), "registers.restore_row")
    return row


def turned(row: RegisterRow, by: Visitor, said: Said, action: str) -> None:
    """A new version of a locked row whose values stay."""
    row.changed, row.changed_by = timezone.now(), by.name
    store([row])
    add_versions([(row, {})], said, row.changed)
    note(row, by, action, reason=said.reason[:500])
