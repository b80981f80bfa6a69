"""The board: agencies down, measures across, every number with its numerator and denominator."""

from dataclasses import dataclass

from django.urls import reverse

from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure import MEASURES, Measure
from shuheng.quality.groups import GROUPS, measures_of
from shuheng.quality.models import MeasuredAgency, MeasureFigure, MeasureRun
from shuheng.quality.queries.cells import Cell, cell_of
from shuheng.quality.queries.runs import link_with, readable, run_choices, scope_choices
from shuheng.web.components import Choice


@dataclass(frozen=True)
class BoardRow:
    measured: MeasuredAgency
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class BoardPage:
    run: MeasureRun
    scope: str
    heads: tuple[Measure, ...]
    rows: tuple[BoardRow, ...]
    groups: tuple[Choice, ...]
    scopes: tuple[Choice, ...]
    runs: tuple[Choice, ...]
    families_link: str
    compare_link: str


def board_page(run: MeasureRun, scope: str, group: str, visitor: Visitor) -> BoardPage:
    """One group of measures over all agencies of a run that the visitor may see."""
    address = {"run": str(run.pk), "scope": scope, "group": group}
    heads = tuple(MEASURES[code] for code in measures_of(group))
    measured = readable(run.measured.select_related("agency"), visitor)
    found = MeasureFigure.objects.filter(
        run=run,
        scope=scope,
        measure__in=[one.code for one in heads],
        agency__in=[one.agency_id for one in measured],
    )
    figures = {(one.agency_id, one.measure): one for one in found}
    return BoardPage(
        run=run,
        scope=scope,
        heads=heads,
        rows=tuple(
            BoardRow(one, tuple(cell_of(head, figures.get((one.agency_id, head.code))) for head in heads))
            for one in measured
        ),
        groups=tuple(Choice(title, link_with(address, group=title), title == group) for title in GROUPS),
        scopes=scope_choices(scope, address),
        runs=run_choices(run, address),
        families_link=reverse("families", args=[run.pk]),
        compare_link=f"{reverse('compare-measures')}?second={run.pk}",
    )
