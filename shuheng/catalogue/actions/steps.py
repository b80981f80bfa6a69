"""Passing and returning steps of the life cycle, one entry or many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import demand, locked, locked_many, refusal
from shuheng.catalogue.actions.store import Wanted, write
from shuheng.catalogue.clock import beginnings, clock_of
from shuheng.catalogue.lifecycle import STAGES, Stage, is_accessible, missing, stage_of
from shuheng.catalogue.models import CatalogueEntry, EntryStep
from shuheng.catalogue.search.index import put as index
from shuheng.catalogue.terms import StepDecision
from shuheng.problems import ProblemsError
from shuheng.terms import LifecycleStep
from shuheng.workdays.queries import calendar

MOST_ENTRIES = 5_000


@dataclass(frozen=True)
class Passed:
    """What became of many: how many passed, and why the others did not (number, title, reason)."""

    passed: int
    refused: tuple[tuple[int, str, str], ...]


def pass_step(
    *, number: int, step: str, by: Visitor, note: str = "", can_publish: bool | None = None
) -> CatalogueEntry:
    """Conclude `step`, at which the entry must stand. `can_publish` decides the list at 目录确认; None proposes."""
    with transaction.atomic():
        entry = locked(number)
        stage = stage_now(entry, step, by)
        reasons = missing(entry)
        if reasons:
            title = stage.step.title
            raise refusal("step-not-ready", f"还不能办结“{title}”：{'；'.join(reasons)}。", "请补齐后再办。")
        values = {"step": stage.after.value, **sets(entry, stage, can_publish)}
        conclude(entry, stage, StepDecision.PASSED, values, by=by, note=note)
    return entry


def return_step(*, number: int, step: str, by: Visitor, note: str) -> CatalogueEntry:
    """Send the entry back to the step before, with the reason."""
    if not note.strip():
        raise refusal("return-note", "退回没有写意见。", "请写明哪里要改。")
    with transaction.atomic():
        entry = locked(number)
        stage = stage_now(entry, step, by)
        if stage.back is None:
            raise refusal("step-no-return", f"“{stage.step.title}”不能退回。")
        values = {"step": stage.back.value, **dict.fromkeys(stage.clears, False)}
        conclude(entry, stage, StepDecision.RETURNED, values, by=by, note=note)
    return entry


def pass_many(*, numbers: Sequence[int], step: str, by: Visitor, note: str = "") -> Passed:
    """Pass those of the entries that stand at `step` and are ready; say of each other why not."""
    if step not in STAGES:
        raise refusal("step-unknown", f"没有“{step}”这个环节。")
    if len(numbers) > MOST_ENTRIES:
        message = f"选了 {len(numbers)} 条，一次最多办 {MOST_ENTRIES} 条。"
        raise refusal("bulk-too-many", message, "请缩小范围，分几次办。")
    refused: list[tuple[int, str, str]] = []
    passed = 0
    with transaction.atomic():
        for entry in locked_many(numbers):
            try:
                pass_step(number=entry.pk, step=step, by=by, note=note)
            except ProblemsError as error:
                refused.append((entry.pk, entry.title, error.problems[0].message))
            except PermissionDenied as error:
                refused.append((entry.pk, entry.title, str(error)))
            else:
                passed += 1
        record(
            actor=by.name,
            action="catalogue.pass_many",
            thing_type="CatalogueEntry",
            thing_id="",
            detail={"step": step, "passed": passed, "refused": len(refused)},
        )
    return Passed(passed, tuple(refused))


def stage_now(entry: CatalogueEntry, step: str, by: Visitor) -> Stage:
    """The stage at which the entry stands, if it is the one meant and the visitor may decide it."""
    stage = stage_of(entry)
    demand(by, stage.permission, entry.agency)
    if step != stage.step:
        title = LifecycleStep.titles().get(step, step)
        message = f"“{entry.title}”不在“{title}”，现在是“{stage.step.title}”。"
        raise refusal("step-moved", message, "可能已有人办过，请刷新后再看。")
    return stage


def sets(entry: CatalogueEntry, stage: Stage, can_publish: bool | None) -> dict[str, Any]:
    """The values that passing this stage gives the entry."""
    values: dict[str, Any] = dict.fromkeys(stage.sets, True)
    if "can_publish" in values:
        values["can_publish"] = is_accessible(entry) if can_publish is None else can_publish
    if "issued" in values:
        values["issued"] = entry.issued or timezone.localdate()
    return values


def conclude(
    entry: CatalogueEntry,
    stage: Stage,
    decision: StepDecision,
    values: dict[str, Any],
    *,
    by: Visitor,
    note: str,
) -> None:
    """Keep the decision with its clock, and move the entry on."""
    now = timezone.now()
    began = beginnings([entry])[entry.pk]
    EntryStep.objects.create(
        entry=entry,
        step=stage.step.value,
        decision=decision.value,
        began=began,
        due=clock_of(entry, calendar(), began, timezone.localdate(now)).due,
        at=now,
        actor=by.name,
        note=note.strip()[:1000],
    )
    reason = f"{stage.step.title}{decision.title}"
    write(entry, Wanted(values, reason=reason), actor=by.name, action="catalogue.step_entry")
    index([entry.pk])
