"""Carrying out one run from its file to its end, or from where a killed process left it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shuheng.accounts.queries.resolve import AgencyIndex
from shuheng.audit.chain import record
from shuheng.catalogue.harvest.codes import problem, refused
from shuheng.catalogue.harvest.files import path_of
from shuheng.catalogue.harvest.live import BOUNDS, Bounds, fetch
from shuheng.catalogue.harvest.runs.ahead import chunks_ahead
from shuheng.catalogue.harvest.runs.beside import records_of
from shuheng.catalogue.harvest.runs.chunk import Writer, notes_of
from shuheng.catalogue.harvest.runs.content import source_key
from shuheng.catalogue.harvest.runs.held import Owner, Sorted, sort_chunk
from shuheng.catalogue.harvest.runs.lock import only_one
from shuheng.catalogue.harvest.runs.pace import made_for_many
from shuheng.catalogue.harvest.runs.tally import CountsError, Tally
from shuheng.catalogue.harvest.runs.vanish import gone_from, mark_gone, too_many, why_kept
from shuheng.catalogue.models import HarvestRun, HarvestSource
from shuheng.catalogue.terms import RunState
from shuheng.engines.harvest import (
    EntryRecord,
    Harvest,
    Refusal,
    Source,
    load_mapping,
    map_records,
    open_source,
)
from shuheng.engines.harvest.beside import Order
from shuheng.engines.harvest.read.detect import FORMATS
from shuheng.problems import Problem, ProblemsError

CHUNK = 2000
COUNTS = ("records", "added", "changed", "unchanged", "refused", "noted")


class Progress(Protocol):
    """What a run tells how far it is; `step` may raise to end the run between two chunks."""

    def total(self, number: int | None) -> None:
        """How many records there will be."""

    def step(self, done: int, message: str = "") -> None:
        """So many are done."""


class Silent:
    """Tells nobody."""

    def total(self, number: int | None) -> None:
        """Nobody asks."""

    def step(self, done: int, message: str = "") -> None:
        """Nobody asks."""


def carry_out(run: HarvestRun, progress: Progress | None = None, *, bounds: Bounds = BOUNDS) -> HarvestRun:
    """Harvest the list of a run, or the rest of it where an earlier attempt was killed.

    Raises `ProblemsError` when nothing could be harvested; the run then says why and stands as refused.
    """
    with only_one(run.source), made_for_many():
        run.refresh_from_db()
        if run.state in {RunState.DONE, RunState.REFUSED}:
            return run
        take_up(run)
        try:
            Attempt(run, progress or Silent(), bounds).go()
        except ProblemsError as error:
            close(run, RunState.REFUSED, str(error))
            raise
        except Exception as error:
            close(run, RunState.STOPPED, f"程序出错（{type(error).__name__}），采集中断，可以重新运行。")
            raise
    return run


def take_up(run: HarvestRun) -> None:
    """Go on where this run stopped, unless its source was harvested otherwise meanwhile: then begin anew.

    The lock is held: another run of the source that still says it is running belongs to a process that died.
    """
    others = HarvestRun.objects.filter(source=run.source).exclude(pk=run.pk)
    if not run.dry and others.filter(pk__gt=run.pk, dry=False, records__gt=0).exists():
        raise refused("run-superseded")
    lost = others.filter(state=RunState.RUNNING, job_number=None)
    lost.update(state=RunState.STOPPED, finished=timezone.now(), problem="进程中途退出，采集没有完成。")
    HarvestRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, finished=None, problem="")
    run.refresh_from_db()


def close(run: HarvestRun, state: RunState, problem_text: str) -> None:
    """The end of a run, with its row in the log: one row, however much the run changed."""
    with transaction.atomic():
        run.state, run.problem, run.finished = state.value, problem_text, timezone.now()
        run.save(update_fields=["state", "problem", "finished", "whole", "summary"])
        record(
            actor=run.actor,
            action="catalogue.try_harvest" if run.dry else "catalogue.harvest",
            thing_type="HarvestRun",
            thing_id=run.pk,
            detail={
                "source": run.source.code,
                "agency": run.source.agency.code,
                "state": run.state,
                "file_hash": run.file_hash,
                "vanished": run.vanished,
                **{name: getattr(run, name) for name in COUNTS},
            },
        )


@dataclass
class Attempt:
    """One attempt at a run, in this process."""

    run: HarvestRun
    progress: Progress
    bounds: Bounds
    seen: set[str] = field(default_factory=set)

    def go(self) -> None:
        """Fetch if need be, read, map, write, mark what vanished, close."""
        self.obtain()
        source = self.open()
        owner = owner_of(self.run.source, self.as_of)
        harvest = map_records(source, load_mapping(self.run.mapping), partial=self.run.partial)
        self.progress.total(source.survey.records)
        tally = Tally(**{name: getattr(self.run, name) for name in COUNTS}, summary=self.run.summary)
        for one in (*source.survey.problems, *remarks_on(owner, self.run.source)):
            tally.remark(one.code, one.message)
        writer = Writer(self.run, owner, self.as_of)
        with chunks_ahead(records_of(harvest, self.order()), CHUNK) as chunks:
            for chunk in chunks:
                self.take(chunk, writer, tally)
        self.settle(harvest, tally)

    @property
    def as_of(self) -> dt.date:
        return self.run.as_of or timezone.localdate(self.run.started)

    def obtain(self) -> None:
        """The file of a live source, fetched once per run."""
        run, source = self.run, self.run.source
        if run.file_hash or not source.address:
            return
        self.progress.step(0, "正在从来源读取")
        hosts = settings.HARVEST_HOSTS
        found = fetch(source.address, source_format=source.format, hosts=hosts, bounds=self.bounds)
        run.file_name, run.file_hash = found.kept.name, found.kept.hash
        run.stored_file, run.declared = str(found.kept.path), found.declared
        run.partial = run.partial or not found.whole
        run.summary = {"remarks": [{"code": "fetch-odd", "message": found.message}]} if found.message else {}
        run.save(update_fields=["file_name", "file_hash", "stored_file", "declared", "partial", "summary"])

    def open(self) -> Source:
        """The kept file as a list of the engine."""
        run, order = self.run, self.order()
        source = open_source(order.path, name=order.name, format=order.format)
        if run.declared is None and source.survey.declared is not None:
            run.declared = source.survey.declared
            run.save(update_fields=["declared"])
        return source

    def order(self) -> Order:
        """The same list and mapping, for a process of its own."""
        run = self.run
        form = run.source.format if run.source.format in FORMATS else ""
        return Order(path_of(run.file_hash), run.file_name, form, run.mapping, run.partial)

    def take(self, chunk: list[EntryRecord | Refusal], writer: Writer, tally: Tally) -> None:
        """One chunk with its counts, or nothing of it; what an earlier attempt wrote is only remembered as seen."""
        self.seen.update(source_key(one.key) for one in chunk if one.key)
        fresh = [one for one in chunk if one.number > tally.records]
        if fresh:
            with transaction.atomic():
                found = sort_chunk(self.run.source, writer.owner, fresh)
                account(tally, found, writer)
                if self.run.dry:
                    writer.report(found.refused, (), {})
                else:
                    writer.write(found)
                self.save(tally)
        self.progress.step(chunk[-1].number)

    def save(self, tally: Tally) -> None:
        """The counts, in the transaction of what they count; only while the run is this attempt's."""
        running = HarvestRun.objects.filter(pk=self.run.pk, state=RunState.RUNNING)
        if not running.update(**tally.counts(), summary=tally.summary):
            raise refused("run-superseded")

    def settle(self, harvest: Harvest, tally: Tally) -> None:
        """What is absent from a whole list has vanished; then the run is done."""
        run = self.run
        tally.check()
        if tally.records != harvest.tally.records:
            raise CountsError(f"{harvest.tally.records} records read, {tally.records} accounted for")
        run.refresh_from_db()
        promised = run.declared is None or run.declared <= tally.records
        run.whole = harvest.tally.broken is None and promised and not run.partial
        run.summary = tally.summary | {
            "unspoken": [[one.field, one.records, list(one.examples)] for one in harvest.unspoken],
            "left_out": dict(harvest.tally.left_out),
        }
        close(run, RunState.DONE, self.let_vanish() if run.whole else why_partial(run, harvest))

    def let_vanish(self) -> str:
        """Mark what the source no longer has, or say why it was not marked."""
        run, gone = self.run, gone_from(self.run, self.seen)
        if gone and not run.allow_vanish and too_many(run, len(gone)):
            return why_kept(len(gone))
        if run.dry:
            HarvestRun.objects.filter(pk=run.pk).update(vanished=len(gone))
            run.vanished = len(gone)
        else:
            mark_gone(run, gone, self.as_of)
        return ""


def owner_of(source: HarvestSource, as_of: dt.date) -> Owner:
    """The agency of the source, or the one it was merged into by the day of the list."""
    index = AgencyIndex.load(on=as_of)
    agency = index.by_id[source.agency_id]
    ended = agency.valid_to is not None and agency.valid_to < as_of
    found = index.successor(agency) if ended else agency
    if found is None:
        raise refused("agency-closed", f"“{agency.name}”，{agency.valid_to} 停用。")
    return Owner(found, AgencyIndex.load(on=as_of, under=found))


def remarks_on(owner: Owner, source: HarvestSource) -> Iterator[Problem]:
    """That the entries stand with the agency into which the source's own was merged."""
    if owner.agency.pk != source.agency_id:
        yield problem("agency-merged", f"“{source.agency.name}”并入“{owner.agency.name}”。")


def why_partial(run: HarvestRun, harvest: Harvest) -> str:
    """Why nothing was marked as vanished."""
    broken = harvest.tally.broken
    if broken is not None:
        detail = str(broken)
    elif run.declared is not None and run.declared > run.records:
        detail = f"来源自称 {run.declared:,} 条，读入 {run.records:,} 条。"
    else:
        detail = "只收可读部分。"
    return str(problem("list-partial", detail))


def account(tally: Tally, found: Sorted, writer: Writer) -> None:
    """Add a chunk to the counts."""
    tally.records += len(found.refused) + len(found.taken)
    tally.added += len(found.new)
    tally.changed += len(found.changed)
    tally.unchanged += len(found.unchanged)
    tally.refused += len(found.refused)
    for refusal in found.refused:
        tally.count("refused", refusal.code)
    for one in found.taken:
        codes = {code for code, *_ in notes_of(one)}
        tally.noted += bool(codes)
        for code in codes:
            tally.count("notes", code)
        tally.unmapped(one.content.values["unmapped"])
        if one.record.provider and one.provider_id is None:
            tally.name(one.record.provider)
    for one in found.new[: tally.room("added")]:
        tally.example("added", one.record.number, one.record.title)
    for one in found.changed[: tally.room("changed")]:
        tally.example("changed", one.record.number, one.record.title, writer.preview(one))
