"""Passing and returning steps of the life cycle, one entry or many."""

import datetime as dt
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

MOST_ENTRIES = 2_000


@dataclass(frozen=True)
class Passed:
    """What became of many: how many passed, and why the others did not (number, title, reason)."""

    passed: int
    refused: tuple[tuple[int, str, str], ...]


class Desk:
    """Who decides, when, and what is asked once for all entries decided together: calendar, beginnings of steps."""

    def __init__(self, entries: Sequence[CatalogueEntry], by: Visitor, note: str) -> None:
        self.by, self.note = by, note.strip()[:1000]
        self.now = timezone.now()
        self.calendar = calendar()
        self.began = beginnings(entries)

    def due(self, entry: CatalogueEntry) -> dt.date | None:
        return clock_of(entry, self.calendar, self.began[entry.pk], timezone.localdate(self.now)).due


def pass_step(
    *, number: int, step: str, by: Visitor, note: str = "", can_publish: bool | None = None
) -> CatalogueEntry:
    """Conclude `step`, at which the entry must stand. `can_publish` decides the list at 目录确认; None proposes."""
    with transaction.atomic():
        entry = locked(number)
        pass_on(entry, step, Desk([entry], by, note), can_publish)
        index([entry.pk])
    return entry


def pass_on(entry: CatalogueEntry, step: str, desk: Desk, can_publish: bool | None = None) -> None:
    """The same for an entry that is locked; everything is asked before anything is written."""
    stage = stage_now(entry, step, desk.by)
    reasons = missing(entry)
    if reasons:
        title = stage.step.title
        raise refusal("step-not-ready", f"还不能办结“{title}”：{'；'.join(reasons)}。", "请补齐后再办。")
    conclude(
        entry,
        stage,
        StepDecision.PASSED,
        {"step": stage.after.value, **sets(entry, stage, can_publish)},
        desk,
    )


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
        conclude(entry, stage, StepDecision.RETURNED, values, Desk([entry], by, note))
        index([entry.pk])
    return entry


def pass_many(*, numbers: Sequence[int], step: str, by: Visitor, note: str = "") -> Passed:
    """Pass those of the entries that stand at `step` and are ready; say of each other why not."""
    if step not in STAGES:
        raise refusal("step-unknown", f"没有“{step}”这个环节。")
    if len(numbers) > MOST_ENTRIES:
        message = f"选了 {len(numbers)} 条，一次最多办 {MOST_ENTRIES} 条。"
        raise refusal("bulk-too-many", message, "请缩小范围，分几次办。")
    refused: list[tuple[int, str, str]] = []
    passed: list[int] = []
    with transaction.atomic():
        entries = locked_many(numbers)
        desk = Desk(entries, by, note)
        for entry in entries:
            try:
                pass_on(entry, step, desk)
            except ProblemsError as error:
                refused.append((entry.pk, entry.title, error.problems[0].message))
            except PermissionDenied as error:
                refused.append((entry.pk, entry.title, str(error)))
            else:
                passed.append(entry.pk)
        detail = {"step": step, "passed": len(passed), "refused": len(refused)}
        record(
            actor=by.name,
            action="catalogue.pass_many",
            thing_type="CatalogueEntry",
            thing_id="",
            detail=detail,
        )
        index(passed)
    return Passed(len(passed), tuple(refused))


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
    entry: CatalogueEntry, stage: Stage, decision: StepDecision, values: dict[str, Any], desk: Desk
) -> None:
    """Keep the decision with its clock, and move the entry on."""
    EntryStep.objects.create(
        entry=entry,
        step=stage.step.value,
        decision=decision.value,
        began=desk.began[entry.pk],
        due=desk.due(entry),
        at=desk.now,
        actor=desk.by.name,
        note=desk.note,
    )
    wanted = Wanted(values, reason=f"{stage.step.title}{decision.title}")
    write(entry, wanted, actor=desk.by.name, action="catalogue.step_entry")
