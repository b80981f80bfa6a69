"""Which runs there are, which one a page shows, and whose figures somebody may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure import Scope
from shuheng.quality.models import MeasuredAgency, MeasureRun
from shuheng.web.components import Choice, Figure

MOST_RUNS = 200
SCOPES = {scope.value: scope.title for scope in Scope}


@dataclass(frozen=True)
class RunRow:
    run: MeasureRun
    agencies: int


@dataclass(frozen=True)
class RunsPage:
    rows: tuple[RunRow, ...]


@dataclass(frozen=True)
class RunPage:
    """One run: what was asked, whom it measured, what it left frozen; `problems` are of files that changed."""

    run: MeasureRun
    figures: tuple[Figure, ...]
    measured: tuple[MeasuredAgency, ...]
    hidden: int
    files: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    earlier: tuple[MeasureRun, ...]


def runs_page(visitor: Visitor) -> RunsPage:
    """The runs that measured somebody whose figures the visitor may see, newest first."""
    runs = MeasureRun.objects.prefetch_related("measured__agency")[:MOST_RUNS]
    rows = (RunRow(run, len(readable(run.measured.all(), visitor))) for run in runs)
    return RunsPage(tuple(row for row in rows if row.agencies))


def run_page(run: MeasureRun, visitor: Visitor) -> RunPage:
    everybody = tuple(run.measured.select_related("agency"))
    measured = readable(everybody, visitor)
    return RunPage(
        run=run,
        figures=(
            Figure("单位", f"{len(everybody):,}", "个"),
            Figure("目录", f"{run.entries:,}", "条", "只计有效的；已撤销、已消失的不计"),
            Figure("周期", run.period),
            Figure("计量日期", run.as_of.isoformat() if run.as_of else "各清单截止日期"),
        ),
        measured=measured,
        hidden=len(everybody) - len(measured),
        files=tuple(sorted(run.files.items())),
        parameters=tuple((name, words_of(value)) for name, value in sorted(run.parameters.items())),
        earlier=tuple(MeasureRun.objects.exclude(pk=run.pk)[:MOST_RUNS]),
    )


def words_of(value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(one) for one in value) or "无"
    return "未设" if value is None else str(value)


def readable(measured: Iterable[MeasuredAgency], visitor: Visitor) -> tuple[MeasuredAgency, ...]:
    """Those of agencies whose figures the visitor may see."""
    return tuple(one for one in measured if may_read(visitor, one.agency))


def may_read(visitor: Visitor, agency: Agency) -> bool:
    return allows(visitor, "quality.read", agency)


def newest_run(agency: Agency | None = None) -> MeasureRun | None:
    """The newest run; with an agency, the newest that measured it."""
    runs = MeasureRun.objects.all()
    return (runs.filter(measured__agency=agency) if agency is not None else runs).first()


def scope_choices(chosen: str, address: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(title, link_with(address, scope=scope), scope == chosen) for scope, title in SCOPES.items()
    )


def run_choices(chosen: MeasureRun, address: dict[str, str], most: int = 6) -> tuple[Choice, ...]:
    """The newest runs, and the chosen one where it is older."""
    runs = list(MeasureRun.objects.all()[:most])
    if chosen not in runs:
        runs.append(chosen)
    return tuple(
        Choice(f"{run.pk}：{run.period}", link_with(address, run=str(run.pk)), run == chosen) for run in runs
    )


def link_with(address: dict[str, str], **changes: str) -> str:
    """The same question with something changed, as a query; what is empty is left out."""
    from_here = {name: value for name, value in {**address, **changes}.items() if value}
    return "?" + urlencode(from_here)


def entries_link(figure_number: int, answer: str) -> str:
    return f"{reverse('figure-entries', args=[figure_number])}?answer={answer}"
