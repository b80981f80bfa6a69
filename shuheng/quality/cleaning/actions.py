"""What people and workers do with cleanings: try one out, apply it, give it up, undo it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from shuheng.audit.chain import Detail, record
from shuheng.engines.measure.repair import Repaired, RepairRules, load_rules, repair
from shuheng.engines.measure.repair import undo as put_back
from shuheng.jobs import actions as jobs
from shuheng.jobs.progress import Progress
from shuheng.quality.cleaning.codes import refused
from shuheng.quality.cleaning.lists import given_for, list_names
from shuheng.quality.cleaning.terms import CleaningState
from shuheng.quality.models import Cleaning, CleaningCount, DataTable, TableVersion
from shuheng.quality.tables.actions import new_version
from shuheng.quality.tables.codes import refused as table_refused
from shuheng.quality.tables.stored import digest, folder, keep_file, trusted
from shuheng.quality.tables.terms import VersionOrigin

CLEAN, UNDO = "quality.clean", "quality.undo_cleaning"
FILES = ("repaired", "changes", "apart")
RULES_FILE = "清洗规则"


def start(*, table: DataTable, rules: str, actor: str) -> Cleaning:
    """Have rules tried out over the table's present data, in the background; nothing is changed yet.

    ProblemsError for a table without data, and with every mistake of the rules.
    """
    version = table.current
    if version is None:
        raise refused("cleaning-no-data", file=table.title)
    if table.archived is not None:
        raise refused("cleaning-archived", file=table.title)
    loaded = read_rules(rules, version)
    with transaction.atomic():
        cleaning = Cleaning.objects.create(
            table=table, before=version, title=loaded.name[:200], rules=rules, actor=actor
        )
        title = f"试算清洗：{table.title}"
        cleaning.job = jobs.start(task=CLEAN, title=title, arguments={"cleaning": cleaning.pk}, actor=actor)
        cleaning.save(update_fields=["job"])
        note(cleaning, actor, "start", {"table": table.pk, "version": version.number, "rules": rules})
    return cleaning


def read_rules(rules: str, version: TableVersion) -> RepairRules:
    """The rules as they fit the columns of a version and the code lists in force."""
    return load_rules(rules, RULES_FILE, columns=version.columns, lists=tuple(list_names()))


def try_out(*, cleaning: Cleaning, progress: Progress) -> Cleaning:
    """Repair into files of its own and keep them with the counts; the table stays as it is. Safe to do again."""
    if cleaning.state != CleaningState.WAITING:
        return cleaning
    rules = read_rules(cleaning.rules, cleaning.before)
    source = trusted(cleaning.before.parquet_sha256)
    progress.total(cleaning.before.rows)
    with scratch() as place:
        found = repair(
            source,
            rules,
            place,
            given_for(rules, timezone.localdate()),
            told=lambda done: progress.step(done, "正在按规则清洗"),
        )
        files = {
            name: keep_file(path, path.name).sha256
            for name, path in zip(FILES, (found.path, found.changes, found.apart), strict=True)
        }
    keep(cleaning, found, files)
    return cleaning


def keep(cleaning: Cleaning, found: Repaired, files: dict[str, str]) -> None:
    """What was tried, with its counts, in one transaction; a cleaning given up in the meantime stays given up."""
    with transaction.atomic():
        kept = Cleaning.objects.filter(pk=cleaning.pk, state=CleaningState.WAITING).update(
            state=CleaningState.PROPOSED,
            files=files,
            before_content=found.before,
            after_content=found.after,
            rows_in=found.rows_in,
            rows_out=found.rows_out,
            rows_apart=found.rows_apart,
            rows_changed=found.rows_changed,
            cells_changed=found.cells_changed,
        )
        if kept:
            CleaningCount.objects.bulk_create(
                (
                    CleaningCount(
                        cleaning=cleaning, rule=one.rule, kind=one.kind, column=one.column, count=one.count
                    )
                    for one in found.counts
                ),
                batch_size=1000,
            )
            counts: Detail = {"cells": found.cells_changed, "rows_apart": found.rows_apart, "files": files}
            note(cleaning, cleaning.actor, "try", counts)
    cleaning.refresh_from_db()


def apply(*, cleaning: Cleaning, actor: str) -> Cleaning:
    """Make the tried result the table's present data. ProblemsError where the table has newer data by now."""
    with transaction.atomic():
        found = locked(cleaning, CleaningState.PROPOSED)
        if found.table.current_id != found.before_id:
            raise refused("cleaning-stale", file=found.table.title)
        assert found.rows_out is not None
        version = new_version(
            made_from=found.before,
            parquet=trusted(found.files["repaired"]),
            rows=found.rows_out,
            actor=actor,
            about={"cleaning": found.pk},
        )
        move(found, CleaningState.APPLIED, after=version, applied=timezone.now(), applied_by=actor)
        note(found, actor, "apply", {"version": version.number, "cells": found.cells_changed})
    cleaning.refresh_from_db()
    return cleaning


def drop(*, cleaning: Cleaning, actor: str) -> Cleaning:
    """Give up a cleaning that was not applied; one that is still being tried is cancelled."""
    with transaction.atomic():
        open_ = (CleaningState.WAITING, CleaningState.PROPOSED)
        if not Cleaning.objects.filter(pk=cleaning.pk, state__in=open_).update(state=CleaningState.DROPPED):
            raise refused("cleaning-state")
        note(cleaning, actor, "drop", {})
        if cleaning.job is not None and not cleaning.job.ended:
            jobs.cancel(job=cleaning.job, actor=actor)
    cleaning.refresh_from_db()
    return cleaning


def start_undo(*, cleaning: Cleaning, actor: str) -> Cleaning:
    """Have an applied cleaning undone in the background. ProblemsError where the table has newer data."""
    with transaction.atomic():
        found = locked(cleaning, CleaningState.APPLIED)
        refuse_newer(found)
        title = f"撤销清洗：{found.table.title}"
        arguments = {"cleaning": found.pk, "actor": actor}
        found.job = jobs.start(task=UNDO, title=title, arguments=arguments, actor=actor)
        found.save(update_fields=["job"])
        note(found, actor, "start_undo", {})
    cleaning.refresh_from_db()
    return cleaning


def undo(*, cleaning: Cleaning, actor: str) -> Cleaning:
    """Restore the data before from the cleaned ones and the record, prove them, make them the present data.

    Safe to do again. ProblemsError where a file was touched or the table has newer data; nothing is then changed.
    """
    if cleaning.state == CleaningState.UNDONE:
        return cleaning
    refuse_newer(cleaning)
    kept = [trusted(cleaning.files[name]) for name in FILES]
    with scratch() as place:
        restored = put_back(kept[0], kept[1], kept[2], place / "restored.parquet")
        same = digest(restored) == cleaning.before.parquet_sha256
        with transaction.atomic():
            found = locked(cleaning, CleaningState.APPLIED)
            refuse_newer(found)
            assert found.after is not None
            version = new_version(
                made_from=found.after,
                parquet=restored,
                rows=found.before.rows,
                actor=actor,
                origin=VersionOrigin.UNDONE,
                about={"undone_cleaning": found.pk, "same_bytes": same},
            )
            move(found, CleaningState.UNDONE, restored=version, undone=timezone.now(), undone_by=actor)
            note(found, actor, "undo", {"version": version.number, "same_bytes": same})
    cleaning.refresh_from_db()
    return cleaning


def locked(cleaning: Cleaning, state: CleaningState) -> Cleaning:
    """The cleaning and its table, held until the transaction ends, if the cleaning is in this state."""
    DataTable.objects.select_for_update().get(pk=cleaning.table_id)
    found = Cleaning.objects.select_related("table", "before", "after").get(pk=cleaning.pk)
    if found.state != state:
        raise refused("cleaning-state")
    return found


def refuse_newer(cleaning: Cleaning) -> None:
    current = DataTable.objects.values_list("current", flat=True).get(pk=cleaning.table_id)
    if current != cleaning.after_id:
        raise refused("cleaning-newer", file=cleaning.table.title)


def move(cleaning: Cleaning, state: CleaningState, **fields: object) -> None:
    """Into another state, unless somebody was faster."""
    if not Cleaning.objects.filter(pk=cleaning.pk, state=cleaning.state).update(state=state, **fields):
        raise refused("cleaning-state")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk of the kept files, that goes at the end."""
    try:
        place = tempfile.TemporaryDirectory(dir=folder(), prefix="cleaning-")
    except OSError as error:
        raise table_refused("table-disk", error.strerror or "") from error
    with place as name:
        yield Path(name)


def note(cleaning: Cleaning, actor: str, act: str, detail: Detail) -> None:
    """The row of the log for an act on this cleaning."""
    record(actor=actor, action=f"cleaning.{act}", thing_type="Cleaning", thing_id=cleaning.pk, detail=detail)
