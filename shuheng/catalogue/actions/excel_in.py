"""Applying a workbook: all of it or nothing, and only what the preview showed."""

from django.db import transaction

from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.entries import create_entry, edit_locked
from shuheng.catalogue.actions.guard import locked_many, refusal
from shuheng.catalogue.actions.providers import Providers
from shuheng.catalogue.excel.plan import Plan, plan_import
from shuheng.catalogue.excel.read import read_catalogue
from shuheng.catalogue.search.index import put as index
from shuheng.problems import ProblemsError


def import_workbook(*, content: bytes, name: str, fingerprint: str, by: Visitor) -> Plan:
    """Plan again and apply, if the plan is still the one that was shown. Raises `ProblemsError` otherwise."""
    with transaction.atomic():
        plan = plan_import(read_catalogue(content, name), by)
        if plan.problems:
            raise ProblemsError(plan.problems)
        if plan.fingerprint != fingerprint:
            raise refusal(
                "excel-plan-moved", "预览以后目录又有变动，没有保存。", "请看新的预览，再确认一次。"
            )
        providers = Providers()
        changes = {change.number: change for change in plan.changes}
        for entry in locked_many(changes):
            change = changes[entry.pk]
            edit_locked(entry, change.version, change.wanted, by, providers)
        index(list(changes))
        for addition in plan.additions:
            create_entry(agency=addition.agency, wanted=addition.wanted, by=by, providers=providers)
        detail = {"file": name[:200], "changed": len(plan.changes), "added": len(plan.additions)}
        record(
            actor=by.name,
            action="catalogue.import_workbook",
            thing_type="CatalogueEntry",
            thing_id="",
            detail=detail,
        )
    return plan
