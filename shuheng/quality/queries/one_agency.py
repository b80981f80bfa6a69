"""All measures of one agency, group by group, in one scope; beside each the run before."""

from dataclasses import dataclass

from shuheng.accounts.models import Agency
from shuheng.engines.measure import MEASURES
from shuheng.quality.groups import GROUPS, measures_of
from shuheng.quality.models import MeasuredAgency, MeasureFigure, MeasureRun
from shuheng.quality.queries.cells import Cell, cell_of
from shuheng.quality.queries.runs import run_choices, scope_choices
from shuheng.web.components import Choice


@dataclass(frozen=True)
class MeasureRow:
    cell: Cell
    before: Cell | None


@dataclass(frozen=True)
class MeasureGroup:
    title: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True)
class AgencyMeasuresPage:
    agency: Agency
    run: MeasureRun
    measured: MeasuredAgency
    before: MeasuredAgency | None
    scope: str
    groups: tuple[MeasureGroup, ...]
    scopes: tuple[Choice, ...]
    runs: tuple[Choice, ...]


def agency_measures_page(agency: Agency, run: MeasureRun, scope: str) -> AgencyMeasuresPage | None:
    """None where the run did not measure the agency."""
    measured = run.measured.filter(agency=agency).first()
    if measured is None:
        return None
    earlier = (
        MeasuredAgency.objects.filter(agency=agency, run__lt=run)
        .select_related("run")
        .order_by("-run")
        .first()
    )
    now, before = figures_of(run, agency, scope), figures_of(earlier.run, agency, scope) if earlier else {}
    address = {"agency": agency.code, "run": str(run.pk), "scope": scope}
    return AgencyMeasuresPage(
        agency=agency,
        run=run,
        measured=measured,
        before=earlier,
        scope=scope,
        groups=tuple(
            MeasureGroup(
                title,
                tuple(
                    MeasureRow(
                        cell_of(MEASURES[code], now.get(code)),
                        cell_of(MEASURES[code], before.get(code)) if earlier else None,
                    )
                    for code in measures_of(title)
                ),
            )
            for title in GROUPS
        ),
        scopes=scope_choices(scope, address),
        runs=run_choices(run, address),
    )


def figures_of(run: MeasureRun, agency: Agency, scope: str) -> dict[str, MeasureFigure]:
    return {one.measure: one for one in run.figures.filter(agency=agency, scope=scope)}
