"""The list of sources, and one source with its runs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.harvest.files import Kept, path_of
from shuheng.catalogue.models import CatalogueEntry, HarvestRun, HarvestSource
from shuheng.catalogue.terms import EntryStatus, RunState
from shuheng.jobs.models import Job
from shuheng.problems import ProblemsError

MOST_RUNS = 50
STATES: dict[str, str] = {
    RunState.RUNNING: "warn",
    RunState.DONE: "good",
    RunState.STOPPED: "bad",
    RunState.REFUSED: "bad",
}


@dataclass(frozen=True)
class RunLine:
    """A run with the word and mark of its state."""

    run: HarvestRun
    kind: str
    word: str


@dataclass(frozen=True)
class SourceLine:
    source: HarvestSource
    last: RunLine | None


@dataclass(frozen=True)
class SourcesPage:
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True)
class SourcePage:
    """`kept` is the file that a run without a new one is made over; None where there is none."""

    source: HarvestSource
    runs: tuple[RunLine, ...]
    active: int
    vanished: int
    kept: Kept | None
    busy: RunLine | None
    error: str = ""


@dataclass(frozen=True)
class NewSourcePage:
    """The form of a new source with what was typed."""

    agencies: tuple[Agency, ...]
    said: dict[str, str]
    errors: dict[str, str]


def sources_page(visitor: Visitor) -> SourcesPage:
    """The sources of the agencies in which the visitor may harvest."""
    agencies = reachable(visitor, "catalogue.import")
    sources = HarvestSource.objects.filter(agency__in=agencies).select_related("agency")
    newest = sources.annotate(newest=Max("runs__pk")).values_list("newest", flat=True)
    runs = HarvestRun.objects.filter(pk__in=[pk for pk in newest if pk]).defer("mapping", "summary")
    last = {run.source_id: run_line(run) for run in runs}
    return SourcesPage(tuple(SourceLine(source, last.get(source.pk)) for source in sources))


def source_page(source: HarvestSource, kept: Kept | None = None, error: str = "") -> SourcePage:
    """One source: what it holds, its runs, the file at hand."""
    runs = [run_line(run) for run in source.runs.defer("mapping", "summary")[:MOST_RUNS]]
    entries = CatalogueEntry.objects.filter(source=source)
    return SourcePage(
        source,
        tuple(runs),
        entries.filter(status=EntryStatus.ACTIVE).count(),
        entries.filter(status=EntryStatus.VANISHED).count(),
        kept or latest_file(line.run for line in runs),
        next((line for line in runs if line.word in {"排队中", "进行中"}), None),
        error,
    )


def new_source_page(visitor: Visitor, said: dict[str, str], errors: dict[str, str]) -> NewSourcePage:
    """The agencies that may be chosen, and what was typed before."""
    agencies = reachable(visitor, "catalogue.import").order_by("path")
    return NewSourcePage(tuple(agencies), said, errors)


def latest_file(runs: Iterable[HarvestRun]) -> Kept | None:
    """The file of the newest run that still has one."""
    for run in runs:
        try:
            size = path_of(run.file_hash).stat().st_size
        except ProblemsError:
            continue
        return Kept(run.file_name, run.file_hash, size)
    return None


def run_line(run: HarvestRun) -> RunLine:
    """A run that says it is running while no worker has it waits, or was left by a process that died."""
    if run.state == RunState.RUNNING and run.job_number is not None:
        job = Job.objects.filter(pk=run.job_number).first()
        if job is not None and job.state == "queued":
            return RunLine(run, "warn", "排队中")
        if job is not None and job.ended:
            return RunLine(run, "bad", "已中断")
    return RunLine(run, STATES[run.state], RunState.titles()[run.state])
