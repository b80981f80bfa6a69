"""Applying a sheet: all of it or nothing, and only what the preview showed."""

from django.db import IntegrityError, transaction

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.problems import ProblemsError
from shuheng.registers.actions.guard import declaration_of, locked_many, refusal, refuse_moved, state_of
from shuheng.registers.actions.store import Draft, Said, add_rows, change_rows
from shuheng.registers.declare import Declaration
from shuheng.registers.excel.plan import Plan, plan_import
from shuheng.registers.excel.read import read_sheet

ACT = "文件导入"


def import_sheet(
    *, register: str, content: bytes, name: str, fingerprint: str, by: Visitor, agency: Agency | None = None
) -> Plan:
    """Plan again and apply, if the plan is still the one that was shown. Raises `ProblemsError` otherwise."""
    declaration = declaration_of(register)
    given = read_sheet(declaration, content, name)
    try:
        with transaction.atomic():
            plan = plan_import(declaration, given, by, agency)
            if plan.problems:
                raise ProblemsError(plan.problems)
            if plan.fingerprint != fingerprint:
                raise moved()
            apply(declaration, plan, Said(by.name, ACT, name))
            detail = {
                "register": register,
                "file": name[:200],
                "changed": len(plan.changes),
                "added": len(plan.additions),
            }
            record(
                actor=by.name,
                action="registers.import_sheet",
                thing_type="RegisterRow",
                thing_id="",
                detail=detail,
            )
    except IntegrityError as error:
        raise moved() from error
    return plan


def moved() -> ProblemsError:
    return refusal("excel-plan-moved", "预览以后台账又有变动，没有保存。", "请看新的预览，再确认一次。")


def apply(declaration: Declaration, plan: Plan, said: Said) -> None:
    """Write a plan without problems; the caller holds the transaction."""
    first = declaration.life.first.code
    drafts = [Draft(one.agency, one.values, first) for one in plan.additions]
    add_rows(declaration=declaration, drafts=drafts, said=said)
    changes = {one.number: one for one in plan.changes}
    rows = locked_many(changes)
    for row in rows:
        refuse_moved(row, changes[row.pk].version)
    wanted = [(row, changes[row.pk].values, state_of(declaration, row.state).code) for row in rows]
    change_rows(declaration=declaration, wanted=wanted, said=said)
