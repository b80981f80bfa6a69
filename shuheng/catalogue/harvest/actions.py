"""What people and commands do: register a source, confirm its mapping, start a run."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import demand
from shuheng.catalogue.harvest.codes import refused
from shuheng.catalogue.harvest.files import Kept, path_of
from shuheng.catalogue.harvest.live.guard import parsed
from shuheng.catalogue.models import HarvestRun, HarvestSource
from shuheng.engines.harvest.mapping import load_mapping
from shuheng.jobs import actions as jobs
from shuheng.jobs.models import Job

CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
TASK = "catalogue.harvest"
LONGEST_CODE = 100


@dataclass(frozen=True)
class Wish:
    """How a run is wanted: as of which day, only to look, what is readable of a broken list, many may vanish."""

    as_of: dt.date | None = None
    dry: bool = False
    partial: bool = False
    allow_vanish: bool = False


def register_source(
    *,
    code: str,
    title: str,
    agency: Agency,
    by: Visitor,
    address: str = "",
    form: str = "",
    demo: bool = False,
) -> HarvestSource:
    """A new source of the agency's catalogue. Raises `ProblemsError`: source-code, fetch-address."""
    demand(by, "catalogue.import", agency)
    if CODE.fullmatch(code) is None or len(code) > LONGEST_CODE:
        raise refused("source-code", f"“{code[:100]}”。", field="来源编号")
    if address:
        parsed(address)
    try:
        with transaction.atomic():
            source = HarvestSource.objects.create(
                code=code,
                title=(title.strip() or code)[:200],
                agency=agency,
                address=address,
                format=form,
                demo=demo,
                created_by=by.name,
            )
            detail = {"code": code, "agency": agency.code, "address": address, "demo": demo}
            note(by, "register_source", source, detail)
    except IntegrityError as error:
        raise refused("source-code", f"“{code}”已有同名的来源。", field="来源编号") from error
    return source


def confirm_mapping(*, source: HarvestSource, text: str, by: Visitor, how: str = "person") -> HarvestSource:
    """Keep a mapping as the one by which this source is harvested. Raises `ProblemsError` with its mistakes.

    `how` is `person` (looked at it), `accept` (took what was proposed) or `builtin` (a standard of its own).
    """
    demand(by, "catalogue.import", source.agency)
    load_mapping(text)
    if source.mapping == text and source.mapping_confirmed_by:
        return source
    with transaction.atomic():
        source.mapping, source.mapping_confirmed_by = text, by.name
        source.save(update_fields=["mapping", "mapping_confirmed_by"])
        note(by, "confirm_mapping", source, {"code": source.code, "how": how, "mapping": text})
    return source


def open_run(*, source: HarvestSource, kept: Kept | None, wish: Wish, by: Visitor) -> HarvestRun:
    """A run that has yet to be carried out, over a kept file or over what the address will give.

    The same list for the same wish goes on with the run that a killed process left, and is not begun twice.
    """
    demand(by, "catalogue.import", source.agency)
    if not source.mapping_confirmed_by:
        raise refused("mapping-unconfirmed", f"来源“{source.title}”。")
    if kept is None and not source.address:
        raise refused("file-gone", f"来源“{source.title}”没有地址，也没有上传文件。")
    wanted: dict[str, Any] = {
        "as_of": wish.as_of,
        "dry": wish.dry,
        "partial": wish.partial,
        "allow_vanish": wish.allow_vanish,
        "mapping": source.mapping,
    }
    if kept is not None:
        left = unfinished(source, wanted | {"file_hash": kept.hash})
        if left is not None:
            return left
        path = str(path_of(kept.hash))
        wanted |= {"file_name": kept.name, "file_hash": kept.hash, "stored_file": path}
    return HarvestRun.objects.create(source=source, actor=by.name, **wanted)


def unfinished(source: HarvestSource, wanted: dict[str, Any]) -> HarvestRun | None:
    """The latest run, if it is over this very list and has not come to its end."""
    last = HarvestRun.objects.filter(source=source, dry=wanted["dry"]).first()
    if last is None or last.state not in {"running", "stopped"} or last.job_number is not None:
        return None
    return last if all(getattr(last, name) == value for name, value in wanted.items()) else None


def start_job(*, run: HarvestRun, by: Visitor) -> Job:
    """Have a worker carry the run out."""
    demand(by, "catalogue.import", run.source.agency)
    title = f"{'试采集' if run.dry else '采集'}：{run.source.title}"
    with transaction.atomic():
        job = jobs.start(task=TASK, title=title, arguments={"run": run.pk}, actor=by.name)
        run.job_number = job.pk
        run.save(update_fields=["job_number"])
    return job


def note(by: Visitor, act: str, source: HarvestSource, detail: dict[str, object]) -> None:
    record(
        actor=by.name,
        action=f"catalogue.{act}",
        thing_type="HarvestSource",
        thing_id=source.pk,
        detail=detail,
    )
